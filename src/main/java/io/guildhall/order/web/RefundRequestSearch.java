package io.guildhall.order.web;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.member.NamedMembers;
import io.guildhall.order.OrderFilter;
import io.guildhall.order.RefundRequestFilter;
import lombok.RequiredArgsConstructor;

/** What the list of refund requests is asked for, by its page, its table and programs. */
@Component
@RequiredArgsConstructor
class RefundRequestSearch {

	private final NamedMembers named;

	/**
	 * The filter.
	 * @param q {@code #} and the number of an order, else how a member's name or handle
	 * begins; blank for all
	 */
	RefundRequestFilter filter(boolean pending, @Nullable String q) {
		Long number = OrderFilter.numberIn(q);
		return new RefundRequestFilter(pending, number, (number != null) ? null : named.of(q));
	}

}
