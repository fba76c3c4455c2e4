package io.guildhall.conduct;

import java.util.Map;

/**
 * After how many violations within how many days a step is due; the ones before are
 * warned of. A violation that lies further back has decayed. Counts go over all groups of
 * the organization.
 *
 * @param removeAfter from which violation on the member is removed from the group, 1 to
 * {@value #MOST}
 * @param removeDays within how many days, 1 to {@value #LONGEST}
 * @param blockAfter from which violation on the member is blocked; not before they are
 * removed
 * @param blockDays within how many days
 */
public record Ladder(int removeAfter, int removeDays, int blockAfter, int blockDays) {

	/** Most violations that a step may wait for. */
	public static final int MOST = 100;

	/** Most days that a violation may count for. */
	public static final int LONGEST = 3_650;

	/** What holds until an organization says otherwise: our judgement, not measured. */
	public static final Ladder USUAL = new Ladder(2, 90, 3, 365);

	/**
	 * A ladder.
	 * @throws ConductRefused if a number is out of bounds, or a block comes before a
	 * removal
	 */
	public Ladder {
		for (int count : new int[] { removeAfter, blockAfter }) {
			if (count < 1 || count > MOST) {
				throw ConductRefused.count(MOST);
			}
		}
		for (int days : new int[] { removeDays, blockDays }) {
			if (days < 1 || days > LONGEST) {
				throw ConductRefused.days(LONGEST);
			}
		}
		if (blockAfter < removeAfter) {
			throw ConductRefused.order();
		}
	}

	/**
	 * The step that is due.
	 * @param forRemoval violations within the days of the removal, the one at hand
	 * included
	 * @param forBlock violations within the days of the block, likewise
	 */
	public Step step(long forRemoval, long forBlock) {
		if (forBlock >= blockAfter) {
			return Step.BLOCK;
		}
		return (forRemoval >= removeAfter) ? Step.REMOVE : Step.WARN;
	}

	/** What the audit trail keeps of it. */
	Map<String, Object> fields() {
		return Map.of("removeAfter", removeAfter, "removeDays", removeDays, "blockAfter", blockAfter, "blockDays",
				blockDays);
	}
}
