package io.guildhall.occasion;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.order.OrderRefunded;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What was given for an order goes back with it: a coupon that is unused is revoked, what
 * a used one took off is owed.
 */
@Component
@RequiredArgsConstructor
class OccasionReturns {

	/**
	 * Whether nothing is left of what gave {@code o}: of its order, or of the product of
	 * its rule in that. Else whoever buys a trifle besides would keep the coupon of what
	 * they give back.
	 */
	private static final String PAID_BACK = """
			(exists (select from order_facts p
			    where p.organization_id = :organization and p.order_id = o.order_id and p.state = 'REFUNDED')
			or exists (select from occasion_rules r
			    where r.organization_id = :organization and r.id = o.rule_id and r.product_id is not null
			    and not exists (select from order_line_facts l where l.organization_id = :organization
			        and l.order_id = o.order_id and l.product_id = r.product_id
			        and (l.total_minor = 0 or l.refunded_minor < l.total_minor))))
			""";

	private final CouponIssuing issuing;

	private final OnBehalf onBehalf;

	private final GatheredWrites writes;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@ApplicationModuleListener
	void takeBackWhatCameBy(OrderRefunded refunded) {
		onBehalf.ofSystem(refunded.organizationId(), () -> takeBack(List.of(refunded.order().id())));
	}

	/** Who gives sees which of the orders were refunded while it gave. */
	void takeBackOfRefunded(List<UUID> orders) {
		if (!orders.isEmpty()) {
			takeBack(orders);
		}
	}

	/** Taking back a second time changes nothing. */
	private int takeBack(List<UUID> orders) {
		List<UUID> given = jdbc.sql("""
				select o.coupon_id from occasion_givings o
				where o.organization_id = :organization and o.outcome = 'GIVEN'
				and o.order_id = any(cast(:orders as uuid[])) and %s order by o.coupon_id
				""".formatted(PAID_BACK))
			.param("organization", tenancy.current())
			.param("orders", orders.stream().map(UUID::toString).toArray(String[]::new))
			.query(UUID.class)
			.list();
		// All coupons before any counter of a batch, as orders lock them.
		return writes.together(() -> {
			given.forEach(coupon -> issuing.recall(new CouponId(coupon), CouponIssuing.ORDER_REFUNDED));
			return given.size();
		});
	}

}
