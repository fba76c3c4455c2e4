package io.guildhall.storefront;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.fulfilment.FulfilmentDetails;
import io.guildhall.order.OrderState;
import io.guildhall.shared.Money;

/**
 * What a member sees of an order of theirs: nothing of who they are or where they live,
 * since a link may get into other hands.
 *
 * @param zone of the organization: a member reads its times
 * @param back what is promised back of it, after the time for refunds; nothing once
 * something was refunded
 * @param payable whether it can be paid online now
 * @param dueAt until when it waits for its money
 * @param things what has to get to the member, and how far it is
 * @param parcels that were sent, the latest first
 */
public record OrderView(String organization, ZoneId zone, long number, OrderState state, List<Line> lines,
		Money discount, Money total, Money refunded, Money back, boolean payable, @Nullable Instant dueAt,
		Instant placedAt, List<FulfilmentDetails.Line> things, List<FulfilmentDetails.Parcel> parcels) {

	/** So many of a product. */
	public record Line(String name, int quantity, Money total) {
	}

	/** Whether it waits for its money. */
	public boolean unpaid() {
		return state == OrderState.UNPAID;
	}

}
