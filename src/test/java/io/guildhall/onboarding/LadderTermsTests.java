package io.guildhall.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;

import org.junit.jupiter.api.Test;

class LadderTermsTests {

	@Test
	void stepsStandInTheirOrderAfterJoining() {
		LadderTerms terms = new LadderTerms(List.of(LadderStep.PURCHASE, LadderStep.CHECK_IN, LadderStep.PURCHASE), 7,
				0);
		assertThat(terms.steps()).containsExactly(LadderStep.JOIN, LadderStep.CHECK_IN, LadderStep.PURCHASE);
		assertThat(LadderTerms.choices()).doesNotContain(LadderStep.JOIN).hasSize(4);
	}

	@Test
	void saysWhatIsWrong() {
		refused("onboarding.ladder.steps.wrong", List.of(LadderStep.JOIN), 3, 7);
		refused("onboarding.ladder.check-ins.wrong", LadderTerms.choices(), 0, 7);
		refused("onboarding.ladder.check-ins.wrong", LadderTerms.choices(), 101, 7);
		refused("onboarding.ladder.stuck-days.wrong", LadderTerms.choices(), 3, -1);
		refused("onboarding.ladder.stuck-days.wrong", LadderTerms.choices(), 3, 366);
	}

	private static void refused(String code, List<LadderStep> steps, int checkIns, int stuckDays) {
		assertThatExceptionOfType(ChannelRefused.class).isThrownBy(() -> new LadderTerms(steps, checkIns, stuckDays))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(code));
	}

}
