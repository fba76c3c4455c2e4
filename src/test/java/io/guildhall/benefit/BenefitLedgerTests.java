package io.guildhall.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;

/** How much of a benefit is left is made of what was paid for and what was used. */
class BenefitLedgerTests {

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

	private static final BenefitRule TWO_A_MONTH = rule(2, BenefitPeriod.MONTH, 0);

	private static final BenefitRule TWO_A_MONTH_CARRIED = rule(2, BenefitPeriod.MONTH, 3);

	private static final BenefitRule TWELVE = rule(12, BenefitPeriod.YEAR, 0);

	private final Map<LocalDate, Integer> uses = new HashMap<>();

	@Test
	void aQuotaIsOfTheMonthOfTheMembershipAndTheRestLapses() {
		BenefitStretch year = term(TODAY, 12, TWO_A_MONTH);
		used(TODAY, 1);
		assertThat(on(TODAY, year).left()).isEqualTo(1);
		assertThat(on(LocalDate.of(2026, 4, 9), year).left()).isEqualTo(1);
		BenefitLedger.Rest next = on(LocalDate.of(2026, 4, 10), year);
		assertThat(next.left()).isEqualTo(2);
		assertThat(next.from()).isEqualTo(LocalDate.of(2026, 4, 10));
		assertThat(next.to()).isEqualTo(LocalDate.of(2026, 5, 10));
		assertThat(next.again()).isEqualTo(LocalDate.of(2026, 5, 10));
	}

	@Test
	void whatIsCarriedOverIsNeverMoreThanTheRuleSays() {
		BenefitStretch year = term(TODAY, 12, TWO_A_MONTH_CARRIED);
		assertThat(left(TODAY, year)).isEqualTo(2);
		assertThat(left(TODAY.plusMonths(1), year)).isEqualTo(4);
		assertThat(left(TODAY.plusMonths(2), year)).isEqualTo(5);
		assertThat(left(TODAY.plusMonths(9), year)).isEqualTo(5);
		used(TODAY.plusMonths(1), 4);
		assertThat(on(TODAY.plusMonths(1), year).carried()).isEqualTo(2);
		assertThat(left(TODAY.plusMonths(1), year)).isZero();
		assertThat(left(TODAY.plusMonths(2), year)).isEqualTo(2);
	}

	@Test
	void aRenewalTakesOverWhatWasLeftAndAGapDoesNot() {
		BenefitRule yearly = rule(12, BenefitPeriod.YEAR, 3);
		BenefitStretch first = term(TODAY, 12, yearly);
		used(TODAY, 10);
		BenefitStretch next = term(TODAY.plusYears(1), 12, yearly);
		assertThat(left(TODAY.plusYears(1), first, next)).isEqualTo(14);
		BenefitStretch late = term(TODAY.plusYears(1).plusDays(1), 12, yearly);
		assertThat(left(TODAY.plusYears(1).plusDays(1), first, late)).isEqualTo(12);
	}

	@Test
	void aMonthOfTheThirtyFirstIsOnePeriodHoweverShort() {
		BenefitStretch february = new BenefitStretch(Ids.next(), LocalDate.of(2026, 2, 28), LocalDate.of(2026, 3, 31),
				1, false, TWO_A_MONTH);
		used(LocalDate.of(2026, 3, 1), 2);
		BenefitLedger.Rest rest = on(LocalDate.of(2026, 3, 30), february);
		assertThat(rest.left()).isZero();
		assertThat(rest.again()).isNull();
		BenefitStretch year = term(LocalDate.of(2026, 1, 31), 12, TWO_A_MONTH);
		assertThat(on(LocalDate.of(2026, 2, 28), year).to()).isEqualTo(LocalDate.of(2026, 3, 31));
	}

