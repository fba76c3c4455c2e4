package io.guildhall.rebate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import io.guildhall.order.OrderDetails;
import io.guildhall.shared.Money;

/**
 * What a programme would promise for an order, before the limits of member and budget.
 *
 * @param base what was paid for the lines
 * @param lines that count for it
 */
record RebatePlan(RebateProgramme programme, Money base, Money amount, List<UUID> lines) {

	/**
	 * What programmes promise for an order. A line counts for one of them: first for one
	 * that names its product, among those for the older.
	 */
	static List<RebatePlan> of(List<RebateProgramme> programmes, List<OrderDetails.Line> lines) {
		List<OrderDetails.Line> left = new ArrayList<>(lines);
		List<RebatePlan> plans = new ArrayList<>();
		programmes.stream()
			.sorted(Comparator.comparing((RebateProgramme each) -> each.terms().products().isEmpty())
				.thenComparing(RebateProgramme::id))
			.forEach(programme -> {
				RebatePlan plan = of(programme, left);
				if (plan.amount().isPositive()) {
					plans.add(plan);
					left.removeIf(line -> plan.lines().contains(line.id()));
				}
			});
		return plans;
	}

	private static RebatePlan of(RebateProgramme programme, List<OrderDetails.Line> lines) {
		RebateTerms terms = programme.terms();
		List<OrderDetails.Line> counted = lines.stream()
			.filter(line -> terms.counts(line.product()) && line.total().isPositive())
			.toList();
		Money base = counted.stream().map(OrderDetails.Line::total).reduce(Money.zero(terms.currency()), Money::plus);
		return new RebatePlan(programme, base, terms.promised(base),
				counted.stream().map(OrderDetails.Line::id).toList());
	}
}
