package io.guildhall.membership;

import java.util.List;

import io.guildhall.shared.Money;

/**
 * What somebody wants a plan to be.
 *
 * @param family of plans of which a member has at most one; the name where it is blank
 * @param graceDays how many days after the end access goes on and a renewal back-dates
 */
public record NewPlan(String name, String family, PlanTerm term, Money price, int graceDays, List<Benefit> benefits,
		PlanConditions conditions) {

	public NewPlan {
		benefits = List.copyOf(benefits);
	}

	/** A plan of months or for life, sold at any time. */
	public NewPlan(String name, String family, PlanTerm term, Money price, int graceDays, List<Benefit> benefits) {
		this(name, family, term, price, graceDays, benefits, PlanConditions.NONE);
	}

}