	@Test
	void whoUsesItInGraceUsesTheRestOfWhatEndedOrOfWhatIsRenewed() {
		BenefitStretch year = term(TODAY, 12, TWELVE);
		used(TODAY, 11);
		LocalDate grace = TODAY.plusYears(1).plusDays(3);
		assertThat(left(grace, year)).isEqualTo(1);
		used(grace, 1);
		assertThat(left(grace, year)).isZero();
		BenefitStretch renewed = term(TODAY.plusYears(1), 12, TWELVE);
		assertThat(left(grace, year, renewed)).isEqualTo(11);
	}

	@Test
	void aTermThatIsMadeLongerIsNoFurtherPeriodAndOneThatIsCutHasFewer() {
		BenefitStretch longer = new BenefitStretch(Ids.next(), TODAY, TODAY.plusMonths(14), 12, false, TWO_A_MONTH);
		LocalDate last = TODAY.plusMonths(13);
		assertThat(on(last, longer).from()).isEqualTo(TODAY.plusMonths(11));
		assertThat(on(last, longer).to()).isEqualTo(TODAY.plusMonths(14));
		BenefitStretch cut = new BenefitStretch(Ids.next(), TODAY, TODAY.plusDays(40), 12, false, TWO_A_MONTH);
		assertThat(on(TODAY.plusDays(35), cut).to()).isEqualTo(TODAY.plusDays(40));
		assertThat(open(TODAY, cut)).containsExactly(4L);
	}

	@Test
	void aPauseMakesThePeriodLongerInWhichItBeganAndMovesThoseBehindIt() {
		LocalDate second = TODAY.plusMonths(1);
		BenefitStretch.Stop stop = new BenefitStretch.Stop(second.plusDays(4), 40, false);
		BenefitStretch year = new BenefitStretch(Ids.next(), TODAY, TODAY.plusYears(1).plusDays(40), 12, false,
				TWO_A_MONTH)
			.around(List.of(stop));
		LocalDate third = TODAY.plusMonths(2).plusDays(40);
		assertThat(on(third.minusDays(1), year).from()).as("no month passes while it stands still").isEqualTo(second);
		assertThat(on(third, year).from()).isEqualTo(third);
		assertThat(on(third, year).to()).isEqualTo(TODAY.plusMonths(3).plusDays(40));
		assertThat(on(TODAY.plusYears(1).plusDays(39), year).again()).isNull();
		assertThat(open(TODAY, year)).containsExactly(24L);
		used(second, 1);
		assertThat(open(third.minusDays(1), year)).containsExactly(21L);
		BenefitStretch days = new BenefitStretch(Ids.next(), TODAY, TODAY.plusDays(60 + 40), null, false, TWO_A_MONTH)
			.around(List.of(stop));
		assertThat(open(second.minusDays(1), days)).as("days stand still likewise, and bring no third month")
			.containsExactly(3L);
	}

	@Test
	void whatStandsStillIsCountedAsIfItWentOnToday() {
		LocalDate second = TODAY.plusMonths(1);
		LocalDate today = TODAY.plusMonths(3);
		long days = ChronoUnit.DAYS.between(second, today);
		BenefitStretch.Stop stop = new BenefitStretch.Stop(second, days, true);
		BenefitStretch year = term(TODAY, 12, TWO_A_MONTH).around(List.of(stop));
		BenefitStretch next = term(TODAY.plusYears(1), 1, TWO_A_MONTH).around(List.of(stop));
		assertThat(year.to()).isEqualTo(TODAY.plusYears(1).plusDays(days));
		assertThat(next.from()).isEqualTo(year.to());
		assertThat(on(today, year, next).from()).isEqualTo(second);
		assertThat(open(today, year, next)).containsExactly(22L, 2L);
	}

