package io.guildhall.order;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * What lists show of an order.
 *
 * @param gift whether another member than who bought it gets the memberships in it
 * @param recipient who that is; null of others, and where who asks may not see them
 * @param state as of now
 * @param products what was ordered, line by line
 */
public record OrderSummary(OrderId id, long number, MemberId member, boolean gift, @Nullable MemberId recipient,
		OrderState state, OrderSource source, Instant placedAt, @Nullable Instant dueAt, @Nullable Instant paidAt,
		Money total, Money refunded, List<Bought> products) {

	/**
	 * A line of an order, as lists name it.
	 *
	 * @param name of the product when it was ordered
	 */
	public record Bought(String name, int quantity) {

		/** The product, and how many of it where that is more than one. */
		public String words() {
			return (quantity > 1) ? name + " × " + quantity : name;
		}

	}

	/** What the organization keeps of it. */
	public Money kept() {
		return total.minus(refunded);
	}

	/** Whose names stand beside it: who bought it, and for whom. */
	public Stream<MemberId> people() {
		return (recipient != null) ? Stream.of(member, recipient) : Stream.of(member);
	}

	/** All that was ordered, in words. */
	public String things() {
		return products.stream().map(Bought::words).collect(Collectors.joining(", "));
	}

}
