package io.guildhall.benefit;

import java.time.Instant;
import java.util.List;

import io.guildhall.membership.PlanId;

/**
 * What a plan gave from some time on. A set never changes: another one follows it, and
 * what members have paid for before goes on by the set of its time.
 *
 * @param number counts the sets of the plan; 0 where none was made yet
 * @param since for terms that were paid for from then on; of the terms of a member the
 * set with the highest number counts that is not later than their payment
 * @param everybody whether it is also for all who had the plan before
 * @param madeBy who made it
 */
public record BenefitSet(PlanId plan, int number, Instant since, boolean everybody, Instant madeAt, String madeBy,
		List<BenefitRule> rules) {

	public BenefitSet {
		rules = List.copyOf(rules);
	}

	/**
	 * The rule of the other set that this one would take something of; empty where it
	 * takes nothing.
	 */
	java.util.Optional<BenefitRule> lost(BenefitSet other) {
		return other.rules.stream()
			.filter(before -> rules.stream().noneMatch(now -> now.name().equals(before.name()) && now.covers(before)))
			.findFirst();
	}

}