	@Test
	void aYearThatIsPaidByTheMonthHasOneQuota() {
		BenefitStretch[] months = IntStream.range(0, 14)
			.mapToObj(i -> term(TODAY.plusMonths(i), 1, TWELVE))
			.toArray(BenefitStretch[]::new);
		used(TODAY, 10);
		assertThat(left(TODAY.plusMonths(5), months)).isEqualTo(2);
		assertThat(on(TODAY.plusMonths(5), months).from()).isEqualTo(TODAY);
		assertThat(on(TODAY.plusMonths(5), months).again()).isEqualTo(TODAY.plusYears(1));
		assertThat(left(TODAY.plusYears(1), months)).isEqualTo(12);
		assertThat(open(TODAY, months)).containsExactly(2L, 12L);
		BenefitStretch late = term(TODAY.plusMonths(1).plusDays(1), 1, TWELVE);
		assertThat(left(late.from(), term(TODAY, 1, TWELVE), late)).as("a gap begins another year").isEqualTo(12);
		BenefitStretch better = new BenefitStretch(Ids.next(), TODAY.plusMonths(1), TODAY.plusMonths(2), 1, false,
				TWELVE, List.of(), Ids.next());
		assertThat(left(better.from(), term(TODAY, 1, TWELVE), better)).as("so does another plan").isEqualTo(12);
		BenefitStretch[] days = IntStream.range(0, 5)
			.mapToObj(i -> new BenefitStretch(Ids.next(), TODAY.plusDays(90 * i), TODAY.plusDays(90 * (i + 1)), null,
					false, TWELVE))
			.toArray(BenefitStretch[]::new);
		assertThat(left(TODAY.plusDays(364), days)).isEqualTo(2);
		assertThat(left(TODAY.plusDays(365), days)).as("within a term").isEqualTo(12);
	}

	@Test
	void aTermOfDaysThatStoodStillIsAPartOfItsYearAllTheSame() {
		LocalDate second = TODAY.plusDays(20);
		List<BenefitStretch.Stop> stops = List.of(new BenefitStretch.Stop(second.plusDays(10), 30, false));
		BenefitStretch trial = new BenefitStretch(Ids.next(), TODAY, second, null, false, TWELVE).around(stops);
		BenefitStretch next = new BenefitStretch(Ids.next(), second, second.plusDays(340 + 30), null, false, TWELVE)
			.around(stops);
		used(TODAY, 10);
		assertThat(left(second.plusDays(360), trial, next)).isEqualTo(2);
	}

	@Test
	void daysThatAreGivenOpenAQuotaOfMonthsOnly() {
		BenefitStretch year = term(TODAY, 12, TWELVE);
		BenefitStretch given = given(TODAY.plusYears(1), 30, TWELVE);
		used(TODAY, 10);
		assertThat(left(TODAY.plusYears(1).plusDays(20), year, given)).isEqualTo(2);
		assertThat(on(TODAY, year, given).to()).isEqualTo(TODAY.plusYears(1).plusDays(30));
		BenefitStretch renewed = term(TODAY.plusYears(1).plusDays(30), 12, TWELVE);
		assertThat(left(TODAY.plusYears(1).plusDays(30), year, given, renewed)).isEqualTo(12);
		assertThat(left(TODAY.plusDays(3), given(TODAY, 30, TWELVE))).as("to begin with").isEqualTo(2);
		BenefitStretch month = term(TODAY, 1, TWO_A_MONTH);
		assertThat(left(TODAY.plusMonths(1), month, given(TODAY.plusMonths(1), 30, TWO_A_MONTH))).isEqualTo(2);
	}

	@Test
	void aTermMayBeWithoutTheBenefit() {
		BenefitStretch with = term(TODAY, 1, TWO_A_MONTH);
		BenefitStretch without = term(TODAY.plusMonths(1), 1, null);
		assertThat(new BenefitLedger(List.of(with, without), uses).on(TODAY.plusMonths(1))).isEmpty();
		assertThat(new BenefitLedger(List.of(with, without), uses).on(TODAY)).isPresent();
		assertThat(new BenefitLedger(List.of(with), uses).on(TODAY.minusDays(1))).isEmpty();
	}

