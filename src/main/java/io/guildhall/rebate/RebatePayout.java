package io.guildhall.rebate;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Money;

/**
 * A list of rebates that are paid out together.
 *
 * @param amount that goes to members, of all items
 * @param open how many items nobody has said yet what became of
 */
public record RebatePayout(UUID id, String note, Instant madeAt, String madeBy, long items, Money amount, long open,
		long paid, long failed) {

	/** Where an item of a payout stands. */
	public enum State {

		/** On its way; nobody has said yet what became of it. */
		OPEN, PAID, FAILED

	}

	/**
	 * A rebate on the list.
	 *
	 * @param amount that goes to the member
	 * @param offset settles what the member owes
	 * @param late whether the order was refunded, in part or as a whole, since the list
	 * was made: what is paid beyond what is left is owed back
	 * @param reference by which the payment is known, or why it failed
	 */
	public record Item(UUID id, UUID rebate, OrderId order, long orderNumber, MemberId member, Money amount,
			Money offset, State state, boolean late, @Nullable String reference, @Nullable Instant settledAt,
			@Nullable String settledBy) {
	}

}
