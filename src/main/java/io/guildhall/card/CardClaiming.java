package io.guildhall.card;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.onboarding.ChannelId;
import io.guildhall.points.PointsService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What happens to a card that somebody holds up. It is claimed by one statement with the
 * whole rule in its condition, in the transaction in which its holder joins and gets what
 * it gives: all of it, or nothing.
 */
@Component
@Transactional
@RequiredArgsConstructor
class CardClaiming {

	/** The action for which points are given; a rule of that name may limit them. */
	static final String ACTION = "card";

	private final CardStanding standing;

	private final CardCoupons aside;

	private final CouponService coupons;

	private final PointsService points;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/**
	 * A card as its holder sees it.
	 *
	 * @param refusal why it does not count; null where it does
	 * @param claim the join by which it was claimed
	 */
	record Held(CardCode code, String title, String text, LocalDate lastDay, ChannelId channel, String channelCode,
			@Nullable String refusal, @Nullable UUID claim) {
	}

	/** What a claimed card gave. */
	record Given(@Nullable CouponSummary coupon, @Nullable Long points) {
	}

	/**
	 * How a card stands.
	 * @throws CardRefused if there is none
	 */
	@Transactional(readOnly = true)
	Held held(CardId id) {
		return jdbc.sql("""
				select c.code, b.title, b.text, b.last_day, b.channel_id, f.code as channel_code, c.join_id,
					%s as refusal
				from cards c
				join card_batches b on b.organization_id = c.organization_id and b.id = c.batch_id
				join onboarding_channel_facts f on f.organization_id = b.organization_id and f.channel_id = b.channel_id
				where c.organization_id = :organization and c.id = :id
				""".formatted(CardStanding.REFUSAL))
			.params(standing.of(id.id()))
			.query((row, number) -> new Held(new CardCode(row.getString("code")), row.getString("title"),
					row.getString("text"), row.getObject("last_day", LocalDate.class),
					new ChannelId(row.getObject("channel_id", UUID.class)), row.getString("channel_code"),
					row.getString("refusal"), row.getObject("join_id", UUID.class)))
			.optional()
			.orElseThrow(CardRefused::unknown);
	}

	/** A card was shown that does not count. */
	void refused(CardId id) {
		jdbc.sql("update cards set refused = refused + 1 where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update();
	}

	/** Somebody looks at a card: whether for the first time. */
	boolean scanned(CardId id, Instant now) {
		return jdbc.sql("""
				update cards set scanned_at = :now
				where organization_id = :organization and id = :id and scanned_at is null
				""")
			.param("now", Timestamp.from(now))
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update() > 0;
	}

	/**
	 * A member claims a card, and gets what it gives.
	 * @throws CardRefused if it does not count, or not any more
	 * @throws io.guildhall.coupon.CouponRefused if the coupon cannot be issued now
	 */
	void claim(CardId id, MemberId member, UUID join, Instant now) {
		Map<String, Object> parameters = standing.of(id.id());
		parameters.put("now", Timestamp.from(now));
		parameters.put("member", member.id());
		parameters.put("join", join);
		CardGift gift = jdbc.sql("""
				update cards c set claimed_at = :now, member_id = :member, join_id = :join from card_batches b
				where c.organization_id = :organization and c.id = :id and b.organization_id = :organization
				and b.id = c.batch_id and (%s) is null
				returning b.coupon_batch_id, b.points
				""".formatted(CardStanding.REFUSAL)).params(parameters).query((row, number) -> {
			UUID coupon = row.getObject(1, UUID.class);
			return new CardGift((coupon != null) ? new BatchId(coupon) : null, row.getObject(2, Long.class));
		}).optional().orElseThrow(() -> refusal(id));
		requireStanding(id);
		BatchId batch = gift.coupon();
		UUID coupon = (batch != null) ? aside.issue(id, batch, member).id().id() : null;
		Long promised = gift.points();
		Long earned = (promised != null) ? points.earn(member, promised, ACTION, id.id()) : null;
		jdbc.sql("""
				update cards set coupon_id = cast(:coupon as uuid), points = :points
				where organization_id = :organization and id = :id
				""")
			.param("coupon", (coupon != null) ? coupon.toString() : null)
			.param("points", earned)
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update();
		audit.record("card.claimed", Cards.OBJECT, id, Map.of("member", member));
	}

	/**
	 * What a card gave to who claimed it by the join.
	 * @throws CardRefused if it was not claimed so
	 */
	@Transactional(readOnly = true)
	Given given(CardId id, UUID join) {
		record Row(@Nullable UUID coupon, @Nullable Long points) {
		}
		Row row = jdbc.sql("""
				select coupon_id, points from cards
				where organization_id = :organization and id = :id and join_id = :join
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("join", join)
			.query((found, number) -> new Row(found.getObject(1, UUID.class), found.getObject(2, Long.class)))
			.optional()
			.orElseThrow(CardRefused::unknown);
		return new Given((row.coupon() != null) ? coupons.get(new CouponId(row.coupon())) : null, row.points());
	}

	/**
	 * Who had to wait for a refund or for the batch being revoked knew it as it was
	 * before.
	 */
	private void requireStanding(CardId id) {
		Optional<String> off = jdbc.sql("""
				select case when b.revoked_at is not null then 'revoked' else 'order-off' end from cards c
				join card_batches b on b.organization_id = :organization and b.id = c.batch_id
				left join order_facts o on o.organization_id = :organization and o.order_id = c.order_id
				where c.organization_id = :organization and c.id = :id
				and (b.revoked_at is not null or o.state not in ('PAID', 'PARTLY_REFUNDED'))
				""").param("organization", tenancy.current()).param("id", id.id()).query(String.class).optional();
		if (off.isPresent()) {
			throw CardRefused.because(off.get());
		}
	}

	private CardRefused refusal(CardId id) {
		return CardRefused.because(Optional.ofNullable(held(id).refusal()).orElse("claimed"));
	}

}
