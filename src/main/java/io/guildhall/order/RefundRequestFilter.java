package io.guildhall.order;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;

/**
 * Which refund requests to list.
 *
 * @param pending only those that wait
 * @param number of the order; null for all
 * @param named whose; nobody's for none of them, null for all
 */
public record RefundRequestFilter(boolean pending, @Nullable Long number, @Nullable List<MemberId> named) {

	/** Those that wait, or all. */
	public static RefundRequestFilter of(boolean pending) {
		return new RefundRequestFilter(pending, null, null);
	}

}
