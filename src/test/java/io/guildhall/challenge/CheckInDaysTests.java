package io.guildhall.challenge;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** RULES, Check-ins: when the day turns, and what follows from days. */
class CheckInDaysTests {

	private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	private static final LocalDate MAY = LocalDate.of(2026, 5, 1);

	@Test
	void theDayTurnsAtTheCutOffInTheOrganizationsZone() {
		assertThat(day("2026-05-01T17:59:59.999Z", 120)).as("01:59 of 2 May").isEqualTo(MAY);
		assertThat(day("2026-05-01T18:00:00Z", 120)).as("02:00 of 2 May").isEqualTo(MAY.plusDays(1));
		assertThat(day("2026-05-01T16:00:00Z", 0)).as("midnight of 2 May").isEqualTo(MAY.plusDays(1));
	}

	@Test
	void theDayTurnsOnceWhereTheClockIsSetBack() {
		ZoneId berlin = ZoneId.of("Europe/Berlin");
		// 25 October 2026: at 01:00Z the clock goes from 03:00 back to 02:00.
		assertThat(CheckInDays.dayOf(Instant.parse("2026-10-24T23:59:00Z"), berlin, 120))
			.isEqualTo(LocalDate.of(2026, 10, 24));
		assertThat(CheckInDays.dayOf(Instant.parse("2026-10-25T00:00:00Z"), berlin, 120))
			.isEqualTo(LocalDate.of(2026, 10, 25));
		assertThat(CheckInDays.dayOf(Instant.parse("2026-10-25T01:30:00Z"), berlin, 120))
			.isEqualTo(LocalDate.of(2026, 10, 25));
	}

	@Test
	void aStreakFollowsFromTheDays() {
		assertThat(days(List.of(), 3)).isEqualTo(new CheckInDays(0, 0, 0));
		assertThat(days(List.of(1, 2, 3), 3)).isEqualTo(new CheckInDays(3, 3, 3));
		assertThat(days(List.of(1, 2, 3), 4)).as("today is still to come").isEqualTo(new CheckInDays(3, 3, 3));
		assertThat(days(List.of(1, 2, 3), 5)).as("a day was missed").isEqualTo(new CheckInDays(3, 3, 0));
		assertThat(days(List.of(5, 1, 2, 6, 3), 6)).isEqualTo(new CheckInDays(5, 3, 2));
		assertThat(days(List.of(1, 2, 3, 4, 5, 6), 6)).as("with the fourth made up")
			.isEqualTo(new CheckInDays(6, 6, 6));
	}

	@Test
	void aStageAsksForDaysInARowOrForAny() {
		CheckInDays days = days(List.of(1, 2, 4, 5, 6), 6);
		assertThat(days.reached(Counting.STREAK)).isEqualTo(3);
		assertThat(days.reached(Counting.DAYS)).isEqualTo(5);
	}

	@Test
	void stagesAskForMoreAndMore() {
		assertThat(terms(7, Stage.praise(3, "three"), Stage.praise(7, "seven")).endsOn()).isEqualTo(MAY.plusDays(6));
		assertRefused("challenge.refused.stages", () -> terms(7, Stage.praise(8, "eight")));
		assertRefused("challenge.refused.stages", () -> terms(7, Stage.praise(3, "a"), Stage.praise(3, "b")));
		assertRefused("challenge.refused.stages", () -> terms(7, Stage.praise(0, "none")));
		assertRefused("challenge.refused.stages", () -> terms(7, Stage.praise(1, " ")));
		assertRefused("challenge.refused.points", () -> terms(7, new Stage(1, "one", null, 0L)));
		assertRefused("challenge.refused.points", () -> terms(7, new Stage(1, "one", null, 1_000_001L)));
		assertRefused("challenge.refused.days", () -> terms(0));
		assertRefused("challenge.refused.days", () -> terms(367));
	}

	private static ChallengeTerms terms(int days, Stage... stages) {
		return new ChallengeTerms("Seven days", "", MAY, days, 120, ProofKind.NONE, 1, Counting.STREAK,
				List.of(stages));
	}

	private static LocalDate day(String at, int cutOff) {
		return CheckInDays.dayOf(Instant.parse(at), SHANGHAI, cutOff);
	}

	private static CheckInDays days(List<Integer> of, int today) {
		return CheckInDays.of(Stream.of(of.toArray(Integer[]::new)).map(MAY.minusDays(1)::plusDays).toList(),
				MAY.plusDays(today - 1L));
	}

}
