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
		assertThat(new GroupVitals(GROUP, TODAY, null, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null).stage())
			.as("nothing is known of it")
			.isEqualTo(GroupStage.FORMING);
	}

	@Test
	void isFullOfAdsFromTwoFifthsOfLinksOrAFifthOfAdsOn() {
		assertThat(vitals(100, 0, 10, 5, 20, 20, 8, 0).reasons()).containsExactly(StageReason.LINKS);
		assertThat(vitals(5, 0, 10, 5, 20, 20, 8, 0).stage()).as("a young one too").isEqualTo(GroupStage.AD_RIDDEN);
		assertThat(vitals(100, 0, 10, 5, 20, 20, 7, 3).stage()).isEqualTo(GroupStage.LIVELY);
		assertThat(vitals(100, 0, 10, 5, 20, 20, 0, 4).reasons()).containsExactly(StageReason.ADS);
		assertThat(vitals(100, 0, 10, 5, 20, 20, 9, 9).reasons()).containsExactly(StageReason.ADS, StageReason.LINKS);
		assertThat(vitals(100, 0, 10, 5, 19, 19, 19, 19).stage()).as("too few to say").isEqualTo(GroupStage.LIVELY);
		assertThat(vitals(100, 40, 10, 0, 20, 20, 20, 20).stage()).as("dead first").isEqualTo(GroupStage.DEAD);
	}

	@Test
	void isDeadWhereOnlyStaffTalk() {
		GroupVitals alone = new GroupVitals(GROUP, TODAY, TODAY.minusDays(90), TODAY, TODAY.minusDays(31), 50, 50, 0, 0,
				1, 30, 30, 90, 90, 0, 0, 49L, null);
		assertThat(alone.quietDays()).isEqualTo(31);
		assertThat(alone.reasons()).containsExactly(StageReason.SILENT_MONTH);
	}

	@Test
	void saysEverythingThatFades() {
		assertThat(vitals(100, 8, 100, 4, 9, 20, 0, 0).reasons()).containsExactly(StageReason.SILENT_WEEK,
				StageReason.HALVED, StageReason.FEW_SPEAK);
		assertThat(vitals(100, 0, 10, 5, 9, 9, 0, 0).reasons()).containsExactly(StageReason.TALKS);
	}

	@Test
	void saysWhoSpokeOfAllWhoWereThereInTheWeek() {
		GroupVitals left = new GroupVitals(GROUP, TODAY, TODAY.minusDays(90), TODAY, TODAY, 10, 100, 0, 90, 4, 9, 9, 9,
				9, 0, 0, null, null);
		assertThat(left.reasons()).as("four of the hundred, of whom ten are left")
			.containsExactly(StageReason.FEW_SPEAK);
	}

	@Test
	void comparesWhatIsLeftAfterAnEventWithBefore() {
		assertThat(event(20, 12).change()).isEqualTo(-40);
		assertThat(event(10, 15).change()).isEqualTo(50);
		assertThat(event(0, 15).change()).isNull();
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
			long before, long linked, long ads) {
		LocalDate last = (quiet != null) ? TODAY.minusDays(quiet) : null;
		return new GroupVitals(GROUP, TODAY, TODAY.minusDays(age), last, last, members, members, 0, 0, speakers,
				messages, before, messages, 0, linked, ads, null, null);
	}

	private static GroupEvent event(long before, long after) {
		return new GroupEvent(GroupEvent.Kind.SPIKE, null, TODAY, TODAY, before, after);
	}

}
