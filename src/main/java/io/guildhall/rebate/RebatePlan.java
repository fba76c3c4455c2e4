package io.guildhall.rebate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.guildhall.order.OrderDetails;
import io.guildhall.order.Unpromised;
import io.guildhall.shared.Money;

/**
 * What a programme would promise for an order, before the limits of member and budget.
 *
 * @param parts of the lines of which it promises something
 * @param cut what it promises less, since so much of what is paid for its lines is
 * promised back already
 */
record RebatePlan(RebateProgramme programme, List<Part> parts, Money cut) {

	RebatePlan {
		parts = List.copyOf(parts);
	}

	/**
	 * What of it falls on a line.
	 *
	 * @param paid for the line
	 * @param amount that is promised back of that
	 */
	record Part(UUID line, Money paid, Money amount) {
	}

	/**
	 * What programmes promise for an order. A line counts for one of them: first for one
	 * that names its product, among those for the older. Of a line nobody promises more
	 * than is paid for it and not promised back yet; what is too much of one is not laid
	 * on others.
	 * @param unpromised from which it is taken
	 */
	static List<RebatePlan> of(List<RebateProgramme> programmes, List<OrderDetails.Line> lines, Unpromised unpromised) {
		List<OrderDetails.Line> left = new ArrayList<>(lines);
		List<RebatePlan> plans = new ArrayList<>();
		programmes.stream()
			.sorted(Comparator.comparing((RebateProgramme each) -> each.terms().products().isEmpty())
				.thenComparing(RebateProgramme::id))
			.forEach(programme -> {
				List<OrderDetails.Line> counted = left.stream()
					.filter(line -> programme.terms().counts(line.product()) && line.total().isPositive())
					.toList();
				Money wanted = programme.terms().promised(sum(programme, counted));
				if (wanted.isPositive()) {
					plans.add(of(programme, counted, wanted, unpromised));
					left.removeAll(counted);
				}
			});
		return plans;
	}

	private static RebatePlan of(RebateProgramme programme, List<OrderDetails.Line> counted, Money wanted,
			Unpromised unpromised) {
		List<Money> spread = wanted.spread(counted.stream().map(line -> line.total().minor()).toList());
		Map<UUID, Money> asked = new LinkedHashMap<>();
		IntStream.range(0, counted.size()).forEach(i -> asked.put(counted.get(i).id(), spread.get(i)));
		Map<UUID, Money> taken = unpromised.take(asked);
		List<Part> parts = counted.stream()
			.map(line -> new Part(line.id(), line.total(), taken.getOrDefault(line.id(), nothing(programme))))
			.filter(part -> part.amount().isPositive())
			.toList();
		return new RebatePlan(programme, parts, wanted.minus(amount(programme, parts)));
	}

	private static Money sum(RebateProgramme programme, List<OrderDetails.Line> lines) {
		return lines.stream().map(OrderDetails.Line::total).reduce(nothing(programme), Money::plus);
	}

	private static Money amount(RebateProgramme programme, List<Part> parts) {
		return parts.stream().map(Part::amount).reduce(nothing(programme), Money::plus);
	}

	private static Money nothing(RebateProgramme programme) {
		return Money.zero(programme.terms().currency());
	}

	/** What it promises of all lines. */
	Money amount() {
		return amount(programme, parts);
	}

	/** The same, of which only so much is promised: of each line its share of that. */
	RebatePlan limited(Money amount) {
		if (amount.equals(amount())) {
			return this;
		}
		List<Money> spread = amount.spread(parts.stream().map(part -> part.amount().minor()).toList());
		return new RebatePlan(programme,
				IntStream.range(0, parts.size())
					.mapToObj(i -> new Part(parts.get(i).line(), parts.get(i).paid(), spread.get(i)))
					.filter(part -> part.amount().isPositive())
					.toList(),
				cut);
	}
}
