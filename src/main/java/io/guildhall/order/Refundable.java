package io.guildhall.order;

import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;

import io.guildhall.shared.Money;

/**
 * What of an order can be paid back, and how it falls on its lines: never more than is
 * left of each.
 *
 * @param paid whether money was paid for it, all paid back or not
 * @param left what can still be paid back
 */
record Refundable(boolean paid, Money left, List<OrderLine> lines) {

	/** All that is left. */
	RefundPlan rest() {
		return plan(left, OrderLine::left);
	}

	/** What is left of a line. */
	RefundPlan line(UUID id) {
		OrderLine line = lines.stream()
			.filter(candidate -> candidate.getId().equals(id))
			.findFirst()
			.orElseThrow(OrderRefused::unknownLine);
		return plan(new Money(line.left(), left.currency()), each -> each.equals(line) ? line.left() : 0);
	}

	/** So much of a line. */
	RefundPlan line(UUID id, Money amount) {
		requireCurrency(amount);
		RefundPlan whole = line(id);
		if (amount.compareTo(whole.amount()) > 0) {
			throw OrderRefused.tooMuch(amount, whole.amount());
		}
		return plan(amount, line -> line.getId().equals(id) ? amount.minor() : 0);
	}

	/** So much of all lines, in proportion to what is left of each. */
	RefundPlan amount(Money amount) {
		requireCurrency(amount);
		require(amount);
		return RefundPlan.spread(amount, lines);
	}

	/**
	 * Refuses what cannot be paid back.
	 * @throws OrderRefused if nothing was paid, it is nothing, or more than is left
	 */
	void require(Money amount) {
		if (!paid) {
			throw OrderRefused.notPaid();
		}
		if (!amount.isPositive()) {
			throw OrderRefused.nothingToRefund();
		}
		if (amount.compareTo(left) > 0) {
			throw OrderRefused.tooMuch(amount, left);
		}
	}

	private void requireCurrency(Money amount) {
		if (!amount.currency().equals(left.currency())) {
			throw OrderRefused.otherCurrency(amount.currency(), left.currency());
		}
	}

	private RefundPlan plan(Money amount, ToLongFunction<OrderLine> ofLine) {
		require(amount);
		return RefundPlan.of(amount, lines, ofLine);
	}

}
