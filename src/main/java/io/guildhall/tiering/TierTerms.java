package io.guildhall.tiering;

import org.jspecify.annotations.Nullable;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/**
 * By what a policy judges.
 *
 * @param windowDays how many days back activity counts, the day of evaluation included
 * @param activityThreshold from which a member is active; with
 * {@link PolicyKind#ACTIVITY} core
 * @param potentialThreshold from which a member is potential; only with
 * {@link PolicyKind#ACTIVITY}
 * @param spendAllTime whether all spend up to the day counts, not only the window's
 * @param spendThreshold from which a member spends: minor units, or orders
 * @param marginPercent by how much one must fall below a threshold to leave at once
 */
@Embeddable
public record TierTerms(@Enumerated(EnumType.STRING) PolicyKind kind, int windowDays,
		@Enumerated(EnumType.STRING) ActivityMeasure activityMeasure, long activityThreshold,
		@Nullable Long potentialThreshold, @Nullable @Enumerated(EnumType.STRING) SpendMeasure spendMeasure,
		boolean spendAllTime, @Nullable Long spendThreshold, int marginPercent) {

	/** Longer windows say nothing about now. */
	public static final int LONGEST_WINDOW = 730;

	/** A wider margin would keep those who have gone. */
	public static final int WIDEST_MARGIN = 50;

	public TierTerms {
		if (windowDays < 1 || windowDays > LONGEST_WINDOW) {
			throw TieringRefused.window();
		}
		if (marginPercent < 0 || marginPercent > WIDEST_MARGIN) {
			throw TieringRefused.margin();
		}
		if (activityThreshold < 1) {
			throw TieringRefused.threshold();
		}
		if (kind == PolicyKind.ACTIVITY) {
			if (potentialThreshold == null || potentialThreshold < 1 || potentialThreshold >= activityThreshold) {
				throw TieringRefused.potential();
			}
			spendMeasure = null;
			spendThreshold = null;
			spendAllTime = false;
		}
		else {
			if (spendMeasure == null || spendThreshold == null || spendThreshold < 1) {
				throw TieringRefused.threshold();
			}
			potentialThreshold = null;
		}
	}

	/** One threshold of activity and one of spend. */
	public static TierTerms activityAndSpend(int windowDays, ActivityMeasure activity, long activityThreshold,
			SpendMeasure spend, boolean spendAllTime, long spendThreshold, int marginPercent) {
		return new TierTerms(PolicyKind.ACTIVITY_SPEND, windowDays, activity, activityThreshold, null, spend,
				spendAllTime, spendThreshold, marginPercent);
	}

	/** Two thresholds of activity. */
	public static TierTerms activity(int windowDays, ActivityMeasure activity, long core, long potential,
			int marginPercent) {
		return new TierTerms(PolicyKind.ACTIVITY, windowDays, activity, core, potential, null, false, null,
				marginPercent);
	}

	/** The spend threshold; of any height where spend does not count. */
	long spendOr(long none) {
		return (spendThreshold != null) ? spendThreshold : none;
	}

	long potentialOr(long none) {
		return (potentialThreshold != null) ? potentialThreshold : none;
	}
}
