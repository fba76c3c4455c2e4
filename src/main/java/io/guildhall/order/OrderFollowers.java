package io.guildhall.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** All who follow orders; looked for once. */
@Component
class OrderFollowers {

	private final Supplier<List<OrderFollower>> all;

	OrderFollowers(ObjectProvider<OrderFollower> followers) {
		this.all = SingletonSupplier.of(() -> followers.orderedStream().toList());
	}

	void placed(OrderDetails order) {
		all.get().forEach(follower -> follower.placed(order));
	}

	void refunded(OrderId order, UUID refund, Instant at) {
		all.get().forEach(follower -> follower.refunded(order, refund, at));
	}

	void closed(OrderId order, Instant at) {
		all.get().forEach(follower -> follower.closed(order, at));
	}

}
