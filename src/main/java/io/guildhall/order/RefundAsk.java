package io.guildhall.order;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Money;

/**
 * What is to be paid back: a line, an amount, or where both are null all that is left.
 *
 * @param line what is left of this line; with an amount, that much of it
 * @param amount this much, over all lines
 * @param method how the money goes back
 * @param endsMembership whether the membership that the line paid for ends with it
 * @param usedToo whether also what was used already goes back; that waits for somebody
 * who may approve refunds
 */
public record RefundAsk(@Nullable UUID line, @Nullable Money amount, PaymentMethod method, String reason,
		boolean endsMembership, boolean usedToo) {

	private static final int LONGEST_REASON = 500;

	/**
	 * An ask.
	 * @throws OrderRefused if there is no reason
	 */
	public RefundAsk {
		reason = reason.strip();
		if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
			throw OrderRefused.noReason();
		}
	}

	/** An ask of what was not used. */
	public RefundAsk(@Nullable UUID line, @Nullable Money amount, PaymentMethod method, String reason,
			boolean endsMembership) {
		this(line, amount, method, reason, endsMembership, false);
	}

	/** An ask that leaves memberships alone, unless nothing is left of their line. */
	public RefundAsk(@Nullable UUID line, @Nullable Money amount, PaymentMethod method, String reason) {
		this(line, amount, method, reason, false, false);
	}

}
