package io.guildhall.membership;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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
	void aQuarterIsThreeMonths() {
		Membership membership = bought(plan(PlanTerm.QUARTERLY, 0), LocalDate.of(2025, 11, 30));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 2, 28));
	}

	@Test
	void aOneOffLastsItsDaysAndMonthsBehindItCountFromItsEnd() {
		Plan camp = oneOff(21);
		Membership membership = bought(camp, TODAY);
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 3, 31));
		assertThat(membership.stateOn(LocalDate.of(2026, 3, 31))).isEqualTo(MembershipState.EXPIRED);
		pay(membership, monthly, LocalDate.of(2026, 3, 12));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 4, 30));
		pay(membership, monthly, LocalDate.of(2026, 3, 12));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 5, 31));
		pay(membership, camp, LocalDate.of(2026, 3, 12));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 6, 21));
	}

	@Test
	void serviceIsOwedOverTheMonthsThatBeginInATerm() {
		bought(oneOff(21), LocalDate.of(2026, 1, 31));
		assertThat(terms.get(0).monthsOwed(36)).isOne();
		terms.clear();
		bought(oneOff(32), LocalDate.of(2026, 1, 31));
		assertThat(terms.get(0).monthsOwed(36)).isEqualTo(2);
		terms.clear();
		Membership membership = bought(monthly, LocalDate.of(2026, 1, 31));
		pay(membership, monthly, LocalDate.of(2026, 2, 1));
		assertThat(terms.get(1).getFromOn()).isEqualTo(LocalDate.of(2026, 2, 28));
		assertThat(terms.get(1).monthsOwed(36)).isOne();
		terms.clear();
		bought(plan(PlanTerm.LIFETIME, 0), TODAY);
		assertThat(terms.get(0).monthsOwed(36)).isEqualTo(36);
	}

	@Test
	void whatIsGivenReachesToItsLastDayBehindWhatWasPaidFor() {
		Membership membership = bought(monthly, TODAY);
		assertThat(membership.daysUpTo(LocalDate.of(2026, 4, 30), TODAY, false)).isEqualTo(21);
		give(membership, LocalDate.of(2026, 4, 30));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 5, 1));
		assertRefused("membership.gives-nothing", () -> membership.daysUpTo(LocalDate.of(2026, 4, 30), TODAY, false));
		assertRefused("membership.gives-too-much", () -> membership.daysUpTo(TODAY.plusYears(20), TODAY, false));
	}

	@Test
	void aGiftIsTakenBackAsFarAsItWasNotUsedAndPaidTermsMoveUp() {
		Membership membership = new Membership(new MemberId(Ids.next()), monthly, TODAY, Instant.EPOCH);
		give(membership, TODAY.plusDays(29));
		pay(membership, monthly, TODAY.plusDays(1));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 5, 9));
		LocalDate later = TODAY.plusDays(10);
		membership.revoke(terms.get(0), terms, List.of(), later, Instant.EPOCH);
		assertThat(terms.get(1).getFromOn()).isEqualTo(later);
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 4, 20));
		assertRefused("membership.used-up",
				() -> membership.revoke(terms.get(0), terms, List.of(), later, Instant.EPOCH));
		assertRefused("membership.not-given",
				() -> membership.revoke(terms.get(1), terms, List.of(), later, Instant.EPOCH));
	}

	@Test
	void daysOnWhichAGiftStoodStillAreNoneOfThoseThatWereUsedOfIt() {
		LocalDate later = TODAY.plusDays(20);
		Membership membership = new Membership(new MemberId(Ids.next()), monthly, TODAY, Instant.EPOCH);
		give(membership, TODAY.plusDays(29));
		List<Pause> over = List.of(new Pause(TODAY.plusDays(5), TODAY.plusDays(60), TODAY.plusDays(15)));
		membership.lay(terms, over, later);
		assertThat(membership.getEndsOn()).isEqualTo(TODAY.plusDays(40));
		membership.revoke(terms.get(0), terms, over, later, Instant.EPOCH);
		assertThat(membership.getEndsOn()).isEqualTo(later);
		assertThat(membership.getState()).isEqualTo(MembershipState.CANCELLED);
		List<Pause> open = List.of(new Pause(TODAY.plusDays(5), TODAY.plusDays(60), null));
		MembershipTerm still = terms.get(0);
		assertThat(still.used(TODAY.plusDays(5), open)).isEqualTo(5);
		assertThat(still.used(later, open)).isEqualTo(5);
	}

	@Test
	void whoHadNothingButAGiftHasNothingOnceItIsTakenBack() {
		Plan graceful = plan(PlanTerm.MONTHLY, 7);
		for (int used : new int[] { 0, 3 }) {
			terms.clear();
			Membership membership = new Membership(new MemberId(Ids.next()), graceful, TODAY, Instant.EPOCH);
			give(membership, TODAY.plusDays(29));
			membership.revoke(terms.get(0), terms, List.of(), TODAY.plusDays(used), Instant.EPOCH);
			assertThat(membership.getState()).isEqualTo(MembershipState.CANCELLED);
			assertThat(membership.stateOn(TODAY.plusDays(used))).isEqualTo(MembershipState.CANCELLED);
			assertThat(membership.getEndsOn()).isEqualTo(TODAY.plusDays(used));
		}
	}

	@Test
	void aMonthThenAYearOfTheSameFamilyGoOnBehindEachOther() {
		Membership membership = bought(monthly, TODAY);
		pay(membership, yearly, TODAY.plusDays(1));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2027, 4, 10));
		assertThat(membership.getPlan()).as("the plan is that of the term which runs").isEqualTo(monthly.getId());
		membership.lay(terms, LocalDate.of(2026, 4, 10));
		assertThat(membership.getPlan()).isEqualTo(yearly.getId());
	}

	@Test
	void aPauseKeepsTheDaysThatWereLeftAndLaysThemFromWhereItGoesOn() {
		Membership membership = bought(monthly, TODAY);
		pay(membership, monthly, TODAY);
		LocalDate since = TODAY.plusDays(10);
		Pause pause = membership.pause(60, since);
		assertThat(pause.until()).isEqualTo(since.plusDays(60));
		assertThat(membership.stateOn(since)).isEqualTo(MembershipState.PAUSED);
		assertThat(membership.stateOn(since).hasAccess()).isFalse();
		assertRefused("membership.paused-already", () -> membership.pause(60, since));
		LocalDate on = membership.resume(since.plusDays(30));
		Pause over = new Pause(since, pause.until(), on);
		membership.lay(terms, List.of(over), on);
		assertThat(membership.getState()).isEqualTo(MembershipState.ACTIVE);
		assertThat(terms.get(0).getToOn()).isEqualTo(LocalDate.of(2026, 4, 10).plusDays(30));
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 5, 10).plusDays(30));
		assertRefused("membership.not-paused", () -> membership.resume(on));
	}

	@Test
	void aPauseEndsByItselfAndEvenWhereNobodyWroteThatDown() {
		Membership membership = bought(monthly, TODAY);
		membership.pause(20, TODAY.plusDays(10));
		assertThat(membership.stateOn(TODAY.plusDays(29))).isEqualTo(MembershipState.PAUSED);
		assertThat(membership.stateOn(TODAY.plusDays(30))).isEqualTo(MembershipState.ACTIVE);
		assertThat(membership.stateOn(LocalDate.of(2026, 4, 29))).isEqualTo(MembershipState.ACTIVE);
		assertThat(membership.stateOn(LocalDate.of(2026, 4, 30))).isEqualTo(MembershipState.EXPIRED);
		assertThat(membership.resume(TODAY.plusDays(90))).isEqualTo(TODAY.plusDays(30));
	}

	@Test
	void whatIsPaidDuringAPauseGoesBehindHoweverLongItTakes() {
		Membership membership = bought(monthly, TODAY);
		Pause pause = membership.pause(365, TODAY.plusDays(10));
		LocalDate later = TODAY.plusDays(100);
		terms.add(new MembershipTerm(membership.getId(), monthly, Ids.next(), 2, monthly.getPrice(), Instant.EPOCH,
				later));
		membership.lay(terms, List.of(pause), later);
		assertThat(membership.getState()).isEqualTo(MembershipState.PAUSED);
		LocalDate on = membership.resume(later);
		membership.lay(terms, List.of(new Pause(pause.from(), pause.until(), on)), later);
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 5, 10).plusDays(90));
	}

	@Test
	void pausesOfAYearHaveALimit() {
		Pause first = new Pause(TODAY, TODAY.plusDays(60), TODAY.plusDays(40));
		assertThat(Pause.left(List.of(), 60, TODAY)).isEqualTo(60);
		assertThat(Pause.left(List.of(first), 60, TODAY.plusDays(50))).isEqualTo(20);
		assertThat(Pause.left(List.of(first), 60, TODAY.plusDays(365 + 30))).isEqualTo(50);
		assertThat(Pause.left(List.of(first), 60, TODAY.plusDays(365 + 40))).isEqualTo(60);
		assertThat(Pause.left(List.of(first), 30, TODAY.plusDays(50))).isZero();
		Membership membership = bought(monthly, TODAY);
		assertRefused("membership.no-pause-left", () -> membership.pause(0, TODAY));
		assertRefused("membership.ended", () -> membership.pause(9, TODAY.plusDays(40)));
	}

	@Test
	void whatIsNotUsedIsAShareOfWhatWasPaidByDaysToTheLastCent() {
		bought(yearly, TODAY);
		MembershipTerm term = terms.get(0);
		assertThat(term.unused(TODAY, List.of())).isEqualTo(29_900);
		assertThat(term.unused(TODAY.plusDays(100), List.of())).isEqualTo(29_900L * 265 / 365);
		assertThat(term.unused(TODAY.plusDays(365), List.of())).isZero();
		term.paidBack(9_900);
		assertThat(term.unused(TODAY.plusDays(100), List.of())).isEqualTo(20_000L * 265 / 365);
	}

	@Test
	void daysOfAPauseAreNeitherUsedNorUnused() {
		Membership membership = bought(monthly, TODAY);
		Pause over = new Pause(TODAY.plusDays(10), TODAY.plusDays(60), TODAY.plusDays(40));
		membership.lay(terms, List.of(over), TODAY.plusDays(40));
		assertThat(terms.get(0).unused(TODAY.plusDays(40), List.of(over))).isEqualTo(29_900L * 21 / 31);
	}

	@Test
	void whatIsNotUsedStaysSoAsLongAsThePauseLasts() {
		Membership membership = bought(monthly, TODAY);
		pay(membership, monthly, TODAY);
		List<Pause> open = List.of(membership.pause(60, TODAY.plusDays(10)));
		assertThat(terms.get(0).unused(TODAY.plusDays(10), open)).isEqualTo(29_900L * 21 / 31);
		assertThat(terms.get(0).unused(TODAY.plusDays(40), open)).as("nobody uses it meanwhile")
			.isEqualTo(29_900L * 21 / 31);
		assertThat(terms.get(1).unused(TODAY.plusDays(40), open)).as("which has not begun").isEqualTo(29_900);
		assertThat(terms.get(0).unused(TODAY.plusDays(75), open)).as("it went on by itself after 60 days")
			.isEqualTo(29_900L * 16 / 31);
		List<Pause> over = List.of(open.get(0).asOf(TODAY.plusDays(75)));
		membership.resume(TODAY.plusDays(75));
		membership.lay(terms, over, TODAY.plusDays(75));
		assertThat(terms.get(0).unused(TODAY.plusDays(75), over)).as("as once that is written down")
			.isEqualTo(29_900L * 16 / 31);
	}

	@Test
	void whatIsReplacedEndsWhereTheNewOneBeginsAndGoesOnWhenThatIsTakenBack() {
		Membership membership = bought(monthly, TODAY);
		pay(membership, monthly, TODAY);
		LocalDate day = TODAY.plusDays(5);
		UUID order = Ids.next();
		terms.forEach(term -> term.credit(order, term.unused(day, List.of())));
		terms.forEach(term -> term.replace(day));
		pay(membership, yearly, day);
		assertThat(terms.get(0).getToOn()).isEqualTo(day);
		assertThat(terms.get(2).getFromOn()).isEqualTo(day);
		assertThat(membership.getEndsOn()).isEqualTo(day.plusYears(1));
		assertThat(membership.getPlan()).isEqualTo(yearly.getId());
		assertThat(terms.get(0).unused(day, List.of())).as("it was taken off once").isZero();
		terms.get(2).refund(Instant.EPOCH);
		terms.forEach(MembershipTerm::keep);
		membership.lay(terms, day);
		assertThat(membership.getEndsOn()).isEqualTo(LocalDate.of(2026, 5, 10));
		assertThat(membership.getPlan()).isEqualTo(monthly.getId());
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

	private void give(Membership membership, LocalDate lastDay) {
		int days = membership.daysUpTo(lastDay, TODAY, terms.isEmpty());
		terms.add(MembershipTerm.given(membership.getId(), monthly, terms.size() + 1, days, "sorry", Instant.EPOCH,
				TODAY));
		membership.lay(terms, TODAY);
	}

	private static Plan oneOff(int days) {
		return plan(new NewPlan("Camp", "", PlanTerm.ONE_OFF, new Money(19_900, "CNY"), 0, List.of(),
				new PlanConditions(days, null, null)));
	}

	private static Plan plan(PlanTerm term, int graceDays) {
		return plan(new NewPlan("Club", "", term, new Money(29_900, "CNY"), graceDays, List.of()));
	}

	private static Plan plan(NewPlan wanted) {
		return new Plan(wanted, new ProductId(Ids.next()), Instant.EPOCH);
	}

}
