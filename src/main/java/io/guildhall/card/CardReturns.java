package io.guildhall.card;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.order.OrderRefunded;
import io.guildhall.points.PointsService;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What came with an order goes back with it: cards that nobody claimed do not count by
 * themselves then, and what claimed ones gave is taken back: a coupon at once if it is
 * unused, and when it comes back where another order holds it or has used it.
 */
@Component
@RequiredArgsConstructor
class CardReturns {

	private final CouponIssuing issuing;

	private final PointsService points;

	private final OnBehalf onBehalf;

	private final GatheredWrites writes;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	@ApplicationModuleListener
	void takeBack(OrderRefunded refunded) {
		if (refunded.whole()) {
			onBehalf.ofSystem(refunded.organizationId(), () -> takeBack(refunded.order().id()));
		}
	}

	/** How many cards of the order had given something. */
	private int takeBack(UUID order) {
		List<Given> claimed = claimed(order);
		// All coupons before any counter of a batch, as orders lock them.
		return writes.together(() -> {
			claimed.forEach(this::takeBack);
			return claimed.size();
		});
	}

	/** A second time finds nothing to take. */
	private void takeBack(Given given) {
		points.takeBack(CardClaiming.ACTION, given.card());
		if (given.coupon() != null) {
			issuing.recall(new CouponId(given.coupon()), CouponIssuing.CARD_REFUNDED);
		}
	}

	/**
	 * All cards of the order are held: one that is being claimed just now is waited for,
	 * and one that comes later sees that the order was refunded.
	 */
	private List<Given> claimed(UUID order) {
		return jdbc.sql("""
				select id, coupon_id, claimed_at is not null from cards
				where organization_id = :organization and order_id = :order
				order by id for update
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.query((row, number) -> new Given(row.getObject(1, UUID.class), row.getObject(2, UUID.class),
					row.getBoolean(3)))
			.list()
			.stream()
			.filter(Given::claimed)
			.toList();
	}

	private record Given(UUID card, @Nullable UUID coupon, boolean claimed) {
	}

}
