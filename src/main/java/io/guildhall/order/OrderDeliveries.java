package io.guildhall.order;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import io.guildhall.fulfilment.Deliveries;
import io.guildhall.fulfilment.ToDeliver;
import io.guildhall.membership.SeatGifts;
import lombok.RequiredArgsConstructor;

/**
 * Tells what is to be delivered what becomes of an order, in its transaction. Before the
 * shelf is asked to let go: a parcel locks in this order too.
 */
@Component
@RequiredArgsConstructor
class OrderDeliveries {

	private final Deliveries deliveries;

	private final SeatGifts gifts;

	/** The order is placed; before it draws its number. */
	void placed(Order order, NewOrder wanted) {
		List<ToDeliver> things = Stream.concat(
				order.getLines()
					.stream()
					.filter(OrderDeliveries::isDelivered)
					.map(line -> new ToDeliver(line.getId(), line.getProduct().id(), line.getProductName(),
							line.getQuantity())),
				order.giftsOf(gifts::of)
					.stream()
					.map(gift -> new ToDeliver(gift.seat(), gift.product().id(), gift.name(), 1)))
			.toList();
		deliveries.opened(order.getId().id(), order.getMember(), order.getPlacedAt(), things, wanted.address());
	}

	/**
	 * The order will not be paid.
	 * @param gifts those of its seats
	 */
	void closed(Order order, List<UUID> gifts) {
		if (!gifts.isEmpty() || order.getLines().stream().anyMatch(OrderDeliveries::isDelivered)) {
			deliveries.stop(order.getId().id());
		}
	}

	/**
	 * Of some lines all was paid back.
	 * @param gifts of seats that went with them
	 */
	void unsold(Order order, List<UUID> lines, List<UUID> gifts) {
		if (!gifts.isEmpty()
				|| order.getLines().stream().anyMatch(line -> isDelivered(line) && lines.contains(line.getId()))) {
			deliveries.stop(order.getId().id(), Stream.concat(lines.stream(), gifts.stream()).toList());
		}
	}

	/** The lines that are sent, or handed over, as the order's delivery. */
	Set<UUID> lines(OrderId order) {
		return deliveries.lines(order.id());
	}

	/**
	 * The member got in person what was still here.
	 * @return how many lines
	 */
	int handedOver(OrderId order) {
		return deliveries.handOver(order.id());
	}

	private static boolean isDelivered(OrderLine line) {
		return Deliveries.delivers(line.getProductKind());
	}

}
