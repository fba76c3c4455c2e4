package io.guildhall.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OrderRepository extends Repository<Order, OrderId> {

	Optional<Order> findById(OrderId id);

	/**
	 * Writes a move down: only if the order still stands where it stood when it was read.
	 * @param from where it stood
	 * @param refundedBefore what was paid back of it then
	 * @throws OrderRefused if somebody else moved it in the meantime
	 */
	default void settle(Order order, OrderState from, long refundedBefore) {
		int moved = settle(order.getId(), from, refundedBefore, order.getState(), order.getRefundedMinor(),
				order.getPaidAt(), order.getPaidDay(), order.getClosedAt());
		if (moved == 0) {
			throw OrderRefused.moved();
		}
	}

	/** What was read of the order before is not what it is now. */
	@Modifying(flushAutomatically = true, clearAutomatically = true)
	@Query("update SalesOrder o set o.note = :note, o.version = o.version + 1 where o.id = :id")
	void note(OrderId id, String note);

	@Modifying
	@Query("""
			update SalesOrder o set o.state = :to, o.refundedMinor = :refunded, o.paidAt = :paidAt, o.paidDay = :paidDay,
				o.closedAt = :closedAt, o.version = o.version + 1
			where o.id = :id and o.state = :from and o.refundedMinor = :refundedBefore
			""")
	int settle(OrderId id, OrderState from, long refundedBefore, OrderState to, long refunded, @Nullable Instant paidAt,
			@Nullable LocalDate paidDay, @Nullable Instant closedAt);

}
