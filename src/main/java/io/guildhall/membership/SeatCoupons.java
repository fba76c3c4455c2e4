package io.guildhall.membership;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.member.MemberId;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Issues the coupons that are gifts of early birds, once each. In a transaction of its
 * own: a coupon begins where an order is long past (docs/architecture.md, the order of
 * locks), and what refuses it is no reason to refuse the order. It was promised with the
 * sale: whom else the batch is for is not asked (ADR 157).
 */
@Component
@RequiredArgsConstructor
class SeatCoupons {

	private final CouponIssuing issuing;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Issues the coupon of a seat that is paid for and has none yet; it was set aside
	 * with the order. Whoever frees the seat meanwhile waits, and finds it.
	 * @return whether there was one to issue
	 * @throws io.guildhall.coupon.CouponRefused if it cannot be issued now
	 */
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public boolean issue(UUID seat) {
		Optional<Waiting> waiting = jdbc.sql("""
				select member_id, gift_batch_id from plan_seats
				where organization_id = :organization and id = :id and state = 'TAKEN' and gift_batch_id is not null
				and handed_at is null for update
				""")
			.param("organization", tenancy.current())
			.param("id", seat)
			.query((row, number) -> new Waiting(new MemberId(row.getObject("member_id", UUID.class)),
					new BatchId(row.getObject("gift_batch_id", UUID.class))))
			.optional();
		waiting.ifPresent(gift -> {
			CouponId coupon = issuing.issuePromised(gift.batch(), gift.member()).id();
			jdbc.sql("""
					update plan_seats set gift_coupon_id = :coupon, handed_at = :now, handed_by = :by
					where organization_id = :organization and id = :id
					""")
				.param("coupon", coupon.id())
				.param("now", Timestamp.from(clock.instant()))
				.param("by", OnBehalf.actor().name())
				.param("organization", tenancy.current())
				.param("id", seat)
				.update();
			audit.record("membership.gift.handed-over", "member", gift.member(), Map.of(),
					Map.of("seat", seat, "coupon", coupon));
		});
		return waiting.isPresent();
	}

	private record Waiting(MemberId member, BatchId batch) {
	}

}
