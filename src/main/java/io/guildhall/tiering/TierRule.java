package io.guildhall.tiering;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * How a member is judged (RULES, Tiers). {@link TierSql} says the same for all members at
 * once; a test holds the two together.
 */
final class TierRule {

	private TierRule() {
	}

	/** The tier of a member as of the end of a day. */
	static Tier judge(TierTerms terms, TierInputs inputs, LocalDate asOf) {
		Tier tier = (terms.kind() == PolicyKind.ACTIVITY) ? byActivity(terms, inputs)
				: byActivityAndSpend(terms, inputs);
		boolean fullWindow = !inputs.joined().plusDays(terms.windowDays()).isAfter(asOf);
		boolean active = tier == Tier.CORE || tier == Tier.POTENTIAL;
		return (active || fullWindow) ? tier : Tier.NEW;
	}

	private static Tier byActivityAndSpend(TierTerms terms, TierInputs inputs) {
		Tier before = inputs.tier();
		boolean active = holds(inputs.activity(), inputs.activityBefore(), terms.activityThreshold(),
				before == Tier.CORE || before == Tier.POTENTIAL, terms);
		boolean spending = holds(inputs.spend(), inputs.spendBefore(), terms.spendOr(Long.MAX_VALUE),
				before == Tier.CORE || before == Tier.DORMANT_SPENDER, terms);
		if (active) {
			return spending ? Tier.CORE : Tier.POTENTIAL;
		}
		return spending ? Tier.DORMANT_SPENDER : Tier.SILENT;
	}

	private static Tier byActivity(TierTerms terms, TierInputs inputs) {
		@Nullable Tier before = inputs.tier();
		if (holds(inputs.activity(), inputs.activityBefore(), terms.activityThreshold(), before == Tier.CORE, terms)) {
			return Tier.CORE;
		}
		boolean potential = holds(inputs.activity(), inputs.activityBefore(), terms.potentialOr(Long.MAX_VALUE),
				before == Tier.CORE || before == Tier.POTENTIAL, terms);
		return potential ? Tier.POTENTIAL : Tier.SILENT;
	}

	/**
	 * Entering takes the threshold. Who was in stays, unless they fell below it by the
	 * margin, or are below it for the second window.
	 */
	private static boolean holds(long now, long before, long threshold, boolean wasIn, TierTerms terms) {
		if (now >= threshold) {
			return true;
		}
		boolean farBelow = now * 100 < threshold * (100 - terms.marginPercent());
		return wasIn && !farBelow && before >= threshold;
	}

}
