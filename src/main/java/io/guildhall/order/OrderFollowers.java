package io.guildhall.order;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

import io.guildhall.shared.Money;

/** All who follow orders; looked for once. */
@Component
class OrderFollowers {

	private final Supplier<List<OrderFollower>> all;

	OrderFollowers(ObjectProvider<OrderFollower> followers) {
		this.all = SingletonSupplier.of(() -> followers.orderedStream().toList());
	}

	List<OrderPromise> quoted(OrderDetails order, Unpromised left) {
		return all.get().stream().flatMap(follower -> follower.quoted(order, left).stream()).toList();
	}

	List<OrderPromise> placed(OrderDetails order, Unpromised left) {
		return all.get().stream().flatMap(follower -> follower.placed(order, left).stream()).toList();
	}

	List<OrderPromise> promised(OrderId order) {
		return all.get().stream().flatMap(follower -> follower.promised(order).stream()).toList();
	}

	void paid(OrderDetails order) {
		all.get().forEach(follower -> follower.paid(order));
	}

	/** The most that goes back of lines that were used in part. */
	Map<UUID, Money> unused(OrderId order) {
		Map<UUID, Money> most = new HashMap<>();
		all.get()
			.forEach(
					follower -> follower.unused(order).forEach((line, amount) -> most.merge(line, amount, Money::min)));
		return most;
	}

	/**
	 * How often some lines can still be used, or are booked; those of which nothing is
	 * are left out.
	 */
	Map<UUID, Long> left(Collection<UUID> lines) {
		Map<UUID, Long> left = new HashMap<>();
		if (!lines.isEmpty()) {
			all.get()
				.forEach(follower -> follower.left(lines).forEach((line, uses) -> left.merge(line, uses, Long::sum)));
		}
		return left;
	}

	void hold(Collection<UUID> lines) {
		all.get().forEach(follower -> follower.hold(lines));
	}

	void finished(Collection<UUID> lines) {
		all.get().forEach(follower -> follower.finished(lines));
	}

	void reopened(UUID line) {
		all.get().forEach(follower -> follower.reopened(line));
	}

	void refunded(OrderId order, UUID refund, Instant at) {
		all.get().forEach(follower -> follower.refunded(order, refund, at));
	}

	void closed(OrderId order, Instant at) {
		all.get().forEach(follower -> follower.closed(order, at));
	}

}
