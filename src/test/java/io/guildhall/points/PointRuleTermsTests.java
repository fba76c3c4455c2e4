package io.guildhall.points;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

class PointRuleTermsTests {

	private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

	@Test
	void spendingNeedsAnAmount() {
		assertRefused("points.rule.per.wrong", () -> terms(RuleKind.SPEND, 1, null, null, 0, null));
		assertRefused("points.rule.per.wrong", () -> terms(RuleKind.SPEND, 1, 0L, null, 0, null));
		assertThat(terms(RuleKind.SPEND, 1, 100L, null, 0, null).perMinor()).isEqualTo(100);
		assertThat(terms(RuleKind.MESSAGE, 1, 100L, null, 0, null).perMinor()).as("of no matter").isNull();
	}

	@Test
	void pointsAndCapsAreWithinReason() {
		assertRefused("points.rule.points.wrong", () -> terms(RuleKind.MESSAGE, 0, null, null, 0, null));
		assertRefused("points.rule.points.wrong", () -> terms(RuleKind.MESSAGE, 1_000_001, null, null, 0, null));
		assertRefused("points.rule.cap.wrong", () -> terms(RuleKind.MESSAGE, 1, null, 0L, 0, null));
	}

	@Test
	void whatWaitsDoesNotEndBefore() {
		assertRefused("points.rule.life.wrong", () -> terms(RuleKind.MESSAGE, 1, null, null, 7, 7));
		assertRefused("points.rule.life.wrong", () -> terms(RuleKind.MESSAGE, 1, null, null, -1, null));
		assertThat(terms(RuleKind.MESSAGE, 1, null, null, 7, 8).expiresDays()).isEqualTo(8);
	}

	@Test
	void anActionHasAName() {
		for (String wrong : List.of("", "Challenge", "1day", "a".repeat(41), "a b")) {
			assertRefused("points.action.wrong", () -> action(wrong));
		}
		assertThat(action("challenge.day").points()).as("whoever calls it says how many").isZero();
	}

	@Test
	void aNameOrAnEndChangesNothingOfWhatIsGiven() {
		PointRuleTerms one = terms(RuleKind.MESSAGE, 1, null, 5L, 0, 30);
		assertThat(one.givesAs(one.during(DAY.plusDays(3), DAY.plusDays(4)))).isTrue();
		assertThat(one.givesAs(terms(RuleKind.MESSAGE, 1, null, 6L, 0, 30))).isFalse();
		assertThat(one.givesAs(terms(RuleKind.MESSAGE, 2, null, 5L, 0, 30))).isFalse();
	}

	@Test
	void aLadderHasEachNameAndNumberOnce() {
		Ladder.Level silver = new Ladder.Level("Silver", 100);
		assertThat(new Ladder(30, 0, List.of(new Ladder.Level("Gold", 200), silver), 0).levels()).as("the lowest first")
			.startsWith(silver);
		assertRefused("points.ladder.levels",
				() -> new Ladder(30, 0, List.of(silver, new Ladder.Level("Silver", 300)), 0));
		assertRefused("points.ladder.levels",
				() -> new Ladder(30, 0, List.of(silver, new Ladder.Level("Gold", 100)), 0));
		assertRefused("points.ladder.levels", () -> new Ladder(30, 0, List.of(new Ladder.Level(" ", 1)), 0));
		assertRefused("points.ladder.days", () -> new Ladder(0, 0, List.of(), 0));
	}

	private static PointRuleTerms terms(RuleKind kind, long points, Long per, Long cap, int wait, Integer life) {
		return new PointRuleTerms(kind, "A rule", null, points, per, cap, wait, life, DAY, null);
	}

	private static PointRuleTerms action(String name) {
		return new PointRuleTerms(RuleKind.ACTION, "A rule", name, 5, null, null, 0, null, DAY, null);
	}

}
