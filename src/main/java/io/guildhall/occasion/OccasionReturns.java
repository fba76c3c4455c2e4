package io.guildhall.occasion;

import java.util.List;
import java.util.Map;
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

	private final CouponIssuing issuing;

	private final OnBehalf onBehalf;

	private final GatheredWrites writes;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@ApplicationModuleListener
	void takeBackWhatCameBy(OrderRefunded refunded) {
		if (refunded.whole()) {
			onBehalf.ofSystem(refunded.organizationId(),
					() -> takeBack("o.order_id = :order", Map.of("order", refunded.order().id())));
		}
	}

	/** Who gives sees which of the orders were refunded while it gave. */
	void takeBackOfRefunded(List<UUID> orders) {
		if (orders.isEmpty()) {
			return;
		}
		takeBack("""
				o.order_id = any(cast(:orders as uuid[])) and exists (select from order_facts p
				    where p.organization_id = :organization and p.order_id = o.order_id and p.state = 'REFUNDED')
				""", Map.of("orders", orders.stream().map(UUID::toString).toArray(String[]::new)));
	}

	/** Taking back a second time changes nothing. */
	private int takeBack(String which, Map<String, ?> parameters) {
		List<UUID> given = jdbc.sql("""
				select o.coupon_id from occasion_givings o
				where o.organization_id = :organization and o.outcome = 'GIVEN' and %s order by o.coupon_id
				""".formatted(which))
			.params(parameters)
			.param("organization", tenancy.current())
			.query(UUID.class)
			.list();
		// All coupons before any counter of a batch, as orders lock them.
		return writes.together(() -> {
			given.forEach(coupon -> issuing.recall(new CouponId(coupon), CouponIssuing.ORDER_REFUNDED));
			return given.size();
		});
	}

}
