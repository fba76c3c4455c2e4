package io.guildhall.order;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.guildhall.membership.SeatGift;

/**
 * The products that go with the seats of a new order: asked for once, and only where it
 * has seats.
 */
final class OrderedGifts {

	private @Nullable List<SeatGift> known;

	/**
	 * Those of an order.
	 * @param all asks for them by the order's id
	 */
	List<SeatGift> of(OrderId order, List<OrderLine> lines, Function<UUID, List<SeatGift>> all) {
		List<SeatGift> its = known;
		if (its == null) {
			its = lines.stream().anyMatch(OrderLine::isEarly) ? all.apply(order.id()) : List.of();
			known = its;
		}
		return its;
	}

}
