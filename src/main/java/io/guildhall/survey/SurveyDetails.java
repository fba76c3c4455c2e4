package io.guildhall.survey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.community.CommunityId;

/**
 * A survey, and what came of it.
 *
 * @param code of its public page
 * @param closedAt null while people can answer
 * @param current whether the card still says what was asked about
 * @param sample how many answered
 * @param refused forms that looked like those of machines, as a number only
 * @param tallies of each question, in the order in which they are asked
 */
public record SurveyDetails(UUID id, CommunityId community, String code, Instant openedAt, @Nullable Instant closedAt,
		SurveyWords words, boolean current, long sample, long refused, List<SurveyTally> tallies) {

	/** Whether people can answer. */
	public boolean open() {
		return closedAt == null;
	}

}
