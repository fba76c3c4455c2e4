package io.guildhall.survey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.guildhall.survey.SurveyTally.Claim;

class SurveyTallyTests {

	@Test
	void saysNothingOfTooFew() {
		assertThat(tally(29, 0, 0)).satisfies(few -> {
			assertThat(few.claim()).isNull();
			assertThat(few.low()).isNull();
			assertThat(few.high()).isNull();
		});
		assertThat(tally(30, 0, 0).claim()).isEqualTo(Claim.MOST);
	}

	@Test
	void claimsOnlyWhatTheWholeIntervalSays() {
		assertThat(tally(18, 6, 6)).satisfies(open -> {
			assertThat(open.low()).isEqualTo(42);
			assertThat(open.high()).isEqualTo(76);
			assertThat(open.claim()).isEqualTo(Claim.OPEN);
		});
		assertThat(tally(60, 20, 20).claim()).isEqualTo(Claim.MOST);
		assertThat(tally(45, 30, 25).claim()).isEqualTo(Claim.OPEN);
		assertThat(tally(20, 40, 40).claim()).isEqualTo(Claim.FEW);
		assertThat(tally(0, 0, 30)).satisfies(none -> {
			assertThat(none.low()).isZero();
			assertThat(none.high()).isEqualTo(12);
			assertThat(none.claim()).isEqualTo(Claim.FEW);
		});
		assertThat(tally(30, 0, 0).high()).isEqualTo(100);
	}

	private static SurveyTally tally(long yes, long partly, long no) {
		return new SurveyTally(SurveyQuestion.PORTRAIT, yes, partly, no);
	}

}
