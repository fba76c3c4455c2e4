package io.guildhall.order;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What is taken off an order, in the order in which it was, and how it falls on the
 * lines; besides, by how much prices that were agreed on lie below those of the products,
 * which is taken off nothing.
 */
final class TakenOff {

	private final List<OrderDiscount> discounts;

	private @Nullable PriceCut cut;

	TakenOff() {
		this(List.of());
	}

	/** As it was read. */
	TakenOff(List<OrderDiscount> discounts) {
		this.discounts = new ArrayList<>(discounts);
	}

	/**
	 * The parts of an amount that fall on each line: in proportion to what is left of
	 * them, the remainder on the last (RULES, Money).
	 */
	static List<Money> parts(Money amount, List<OrderLine> lines) {
		return amount.spread(lines.stream().map(OrderLine::getTotalMinor).toList());
	}

	/**
	 * Takes its part off each line.
	 * @param parts never more than is left of the line
	 * @return how much that is in all, in minor units
	 */
	static long take(List<OrderLine> lines, List<Money> parts) {
		long taken = 0;
		for (int i = 0; i < parts.size(); i++) {
			lines.get(i).discount(parts.get(i).minor());
			taken += parts.get(i).minor();
		}
		return taken;
	}

	/** By how much the prices that were agreed on lie below those of the products. */
	static Money below(List<OrderLine> lines, String currency) {
		return lines.stream()
			.map(line -> new Money(line.getBelowMinor(), currency))
			.reduce(Money.zero(currency), Money::plus);
	}

	/** One more, after those before it. */
	void add(OrderDiscount discount) {
		discounts.add(discount);
	}

	/** All of it, what was taken off first at the top. */
	List<OrderDiscount> discounts() {
		return List.copyOf(discounts);
	}

	/** Whether the order says all of it itself: there is nothing, or only a coupon. */
	boolean isSaidByOrder() {
		return discounts.isEmpty() || (discounts.size() == 1 && discounts.get(0).coupon() != null);
	}

	/** Says who agreed on prices below those of the products. */
	void cut(PriceCut by) {
		cut = by;
	}

	/** What the agreed prices give away; null where nobody said, and of an old order. */
	@Nullable PriceCut cut() {
		return cut;
	}

}
