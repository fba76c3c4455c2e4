package io.guildhall.membership;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** When a plan is sold, and for how much. */
class PlanTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	/** Noon of a day in Shanghai. */
	private static final Instant NOON = Instant.parse("2026-03-10T04:00:00Z");

	private static final Money PRICE = new Money(29_900, "CNY");

	@Test
	void aPlanIsSoldInItsWindowAndTheLastMinuteCountsToItsEnd() {
		Plan plan = plan(PlanTerm.YEARLY, new PlanConditions(null, NOON, NOON.plusSeconds(3600)));
		assertThatExceptionOfType(PlanRefused.class)
			.isThrownBy(() -> plan.requireSold(NOON.minusSeconds(1), false, ZONE))
			.returns("plan.not-on-sale-yet", PlanRefused::getCode)
			.satisfies(refused -> assertThat(refused.getArgs()).containsExactly("Club", "2026-03-10 12:00"));
		plan.requireSold(NOON, false, ZONE);
		plan.requireSold(NOON.plusSeconds(3659), false, ZONE);
		assertRefused("plan.sale-over", () -> plan.requireSold(NOON.plusSeconds(3660), false, ZONE));
	}

	@Test
	void whoHasItMayRenewItOutsideOfTheWindowButNotOnceItIsArchived() {
		Plan plan = plan(PlanTerm.YEARLY, new PlanConditions(null, null, NOON));
		plan.requireSold(NOON.plusSeconds(86_400), true, ZONE);
		plan.archive();
		assertThatExceptionOfType(MembershipRefused.class).isThrownBy(() -> plan.requireSold(NOON, true, ZONE))
			.returns("membership.archived", MembershipRefused::getCode);
	}

	@Test
	void daysBelongToAOneOffAndToNothingElse() {
		assertThat(plan(PlanTerm.ONE_OFF, days(21)).getDays()).isEqualTo(21);
		assertRefused("plan.days", () -> plan(PlanTerm.ONE_OFF, PlanConditions.NONE));
		assertRefused("plan.days", () -> plan(PlanTerm.ONE_OFF, days(0)));
		assertRefused("plan.days", () -> plan(PlanTerm.ONE_OFF, days(3651)));
		assertRefused("plan.days", () -> plan(PlanTerm.YEARLY, days(21)));
		assertRefused("plan.window",
				() -> plan(PlanTerm.YEARLY, new PlanConditions(null, NOON, NOON.minusSeconds(60))));
	}

	@Test
	void anEarlyBirdThatMakesNoSenseIsRefused() {
		early(10, 19_900, "Book", 2_000).check(PRICE, 10, NOON);
		assertRefused("plan.seats", () -> early(0, 19_900, null, 0).check(PRICE, 0, NOON));
		assertRefused("plan.seats-taken", () -> early(9, 19_900, null, 0).check(PRICE, 10, NOON));
		assertRefused("plan.early-price", () -> early(10, 29_900, null, 0).check(PRICE, 0, NOON));
		assertRefused("plan.early-price", () -> early(10, -1, null, 0).check(PRICE, 0, NOON));
		assertRefused("plan.early-until", () -> early(10, 19_900, null, 0).check(PRICE, 0, NOON.plusSeconds(3660)));
		assertRefused("plan.per-member",
				() -> new NewEarlyBird(10, NOON.plusSeconds(3600), new Money(19_900, "CNY"), null, Money.zero("CNY"), 0)
					.check(PRICE, 0, NOON));
		assertRefused("plan.gift", () -> early(10, 19_900, " ", 2_000).check(PRICE, 0, NOON));
		assertRefused("plan.gift", () -> early(10, 19_900, "Book", -1).check(PRICE, 0, NOON));
	}

	@Test
	void anEarlyBirdIsOpenWhileASeatIsLeftAndUntilItsLastMinuteIsOver() {
		NewEarlyBird wanted = early(10, 19_900, null, 0);
		assertThat(EarlyBird.of(wanted, 9, null, NOON).open()).isTrue();
		assertThat(EarlyBird.of(wanted, 10, null, NOON).open()).isFalse();
		assertThat(EarlyBird.of(wanted, 9, null, NOON.plusSeconds(3659)).open()).isTrue();
		assertThat(EarlyBird.of(wanted, 9, null, NOON.plusSeconds(3660)).open()).isFalse();
		assertThat(EarlyBird.of(wanted, 9, null, NOON).left()).isOne();
		assertThat(EarlyBird.of(wanted, 9, 1L, NOON).open()).isTrue();
		assertThat(EarlyBird.of(wanted, 9, 0L, NOON).open()).as("no gift is left").isFalse();
	}

	private static NewEarlyBird early(int seats, long price, @Nullable String gift, long cost) {
		return new NewEarlyBird(seats, NOON.plusSeconds(3600), new Money(price, "CNY"), gift, new Money(cost, "CNY"));
	}

	private static PlanConditions days(int days) {
		return new PlanConditions(days, null, null);
	}

	private static Plan plan(PlanTerm term, PlanConditions conditions) {
		return new Plan(new NewPlan("Club", "", term, PRICE, 0, List.of(), conditions), new ProductId(Ids.next()),
				Instant.EPOCH);
	}

}
