package io.guildhall.membership;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Money;

/**
 * A plan with its figures.
 *
 * @param product that is sold for it
 * @param conditions under which it is sold
 * @param earlyBird the first so many at their own price, over or not; null where it never
 * had one
 * @param live how many members have it now
 */
public record PlanDetails(PlanId id, String name, String family, PlanTerm term, Money price, int graceDays,
		PlanConditions conditions, @Nullable EarlyBird earlyBird, ProductId product, boolean archived,
		List<Benefit> benefits, long live, Instant createdAt, long version) {

	public PlanDetails {
		benefits = List.copyOf(benefits);
	}
}
