package io.guildhall.order;

import java.util.List;
import java.util.function.ToLongFunction;

import io.guildhall.shared.Money;

/**
 * A refund before it is done: how much of which line.
 *
 * @param parts of lines of which something goes back
 */
record RefundPlan(Money amount, List<Part> parts) {

	/** What goes back of a line in minor units, more than nothing. */
	record Part(OrderLine line, long minor) {
	}

	RefundPlan {
		parts = List.copyOf(parts);
	}

	/** So much of each line. */
	static RefundPlan of(Money amount, List<OrderLine> lines, ToLongFunction<OrderLine> ofLine) {
		return new RefundPlan(amount,
				lines.stream()
					.map(line -> new Part(line, ofLine.applyAsLong(line)))
					.filter(part -> part.minor() > 0)
					.toList());
	}

	/**
	 * An amount of all lines, of each in proportion to what is left of it, and never more
	 * than that.
	 */
	static RefundPlan spread(Money amount, List<OrderLine> lines) {
		List<Money> parts = amount.spread(lines.stream().map(OrderLine::left).toList());
		return of(amount, lines, line -> parts.get(lines.indexOf(line)).minor());
	}

	/** Takes it back from the lines. */
	void done() {
		parts.forEach(part -> part.line().refund(part.minor()));
	}
}
