package io.guildhall.order;

import java.time.Instant;
import java.util.UUID;

/**
 * What a later module hangs on orders, contributed as a bean. It is called in the
 * transaction of the order, so that there is never the one without the other.
 */
public interface OrderFollower {

	/** An order is placed, paid or not; it is written down after this. */
	void placed(OrderDetails order);

	/** Something of the order was paid back; what is left of it, its facts say. */
	void refunded(OrderId order, UUID refund, Instant at);

	/** The order was called off, or not paid in time. */
	void closed(OrderId order, Instant at);

}
