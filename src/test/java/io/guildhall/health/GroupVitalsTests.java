package io.guildhall.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.community.GroupId;

class GroupVitalsTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 31);

	private static final GroupId GROUP = GroupId.of("00000000-0000-0000-0000-000000000001");

	@Test
	void isDeadOnceNobodyHasWrittenForAMonth() {
		assertThat(quiet(100, 30).stage()).isEqualTo(GroupStage.DEAD);
		assertThat(quiet(100, 29).stage()).isEqualTo(GroupStage.FADING);
		assertThat(vitals(30, null, 10, 0, 0, 0, 0, 0).stage()).as("never a word").isEqualTo(GroupStage.DEAD);
		assertThat(vitals(3, null, 10, 0, 0, 0, 0, 0).stage()).isEqualTo(GroupStage.FORMING);
		assertThat(new GroupVitals(GROUP, TODAY, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).stage())
			.as("nothing is known of it")
			.isEqualTo(GroupStage.FORMING);
	}

	@Test
	void isFullOfLinksFromTwoFifthsOn() {
		assertThat(vitals(100, 0, 10, 5, 30, 30, 20, 8).stage()).isEqualTo(GroupStage.AD_RIDDEN);
		assertThat(vitals(5, 0, 10, 5, 30, 30, 20, 8).stage()).as("a young one too").isEqualTo(GroupStage.AD_RIDDEN);
		assertThat(vitals(100, 0, 10, 5, 30, 30, 20, 7).stage()).isEqualTo(GroupStage.LIVELY);
		assertThat(vitals(100, 0, 10, 5, 30, 30, 19, 19).stage()).as("too few to say").isEqualTo(GroupStage.LIVELY);
	}

	@Test
	void fadesByAWeekOfSilenceByHalfTheMessagesOrByFewWhoSpeak() {
		assertThat(quiet(100, 7).stage()).isEqualTo(GroupStage.FADING);
		assertThat(quiet(100, 6).stage()).isEqualTo(GroupStage.LIVELY);
		assertThat(vitals(100, 0, 10, 5, 9, 20, 0, 0).stage()).isEqualTo(GroupStage.FADING);
		assertThat(vitals(100, 0, 10, 5, 10, 20, 0, 0).stage()).isEqualTo(GroupStage.LIVELY);
		assertThat(vitals(100, 0, 10, 5, 0, 19, 0, 0).stage()).as("too few to say").isEqualTo(GroupStage.LIVELY);
		assertThat(vitals(100, 0, 100, 4, 9, 9, 0, 0).stage()).isEqualTo(GroupStage.FADING);
		assertThat(vitals(100, 0, 100, 5, 9, 9, 0, 0).stage()).isEqualTo(GroupStage.LIVELY);
	}

	@Test
	void formsForTwoWeeks() {
		assertThat(vitals(13, 9, 10, 0, 0, 0, 0, 0).stage()).isEqualTo(GroupStage.FORMING);
		assertThat(vitals(14, 9, 10, 0, 0, 0, 0, 0).stage()).isEqualTo(GroupStage.FADING);
	}

	private static GroupVitals quiet(int age, int days) {
		return vitals(age, days, 10, 5, 9, 9, 0, 0);
	}

	private static GroupVitals vitals(int age, @Nullable Integer quiet, long members, long speakers, long messages,
			long before, long known, long linked) {
		return new GroupVitals(GROUP, TODAY, TODAY.minusDays(age), (quiet != null) ? TODAY.minusDays(quiet) : null,
				members, 0, 0, speakers, messages, before, messages, 0, known, linked);
	}

}
