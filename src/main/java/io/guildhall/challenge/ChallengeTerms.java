package io.guildhall.challenge;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.guildhall.points.PointsService;

/**
 * What a challenge is.
 *
 * @param text what to do every day, as the members read it
 * @param startsOn the first day, in the organization's zone
 * @param days how many days, 1 to 366
 * @param cutOffMinutes how long after midnight the day turns: 120 for two o'clock
 * @param proofKind by what a check-in is proven; what is proven is looked at by the staff
 * before it counts
 * @param cards how many missed days each may make up
 * @param stages in the order of their days; perhaps none
 */
public record ChallengeTerms(String name, String text, LocalDate startsOn, int days, int cutOffMinutes,
		ProofKind proofKind, int cards, Counting counting, List<Stage> stages) {

	static final int LONGEST_NAME = 80;

	static final int LONGEST_TEXT = 2_000;

	static final int MOST_DAYS = 366;

	static final int MOST_STAGES = 10;

	/** The day turns at noon at the latest. */
	static final int LATEST_CUT_OFF = 720;

	static final int MOST_CARDS = 31;

	/**
	 * @throws ChallengeRefused if something of it cannot be
	 */
	public ChallengeTerms {
		name = name.strip();
		text = text.strip();
		if (name.isEmpty() || name.length() > LONGEST_NAME) {
			throw ChallengeRefused.name(LONGEST_NAME);
		}
		if (text.length() > LONGEST_TEXT) {
			throw ChallengeRefused.text(LONGEST_TEXT);
		}
		if (days < 1 || days > MOST_DAYS) {
			throw ChallengeRefused.days(MOST_DAYS);
		}
		if (cutOffMinutes < 0 || cutOffMinutes > LATEST_CUT_OFF) {
			throw ChallengeRefused.cutOff();
		}
		if (cards < 0 || cards > MOST_CARDS) {
			throw ChallengeRefused.cards(MOST_CARDS);
		}
		stages = List.copyOf(stages);
		int before = 0;
		for (Stage stage : stages) {
			if (stage.need() <= before || stage.need() > days || stage.title().isBlank()
					|| stage.title().length() > LONGEST_NAME) {
				throw ChallengeRefused.stages(days);
			}
			if (stage.points() != null && (stage.points() < 1 || stage.points() > PointsService.MOST)) {
				throw ChallengeRefused.points(PointsService.MOST);
			}
			before = stage.need();
		}
		if (stages.size() > MOST_STAGES) {
			throw ChallengeRefused.stages(days);
		}
	}

	/** Whether the staff looks at a check-in before it counts. */
	@JsonProperty("proof")
	public boolean proof() {
		return proofKind.asked();
	}

	/** The last day. */
	public LocalDate endsOn() {
		return startsOn.plusDays(days - 1L);
	}

}
