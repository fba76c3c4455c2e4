package io.guildhall.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.onboarding.BaitTrial.Share;
import io.guildhall.onboarding.BaitTrial.State;

/** What is said of baits that are tried against each other. */
class BaitTrialTests {

	private static final LocalDate SINCE = LocalDate.of(2026, 11, 1);

	@Test
	void aLargeDifferenceIsDecidedAndASmallOneIsNot() {
		BaitTrial trial = BaitTrial.judge(SINCE, List.of(bait("loud", 1_000, 20, 30), bait("modest", 1_000, 60, 33)));
		assertThat(trial.stayed().state()).isEqualTo(State.DECIDED);
		assertThat(Objects.requireNonNull(trial.stayed().best()).title()).isEqualTo("modest");
		assertThat(trial.stayed().low()).isCloseTo(2.3, within(0.1));
		assertThat(trial.stayed().high()).isCloseTo(5.8, within(0.1));
		assertThat(trial.stayed().more()).isNull();
		assertThat(trial.paid().state()).isEqualTo(State.OPEN);
		assertThat(Objects.requireNonNull(trial.paid().best()).title()).isEqualTo("modest");
		assertThat(trial.paid().low()).isNegative();
		assertThat(trial.paid().more()).isBetween(50_000L, 60_000L);
	}

	@Test
	void theBestOfSeveralHasToBeBetterThanEach() {
		BaitFigures best = bait("best", 1_000, 60, 0);
		BaitFigures near = bait("near", 1_000, 50, 0);
		BaitFigures far = bait("far", 1_000, 10, 0);
		assertThat(BaitTrial.judge(SINCE, List.of(best, far)).stayed().state()).isEqualTo(State.DECIDED);
		assertThat(BaitTrial.judge(SINCE, List.of(best, near, far)).stayed()).satisfies(verdict -> {
			assertThat(verdict.state()).isEqualTo(State.OPEN);
			assertThat(Objects.requireNonNull(verdict.rival()).title()).isEqualTo("near");
		});
		// Of two it would be decided, of five the bounds are wider.
		BaitFigures just = bait("just", 1_000, 38, 0);
		assertThat(BaitTrial.judge(SINCE, List.of(best, just)).stayed().state()).isEqualTo(State.DECIDED);
		assertThat(BaitTrial.judge(SINCE, List.of(best, just, far, far, far)).stayed().state()).isEqualTo(State.OPEN);
	}

	@Test
	void fewVisitorsAndNoneSayNothing() {
		assertThat(BaitTrial.judge(SINCE, List.of(bait("a", 29, 29, 0), bait("b", 1_000, 0, 0))).stayed().state())
			.isEqualTo(State.TOO_FEW);
		assertThat(BaitTrial.judge(null, List.of(bait("a", 100, 90, 0), bait("b", 100, 0, 0))).stayed().state())
			.isEqualTo(State.TOO_FEW);
		assertThat(BaitTrial.judge(SINCE, List.of(bait("a", 100, 0, 0), bait("b", 100, 0, 0))).stayed())
			.satisfies(verdict -> {
				assertThat(verdict.state()).isEqualTo(State.OPEN);
				assertThat(verdict.more()).as("no difference to look for").isNull();
			});
	}

	@Test
	void retiredBaitsAreNoRivals() {
		BaitFigures retired = new BaitFigures(UUID.randomUUID(), "old", true, 1_000, 1_000, 0, 0, 0, 0, 900, 900);
		assertThat(BaitTrial.judge(SINCE, List.of(bait("a", 1_000, 60, 0), bait("b", 1_000, 20, 0), retired)).stayed())
			.satisfies(verdict -> assertThat(Objects.requireNonNull(verdict.best()).title()).isEqualTo("a"));
	}

	@Test
	void whoCameWithoutAVisitIsAVisitorAsWell() {
		Share share = Objects.requireNonNull(
				BaitTrial.judge(SINCE, List.of(bait("a", 30, 40, 0), bait("b", 100, 1, 0))).stayed().best());
		assertThat(share.of()).isEqualTo(40);
	}

	private static BaitFigures bait(String title, long visits, long stayed, long paid) {
		return new BaitFigures(UUID.randomUUID(), title, false, visits, visits, stayed, stayed, 0, stayed, stayed,
				paid);
	}

}
