package io.guildhall.order;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.fulfilment.Deliveries;
import io.guildhall.fulfilment.ToDeliver;
import lombok.RequiredArgsConstructor;

/**
 * Tells what is to be delivered what becomes of an order, in its transaction. Before the
 * shelf is asked to let go: a parcel locks in this order too.
 */
@Component
@RequiredArgsConstructor
class OrderDeliveries {

	private final Deliveries deliveries;

	/** The order is placed; before it draws its number. */
	void placed(Order order, NewOrder wanted) {
		List<ToDeliver> things = order.getLines()
			.stream()
			.filter(OrderDeliveries::isDelivered)
			.map(line -> new ToDeliver(line.getId(), line.getProduct().id(), line.getProductName(), line.getQuantity()))
			.toList();
		deliveries.opened(order.getId().id(), order.getMember(), order.getPlacedAt(), things, wanted.address());
	}

	/** The order will not be paid. */
	void closed(Order order) {
		if (order.getLines().stream().anyMatch(OrderDeliveries::isDelivered)) {
			deliveries.stop(order.getId().id());
		}
	}

	/** Of some lines all was paid back. */
	void unsold(Order order, List<UUID> lines) {
		if (order.getLines().stream().anyMatch(line -> isDelivered(line) && lines.contains(line.getId()))) {
			deliveries.stop(order.getId().id(), lines);
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
