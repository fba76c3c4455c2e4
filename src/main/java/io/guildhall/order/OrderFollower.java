package io.guildhall.order;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.guildhall.shared.Money;

/**
 * What a later module hangs on orders, contributed as a bean. It is called in the
 * transaction of the order, so that there is never the one without the other.
 */
public interface OrderFollower {

	/**
	 * What would be promised back for an order; nothing is written or held.
	 * @param left of what is paid for its lines
	 */
	default List<OrderPromise> quoted(OrderDetails order, Unpromised left) {
		return List.of();
	}

	/**
	 * An order is placed, paid or not; it is written down after this.
	 * @param left of what is paid for its lines: what is promised back is taken from it
	 * @return what is promised back
	 */
	List<OrderPromise> placed(OrderDetails order, Unpromised left);

	/** What was promised back for an order when it was placed. */
	default List<OrderPromise> promised(OrderId order) {
		return List.of();
	}

	/**
	 * The order was paid; of one that came to nothing, that it was placed. Its number may
	 * not be drawn yet.
	 */
	default void paid(OrderDetails order) {
	}

	/**
	 * The most that can be paid back of each line of which something was used already,
	 * without what was used. Nobody uses more of any line of the order until the
	 * transaction ends.
	 */
	default Map<UUID, Money> unused(OrderId order) {
		return Map.of();
	}

	/**
	 * How often what some lines bought can still be used, with what is booked ahead; only
	 * those of which something is left. It asks and holds nothing.
	 */
	default Map<UUID, Long> left(Collection<UUID> lines) {
		return Map.of();
	}

	/**
	 * Nobody uses or books anything of some lines until the transaction ends. Their
	 * orders are locked already.
	 */
	default void hold(Collection<UUID> lines) {
	}

	/** Some lines were finished: what is left of them lapses. They are held. */
	default void finished(Collection<UUID> lines) {
	}

	/** It was taken back that a line was finished. It is held. */
	default void reopened(UUID line) {
	}

	/** Something of the order was paid back; what is left of it, its facts say. */
	void refunded(OrderId order, UUID refund, Instant at);

	/** The order was called off, or not paid in time. */
	void closed(OrderId order, Instant at);

}
