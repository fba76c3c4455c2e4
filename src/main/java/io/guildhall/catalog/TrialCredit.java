package io.guildhall.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.guildhall.shared.Money;

/**
 * What a member paid for a trial, and can have taken off the full product.
 *
 * @param line of the order by which it was paid
 */
record TrialCredit(ProductId full, UUID line, Money paid) {

	/**
	 * What trials cost in the end, the largest first: what comes back of one otherwise is
	 * not given a second time. One that cost nothing is none.
	 * @param back what comes back, by the lines' ids
	 */
	static List<TrialCredit> borne(List<TrialCredit> paid, Map<UUID, Money> back) {
		return paid.stream()
			.map(one -> Optional.ofNullable(back.get(one.line())).map(one::less).orElse(one))
			.filter(one -> one.paid().isPositive())
			.sorted(Comparator.comparing(TrialCredit::paid, Comparator.reverseOrder()))
			.toList();
	}

	private TrialCredit less(Money back) {
		return new TrialCredit(full, line, paid.minus(back));
	}

}
