package io.guildhall.onboarding;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * What the ladder of a channel is.
 *
 * @param steps in their order; {@link LadderStep#JOIN} is always the first of them
 * @param checkIns on how many days one checks in for {@link LadderStep#CHECK_IN}, 1 to
 * {@value #MOST_CHECK_INS}
 * @param stuckDays after so many days in a step one is stuck, at most
 * {@value #LONGEST_STUCK}; 0 for never
 */
public record LadderTerms(List<LadderStep> steps, int checkIns, int stuckDays) {

	/** Most days of checking in that a step may take. */
	public static final int MOST_CHECK_INS = 100;

	/** Most days that may pass before somebody is stuck. */
	public static final int LONGEST_STUCK = 365;

	/** What holds until an organization says otherwise: our judgement, not measured. */
	public static final LadderTerms USUAL = new LadderTerms(List.of(LadderStep.values()), 3, 7);

	/**
	 * Terms whose steps stand in their order, each once.
	 * @throws ChannelRefused if there is no step after joining, or a number is out of
	 * bounds
	 */
	public LadderTerms {
		EnumSet<LadderStep> wanted = EnumSet.of(LadderStep.JOIN);
		wanted.addAll(steps);
		if (wanted.size() < 2) {
			throw ChannelRefused.ladderSteps();
		}
		if (checkIns < 1 || checkIns > MOST_CHECK_INS) {
			throw ChannelRefused.ladderCheckIns(MOST_CHECK_INS);
		}
		if (stuckDays < 0 || stuckDays > LONGEST_STUCK) {
			throw ChannelRefused.ladderStuckDays(LONGEST_STUCK);
		}
		steps = List.copyOf(wanted);
	}

	/** The steps that one can choose to have. */
	public static List<LadderStep> choices() {
		return Arrays.stream(LadderStep.values()).filter(step -> step != LadderStep.JOIN).toList();
	}

	/** The names of the steps, as they are stored. */
	String[] names() {
		return steps.stream().map(Enum::name).toArray(String[]::new);
	}

	/** What the audit trail keeps of it. */
	Map<String, Object> fields() {
		return Map.of("steps", String.join(" ", names()), "checkIns", checkIns, "stuckDays", stuckDays);
	}
}
