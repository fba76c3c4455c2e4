package io.guildhall.card;

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
		Map<UUID, Long> counts = new TreeMap<>();
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
