package io.guildhall.order;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Money;

/**
 * What is to be paid back: a line, an amount, or where both are null all that is left.
 *
 * @param line what is left of this line
 * @param amount this much, over all lines
 * @param method how the money goes back
 */
public record RefundAsk(@Nullable UUID line, @Nullable Money amount, PaymentMethod method, String reason) {

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
}
