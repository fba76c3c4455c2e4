package io.guildhall.conduct;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Actor;

class LadderTests {

	private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	private static final Actor BOB = Actor.SYSTEM;

	@Test
	void goesFromAWarningToABlock() {
		Ladder ladder = new Ladder(2, 90, 3, 365);
		assertThat(ladder.step(1, 1)).isEqualTo(Step.WARN);
		assertThat(ladder.step(2, 2)).isEqualTo(Step.REMOVE);
		assertThat(ladder.step(1, 2)).as("the one before has decayed").isEqualTo(Step.WARN);
		assertThat(ladder.step(1, 3)).as("but for a block it counts on").isEqualTo(Step.BLOCK);
		assertThat(new Ladder(1, 30, 1, 30).step(1, 1)).isEqualTo(Step.BLOCK);
	}

	@Test
	void hasBounds() {
		assertRefused("conduct.count", () -> new Ladder(0, 90, 3, 365));
		assertRefused("conduct.days", () -> new Ladder(2, 90, 3, 3_651));
		assertRefused("conduct.order", () -> new Ladder(3, 90, 2, 365));
	}

	@Test
	void needsEvidenceOfWhatHasHappened() {
		assertRefused("conduct.no-evidence", () -> violation(" ", "", NOW));
		assertRefused("conduct.future", () -> violation("sold tea", "", NOW.plusSeconds(1)));
		assertRefused("conduct.too-long", () -> violation("x".repeat(2_001), "", NOW));
		assertThat(violation("", "buy my tea", NOW).getState()).isEqualTo(ViolationState.OPEN);
	}

	@Test
	void isDecidedOnceAndForAnotherStepWithAReason() {
		Violation violation = violation("sold tea", "", NOW);
		assertRefused("conduct.no-reason", () -> violation.decide(Step.WARN, Step.BLOCK, " ", BOB, NOW));
		violation.decide(Step.WARN, Step.WARN, "", BOB, NOW);
		assertRefused("conduct.decided", () -> violation.decide(Step.WARN, Step.WARN, "", BOB, NOW));
	}

	@Test
	void isTakenBackWithAReasonAndThenDoneWith() {
		Violation violation = violation("sold tea", "", NOW);
		assertRefused("conduct.no-reason", () -> violation.takeBack("", BOB, NOW));
		violation.takeBack("it was a gift", BOB, NOW);
		assertRefused("conduct.taken-back", () -> violation.takeBack("again", BOB, NOW));
		assertRefused("conduct.taken-back", () -> violation.decide(Step.WARN, Step.WARN, "", BOB, NOW));
	}

	private static Violation violation(String note, String excerpt, Instant at) {
		return new Violation(new NewViolation(new MemberId(UUID.randomUUID()), new GroupId(UUID.randomUUID()),
				ViolationKind.ADVERTISING, "", note, excerpt, at), at, LocalDate.of(2026, 3, 1), BOB, NOW);
	}

}