	@Test
	void whatIsBookedAheadIsNotPromisedTwice() {
		BenefitStretch year = term(TODAY, 12, TWO_A_MONTH_CARRIED);
		used(TODAY.plusMonths(1), 3);
		assertThat(left(TODAY, year)).as("one of two is carried on, and booked").isEqualTo(1);
		assertThat(left(TODAY.plusMonths(1), year)).isEqualTo(1);
		used(TODAY.plusMonths(1), 1);
		assertThat(left(TODAY, year)).isZero();
		assertThat(left(TODAY.plusMonths(1), year)).isZero();
	}

	@Test
	void asOftenAsTheyLikeHasNoNumberAndIsNeverUsedUp() {
		BenefitStretch year = term(TODAY, 12, rule(null, BenefitPeriod.TERM, 0));
		used(TODAY, 99);
		assertThat(on(TODAY, year).left()).isNull();
		assertThat(open(TODAY, year)).isEmpty();
	}

	@Test
	void isOwedFromTheFirstDayForAllThatWasPaid() {
		BenefitStretch year = term(TODAY, 12, TWO_A_MONTH);
		assertThat(open(TODAY, year)).containsExactly(24L);
		used(TODAY, 1);
		assertThat(open(TODAY, year)).containsExactly(23L);
		assertThat(open(TODAY.plusMonths(1), year)).as("the unused one of the first month has lapsed")
			.containsExactly(22L);
		assertThat(open(TODAY.plusMonths(11), year, term(TODAY.plusYears(1), 12, TWO_A_MONTH))).containsExactly(2L,
				24L);
		assertThat(open(TODAY, term(TODAY, 12, TWO_A_MONTH_CARRIED))).as("what is carried on is counted once")
			.containsExactly(23L);
	}

	@Test
	void aLifetimeIsOwedAsLongAsItIsDeferredAndThenByThePeriod() {
		BenefitStretch life = new BenefitStretch(Ids.next(), TODAY, null, null, false, TWO_A_MONTH);
		assertThat(open(TODAY, life)).containsExactly(48L);
		assertThat(open(TODAY.plusYears(9), life)).containsExactly(2L);
		assertThat(left(TODAY.plusYears(9), life)).isEqualTo(2);
		BenefitStretch once = new BenefitStretch(Ids.next(), TODAY, null, null, false, rule(5, BenefitPeriod.TERM, 0));
		used(TODAY.plusYears(2), 4);
		assertThat(left(TODAY.plusYears(9), once)).isEqualTo(1);
		assertThat(on(TODAY.plusYears(9), once).again()).isNull();
	}

	private void used(LocalDate day, int count) {
		uses.merge(day, count, Integer::sum);
	}

	private Integer left(LocalDate day, BenefitStretch... stretches) {
		return Objects.requireNonNull(on(day, stretches).left());
	}

	private BenefitLedger.Rest on(LocalDate day, BenefitStretch... stretches) {
		return new BenefitLedger(List.of(stretches), uses).on(day).orElseThrow();
	}

	private List<Long> open(LocalDate day, BenefitStretch... stretches) {
		return new BenefitLedger(List.of(stretches), uses).open(day, 24)
			.stream()
			.map(BenefitLedger.Open::left)
			.toList();
	}

	private static BenefitStretch term(LocalDate from, int months, @Nullable BenefitRule rule) {
		return new BenefitStretch(Ids.next(), from, from.plusMonths(months), months, false, rule);
	}

	private static BenefitStretch given(LocalDate from, int days, BenefitRule rule) {
		return new BenefitStretch(Ids.next(), from, from.plusDays(days), null, true, rule);
	}

	private static BenefitRule rule(@Nullable Integer quota, BenefitPeriod period, int carry) {
		return new BenefitRule("Lessons", null, quota, period, carry, new Money(5_000, "CNY"));
	}

}
