package io.guildhall.membership;

import java.time.Instant;
import java.util.List;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Money;

/**
 * A plan with its figures.
 *
 * @param product that is sold for it
 * @param live how many members have it now
 */
public record PlanDetails(PlanId id, String name, String family, PlanTerm term, Money price, int graceDays,
		ProductId product, boolean archived, List<Benefit> benefits, long live, Instant createdAt, long version) {

	public PlanDetails {
		benefits = List.copyOf(benefits);
	}
}
