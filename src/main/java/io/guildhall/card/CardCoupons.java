package io.guildhall.card;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponReserve;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import lombok.RequiredArgsConstructor;

/**
 * The coupons that wait for cards. Whether one waits for a card stands in the card's own
 * row, and whoever takes it away there moves the counter: so of a claim, a revocation and
 * the night, at the same moment, one does.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class CardCoupons {

	/**
	 * That a card can be claimed, today or once it is handed out, and none waits for it.
	 */
	private static final String LACKING = """
			not c.set_aside and c.claimed_at is null and c.revoked_at is null and b.revoked_at is null
			and b.last_day >= :today""";

	private final CouponReserve reserve;

	private final CouponBatches coupons;

	private final CouponIssuing issuing;

	private final CardStanding standing;

	private final JdbcClient jdbc;

	/**
	 * Sets a coupon aside for each card of a new batch.
	 * @throws CardRefused if fewer are left
	 * @throws io.guildhall.coupon.CouponRefused if the coupon batch has ended
	 */
	void setAside(CardBatchId batch, BatchId coupon, int cards) {
		jdbc.sql("update cards set set_aside = true where organization_id = :organization and batch_id = :id")
			.params(standing.of(batch.id()))
			.update();
		if (!reserve.setAside(coupon, cards)) {
			throw CardRefused.coupons(coupons.get(coupon).left(), cards);
		}
	}

	/**
	 * Issues the coupon of a card; one of those that are left where none waits for it,
	 * since it is older than that, or was let go at this moment.
	 * @throws io.guildhall.coupon.CouponRefused if it cannot be issued now
	 */
	CouponSummary issue(CardId card, BatchId coupon, MemberId member) {
		boolean waits = !taken("c.id = :id", standing.of(card.id())).isEmpty();
		return waits ? issuing.issueSetAside(coupon, member) : issuing.issue(coupon, member, null);
	}

	/**
	 * The coupons of cards that can still be claimed and for which none waits: they were
	 * made before coupons were set aside.
	 */
	List<BatchId> lacking() {
		return jdbc.sql("""
				select distinct b.coupon_batch_id from card_batches b
				join coupon_batch_facts u on u.organization_id = b.organization_id and u.batch_id = b.coupon_batch_id
					and u.state <> 'ENDED'
				where b.organization_id = :organization and exists (select from cards c
					where c.organization_id = :organization and c.batch_id = b.id and %s)
				order by b.coupon_batch_id
				""".formatted(LACKING))
			.params(standing.today())
			.query((row, number) -> new BatchId(row.getObject(1, UUID.class)))
			.list();
	}

	/**
	 * Sets a coupon aside for as many of those cards as there are coupons left, for those
	 * first that are with customers.
	 * @return how many of each batch of cards
	 * @throws CardRefused if somebody else took what was left
	 */
	Map<CardBatchId, Long> catchUp(BatchId coupon) {
		Map<String, Object> parameters = standing.of(coupon.id());
		parameters.put("left", Math.max(0, coupons.get(coupon).left()));
		Map<CardBatchId, Long> counts = new HashMap<>();
		jdbc.sql("""
				update cards k set set_aside = true
				from (select c.id from cards c
					join card_batches b on b.organization_id = c.organization_id and b.id = c.batch_id
					where c.organization_id = :organization and b.coupon_batch_id = :id and %s
					order by c.handed_at nulls last, c.batch_id, c.number limit :left
					for update of c skip locked for share of b) old
				where k.organization_id = :organization and k.id = old.id
				returning k.batch_id
				""".formatted(LACKING))
			.params(parameters)
			.query((row, number) -> new CardBatchId(row.getObject(1, UUID.class)))
			.list()
			.forEach(batch -> counts.merge(batch, 1L, Long::sum));
		long cards = counts.values().stream().mapToLong(Long::longValue).sum();
		if (cards > 0 && !reserve.setAside(coupon, cards)) {
			throw CardRefused.coupons(coupons.get(coupon).left(), cards);
		}
		return counts;
	}

	/** No coupon need wait for the card any more. */
	void letGo(CardId card) {
		letGo("c.id = :id", standing.of(card.id()));
	}

	/** Nor for any of a batch. */
	void letGo(CardBatchId batch) {
		letGo("c.batch_id = :id", standing.of(batch.id()));
	}

	/** Nor for those whose last day has passed. */
	void letGoOfExpired() {
		letGo("b.last_day < :today", standing.today());
	}

	private void letGo(String which, Map<String, ?> parameters) {
		// In one order, so that two who let go of several do not wait for each other.
		Map<UUID, Long> counts = new TreeMap<>(Ids.IN_ORDER);
		taken(which, parameters).forEach(coupon -> counts.merge(coupon, 1L, Long::sum));
		counts.forEach((coupon, count) -> reserve.letGo(new BatchId(coupon), count));
	}

	/** The coupon batches of the cards for which one waited until now. */
	private List<UUID> taken(String which, Map<String, ?> parameters) {
		return jdbc.sql("""
				update cards c set set_aside = false from card_batches b
				where c.organization_id = :organization and b.organization_id = :organization and b.id = c.batch_id
				and c.set_aside and %s
				returning b.coupon_batch_id
				""".formatted(which)).params(parameters).query(UUID.class).list();
	}

}
