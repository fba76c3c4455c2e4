package io.guildhall.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** ★ A membership's end is made of what was paid for. */
class MembershipTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

	private final List<MembershipTerm> terms = new ArrayList<>();

	private final Plan yearly = plan(PlanTerm.YEARLY, 0);

	private final Plan monthly = plan(PlanTerm.MONTHLY, 0);

	@Test
	void aFirstTermBeginsWhenItIsPaid() {
		Membership membership = bought(yearly, TODAY);
		assertThat(membership.getStartedOn()).isEqualTo(TODAY);
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2027, 3, 10));
		assertThat(membership.getState()).isEqualTo(MembershipState.ACTIVE);
	}

	@Test
	void aRenewalBeforeTheEndGoesOnFromTheEndNeverFromNow() {
		Membership membership = bought(yearly, TODAY);
		pay(membership, yearly, LocalDate.of(2026, 12, 1));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2028, 3, 10));
		assertThat(terms.get(1).getFromOn()).isEqualTo(LocalDate.of(2027, 3, 10));
	}

	@Test
	void aRenewalWithinGraceGoesBackToTheOldEnd() {
		Plan graceful = plan(PlanTerm.MONTHLY, 7);
		Membership membership = bought(graceful, TODAY);
		assertThat(membership.stateOn(LocalDate.of(2026, 4, 16))).isEqualTo(MembershipState.GRACE);
		pay(membership, graceful, LocalDate.of(2026, 4, 16));
		assertThat(terms.get(1).getFromOn()).isEqualTo(LocalDate.of(2026, 4, 10));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 5, 10));
	}

	@Test
	void aRenewalAfterGraceStartsOnItsOwnDay() {
		Plan graceful = plan(PlanTerm.MONTHLY, 7);
		Membership membership = bought(graceful, TODAY);
		assertThat(membership.stateOn(LocalDate.of(2026, 4, 17))).isEqualTo(MembershipState.EXPIRED);
		pay(membership, graceful, LocalDate.of(2026, 4, 17));
		assertThat(terms.get(1).getFromOn()).isEqualTo(LocalDate.of(2026, 4, 17));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 5, 17));
	}

	@Test
	void monthsAreCutToTheLengthOfTheMonthButNotForGood() {
		Membership membership = bought(monthly, LocalDate.of(2026, 1, 31));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 2, 28));
		pay(membership, monthly, LocalDate.of(2026, 2, 20));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 3, 31));
		pay(membership, monthly, LocalDate.of(2026, 3, 20));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 4, 30));
	}

	@Test
	void theDayOfTheEndIsTheFirstWithoutAccess() {
		Membership membership = bought(monthly, TODAY);
		assertThat(membership.stateOn(LocalDate.of(2026, 4, 9))).isEqualTo(MembershipState.ACTIVE);
		assertThat(membership.stateOn(LocalDate.of(2026, 4, 10))).isEqualTo(MembershipState.EXPIRED);
	}

	@Test
	void aLifetimeNeverEndsAndIsNotSoldTwice() {
		Plan lifetime = plan(PlanTerm.LIFETIME, 0);
		Membership membership = bought(lifetime, TODAY);
		assertThat(membership.getEndsOn()).isNull();
		assertThat(membership.stateOn(TODAY.plusYears(90))).isEqualTo(MembershipState.ACTIVE);
		assertRefused("membership.lifetime-already", () -> pay(membership, lifetime, TODAY));
		assertRefused("membership.lifetime-ends-never", () -> membership.cancelAtPeriodEnd(TODAY));
	}

	@Test
	void aCancelledOneHasAccessToItsEndAndNoGrace() {
		Membership membership = bought(plan(PlanTerm.MONTHLY, 7), TODAY);
		membership.cancelAtPeriodEnd(TODAY);
		assertThat(membership.stateOn(LocalDate.of(2026, 4, 9))).isEqualTo(MembershipState.ACTIVE);
		assertThat(membership.stateOn(LocalDate.of(2026, 4, 10))).isEqualTo(MembershipState.CANCELLED);
		assertRefused("membership.ended", () -> membership.cancelAtPeriodEnd(LocalDate.of(2026, 4, 10)));
	}

	@Test
	void aRefundTakesItsTermBackAndMovesLaterOnesUp() {
		Membership membership = bought(monthly, TODAY);
		pay(membership, monthly, TODAY.plusDays(5));
		pay(membership, monthly, TODAY.plusDays(6));
		terms.get(1).refund(Instant.EPOCH);
		membership.lay(terms, TODAY);
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 5, 10));
		assertThat(terms.get(2).getFromOn()).isEqualTo(LocalDate.of(2026, 4, 10));
	}

	@Test
	void whenAllIsRefundedNothingIsLeft() {
		Membership membership = bought(monthly, TODAY);
		terms.get(0).refund(Instant.EPOCH);
		membership.lay(terms, TODAY);
		assertThat(membership.getState()).isEqualTo(MembershipState.REFUNDED);
		assertThat(membership.getState().hasAccess()).isFalse();
	}

	@Test
	void aMonthThenAYearOfTheSameFamilyGoOnBehindEachOther() {
		Membership membership = bought(monthly, TODAY);
		pay(membership, yearly, TODAY.plusDays(1));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2027, 4, 10));
		assertThat(membership.getPlan()).isEqualTo(yearly.getId());
	}

	@Test
	void plansThatMakeNoSenseAreRefused() {
		Money price = new Money(29_900, "CNY");
		assertRefused("membership.name", () -> plan(new NewPlan(" ", "", PlanTerm.YEARLY, price, 0, List.of())));
		assertRefused("membership.price",
				() -> plan(new NewPlan("Club", "", PlanTerm.YEARLY, price.negated(), 0, List.of())));
		assertRefused("membership.grace", () -> plan(new NewPlan("Club", "", PlanTerm.YEARLY, price, -1, List.of())));
		List<Benefit> twice = List.of(new Benefit("Lessons", "12"), new Benefit("Lessons", null));
		assertRefused("membership.benefits", () -> plan(new NewPlan("Club", "", PlanTerm.YEARLY, price, 0, twice)));
	}

	private Membership bought(Plan plan, LocalDate day) {
		Membership membership = new Membership(new MemberId(Ids.next()), plan, day, Instant.EPOCH);
		pay(membership, plan, day);
		return membership;
	}

	private void pay(Membership membership, Plan plan, LocalDate day) {
		Instant at = day.atStartOfDay().toInstant(ZoneOffset.UTC);
		terms.add(new MembershipTerm(membership.getId(), plan, Ids.next(), terms.size() + 1, plan.getPrice(), at, day));
		membership.lay(terms, day);
	}

	private static Plan plan(PlanTerm term, int graceDays) {
		return plan(new NewPlan("Club", "", term, new Money(29_900, "CNY"), graceDays, List.of()));
	}

	private static Plan plan(NewPlan wanted) {
		return new Plan(wanted, new ProductId(Ids.next()), Instant.EPOCH);
	}

	private static void assertRefused(String code, ThrowingCallable action) {
		assertThatExceptionOfType(MembershipRefused.class).isThrownBy(action).returns(code, MembershipRefused::getCode);
	}

}
