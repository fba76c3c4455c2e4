package io.guildhall.onboarding;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Proportion;

/**
 * What came of a bait, or of all of a channel together. A member counts once, for the
 * first form.
 *
 * @param bait null for all together
 * @param visits browsers that saw it first; one that keeps no cookie once in ten minutes
 * @param ripeVisits those of at least seven days ago
 * @param joined members
 * @param newcomers those of them whom nobody knew before
 * @param screened forms of people who did not fit
 * @param ripe members who joined at least seven days ago
 * @param stayed those of the ripe who are in a group of the community now, or spoke in
 * one seven days after joining or later
 * @param paid members with an order paid since they joined that was not refunded as a
 * whole
 */
public record BaitFigures(@Nullable UUID bait, String title, boolean retired, long visits, long ripeVisits, long joined,
		long newcomers, long screened, long ripe, long stayed, long paid) {

	/** Of nobody. */
	static final BaitFigures NOTHING = new BaitFigures(null, "", false, 0, 0, 0, 0, 0, 0, 0, 0);

	/** Both together. */
	BaitFigures plus(BaitFigures other) {
		return new BaitFigures(null, "", false, visits + other.visits, ripeVisits + other.ripeVisits,
				joined + other.joined, newcomers + other.newcomers, screened + other.screened, ripe + other.ripe,
				stayed + other.stayed, paid + other.paid);
	}

	/**
	 * Whether enough stayed or left that the share of those who stayed means something.
	 */
	public boolean tellsWhoStays() {
		return Proportion.tells(ripe);
	}

	/** Whether enough joined that the share of those who paid means something. */
	public boolean tellsWhoPays() {
		return Proportion.tells(joined);
	}
}
