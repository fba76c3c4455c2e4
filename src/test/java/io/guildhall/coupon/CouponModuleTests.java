package io.guildhall.coupon;

import static io.guildhall.Race.race;
import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.coupon.CouponFixtures.NOON;
import static io.guildhall.coupon.CouponFixtures.ZONE;
import static io.guildhall.coupon.CouponFixtures.fiveOff;
import static io.guildhall.coupon.CouponFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.job.JobService;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class CouponModuleTests {

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponIssues issues;

	private final CouponExtensions extensions;

	private final IssueReading reading;

	private final CouponRedemption redemption;

	private final CouponService coupons;

	private final CouponExpiry expiry;

	private final MemberService members;

	private final JournalService journal;

	private final JobService jobs;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private UUID acme = Ids.next();

	@BeforeEach
	void newOrganization() {
		acme = Ids.next();
		inAcme(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
	}

	@Test
	void twoHundredMembersGetExactlyTheLastFifty() throws Exception {
		BatchId batch = open(50, 1);
		List<MemberId> all = members(200);
		List<String> answers = race(200, i -> () -> answer(batch, all.get(i)));
		assertThat(answers.stream().filter("issued"::equals)).hasSize(50);
		assertThat(answers.stream().filter("coupon.sold-out"::equals)).hasSize(150);
		BatchDetails after = inAcme(() -> batches.get(batch));
		assertThat(after.issued()).isEqualTo(50);
		assertThat(after.held()).isEqualTo(50);
		assertThat(inAcme(() -> journal.balance(Account.COUPON_PROMISE))).isEqualTo(yuan(-250));
	}

	@Test
	void aBatchIsInTheCurrencyInWhichThingsAreSold() {
		Money five = new Money(500, "EUR");
		NewBatch euros = new NewBatch("Rebate card", "", CouponTerms.ofAmount(five, Money.zero("EUR")),
				CouponValidity.daysFromIssue(7), 10, 1);
		assertRefused("coupon.own-currency", () -> inAcme(() -> batches.create(euros)));
		BatchId draft = inAcme(() -> batches.create(fiveOff(10, 1)));
		assertRefused("coupon.own-currency", () -> inAcme(() -> batches.change(draft, euros, null)));
		assertRefused("coupon.other-currency",
				() -> CouponTerms.of(CouponKind.AMOUNT, yuan(5), null, null, five, null));
	}

	@Test
	void aMemberGetsNoMoreThanTheLimitHoweverOftenTheyAskAtOnce() throws Exception {
		MemberId ann = member("Ann");
		BatchId one = open(100, 1);
		List<String> ofOne = race(64, i -> () -> answer(one, ann));
		assertThat(ofOne.stream().filter("issued"::equals)).hasSize(1);
		BatchId three = open(100, 3);
		List<String> answers = race(64, i -> () -> answer(three, ann));
		assertThat(answers.stream().filter("issued"::equals)).hasSize(3);
		assertThat(answers.stream().filter("coupon.limit-reached"::equals)).hasSize(61);
		assertThat(inAcme(() -> batches.get(three)).issued()).isEqualTo(3);
	}

	@Test
	void onlyOneOfTwoOrdersGetsACoupon() throws Exception {
		MemberId ann = member("Ann");
		CouponId coupon = issue(open(5, 1), ann);
		List<String> answers = race(8, i -> () -> inAcme(() -> {
			try {
				reserve(coupon, ann, Ids.next());
				return "reserved";
			}
			catch (CouponRefused refusal) {
				return refusal.getCode();
			}
		}));
		assertThat(answers.stream().filter("reserved"::equals)).hasSize(1);
		assertThat(answers.stream().filter("coupon.reserved"::equals)).hasSize(7);
	}

	@Test
	void theLiabilityFollowsTheLifeOfACoupon() {
		MemberId ann = member("Ann");
		CouponId coupon = issue(open(5, 1), ann);
		UUID order = Ids.next();
		assertThat(promised()).isEqualTo(500);
		inAcme(() -> reserve(coupon, ann, order));
		assertThat(promised()).isEqualTo(500);
		inAcme(() -> inTransaction(() -> redemption.use(order, List.of(), NOON)));
		inAcme(() -> inTransaction(() -> redemption.use(order, List.of(), NOON)));
		assertThat(promised()).isZero();
		inAcme(() -> inTransaction(() -> redemption.giveBack(order)));
		assertThat(promised()).isEqualTo(500);
		UUID second = Ids.next();
		inAcme(() -> reserve(coupon, ann, second));
		inAcme(() -> inTransaction(() -> redemption.release(second, "unpaid")));
		assertThat(inAcme(() -> coupons.get(coupon)).state()).isEqualTo(CouponState.ISSUED);
		inAcme(() -> issuing.revoke(coupon, "by mistake"));
		assertThat(promised()).isZero();
		assertThat(inAcme(journal::balances)).isTrue();
		assertThat(inAcme(() -> coupons.moves(coupon)).stream().map(CouponMove::reason)).containsExactly("issued",
				"reserved", "used", "given-back", "reserved", "released", "revoked");
	}

	@Test
	void usedAsTheOrderIsPlacedItMovesAndCountsAsIfItHadBeenHeldBefore() {
		MemberId ann = member("Ann");
		CouponId coupon = issue(open(5, 1), ann);
		UUID order = Ids.next();
		Basket basket = new Basket(List.of(new Basket.Line(Ids.next(), yuan(100))));
		Instant until = NOON.plus(Duration.ofMinutes(30));
		inAcme(() -> inTransaction(() -> assertThat(redemption.redeem(List.of(coupon), ann, basket, order, until, NOON))
			.extracting(CouponDiscount::amount)
			.containsExactly(yuan(5))));
		assertThat(promised()).isZero();
		CouponSummary used = inAcme(() -> coupons.get(coupon));
		assertThat(used.state()).isEqualTo(CouponState.USED);
		assertThat(used.order()).isEqualTo(order);
		assertThat(inAcme(() -> coupons.moves(coupon)).stream().map(CouponMove::reason)).containsExactly("issued",
				"reserved", "used");
		assertRefused("coupon.used", () -> inAcme(
				() -> inTransaction(() -> redemption.redeem(List.of(coupon), ann, basket, Ids.next(), until, NOON))));
		inAcme(() -> inTransaction(() -> redemption.use(order, List.of(), NOON)));
		inAcme(() -> inTransaction(() -> redemption.giveBack(order)));
		assertThat(promised()).isEqualTo(500);
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void whatOrdersHeldBeyondItsEndLapsesEachTime() {
		MemberId ann = member("Ann");
		CouponId coupon = issue(open(5, 1), ann);
		for (LocalDate longer : List.of(LocalDate.of(2026, 4, 1), LocalDate.of(2026, 5, 1))) {
			UUID order = Ids.next();
			Instant end = inAcme(() -> coupons.get(coupon)).expiresAt();
			clock.callAt(end.minusSeconds(1), () -> inAcmeNow(() -> reserve(coupon, ann, order)));
			clock.callAt(end.plusSeconds(1),
					() -> inAcmeNow(() -> inTransaction(() -> redemption.release(order, "unpaid"))));
			assertThat(inAcme(() -> coupons.get(coupon)).state()).isEqualTo(CouponState.EXPIRED);
			assertThat(promised()).isZero();
			clock.callAt(end.plusSeconds(2), () -> inAcmeNow(() -> issuing.extend(coupon, longer, "was ill")));
			assertThat(promised()).isEqualTo(500);
		}
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void aRevokedCouponFreesItsPieceAndItsSlot() {
		MemberId ann = member("Ann");
		BatchId batch = open(1, 1);
		CouponId coupon = issue(batch, ann);
		assertRefused("coupon.sold-out", () -> issue(batch, member("Ben")));
		inAcme(() -> issuing.revoke(coupon, "by mistake"));
		issue(batch, ann);
		assertThat(inAcme(() -> batches.get(batch)).left()).isZero();
	}

	@Test
	void theNightWritesDownWhatHasEnded() {
		MemberId ann = member("Ann");
		CouponId coupon = issue(open(5, 1), ann);
		inAcme(() -> {
			expiry.run(LocalDate.of(2026, 3, 8));
			return coupon;
		});
		assertThat(promised()).isEqualTo(500);
		Instant end = LocalDate.of(2026, 3, 9).atStartOfDay(ZONE).toInstant();
		assertThat(clock.callAt(end, () -> inAcmeNow(() -> coupons.get(coupon))).state())
			.isEqualTo(CouponState.EXPIRED);
		inAcme(() -> {
			expiry.run(LocalDate.of(2026, 3, 9));
			expiry.run(LocalDate.of(2026, 3, 9));
			return coupon;
		});
		assertThat(promised()).isZero();
		assertThat(inAcme(() -> coupons.moves(coupon)).stream().map(CouponMove::reason)).containsExactly("issued",
				"expired");
	}

	@Test
	void whatHasEndedCountsAgainAndIsPromisedAgain() {
		CouponId coupon = issue(open(5, 1), member("Ann"));
		for (int i = 0; i < 3; i++) {
			issue(open(5, 1), member("Ben"));
		}
		Instant end = LocalDate.of(2026, 3, 9).atStartOfDay(ZONE).toInstant();
		inAcme(() -> {
			expiry.expire(end, 2);
			return coupon;
		});
		assertThat(promised()).as("slice by slice, all of them").isZero();
		assertThat(inAcme(journal::balances)).isTrue();
		assertRefused("coupon.reason", () -> inAcme(() -> issuing.extend(coupon, LocalDate.of(2026, 4, 1), " ")));
		CouponSummary longer = inAcme(() -> issuing.extend(coupon, LocalDate.of(2026, 4, 1), "was ill"));
		assertThat(longer.expiresAt()).isEqualTo(LocalDate.of(2026, 4, 2).atStartOfDay(ZONE).toInstant());
		assertThat(longer.state()).isEqualTo(CouponState.ISSUED);
		assertThat(promised()).isEqualTo(500);
		inAcme(() -> issuing.extend(coupon, LocalDate.of(2026, 5, 1), "still ill"));
		assertThat(promised()).isEqualTo(500);
		assertThat(inAcme(() -> coupons.moves(coupon)).stream().map(CouponMove::reason)).containsExactly("issued",
				"expired", "extended", "extended");
	}

	@Test
	void issuesToAnAudienceWithAResultPerRow() {
		List<MemberId> all = members(30);
		BatchId batch = open(20, 1);
		issue(batch, all.get(0));
		CouponIssues.Started started = inAcme(() -> issues.issueTo(batch, Audience.all(), null));
		run(started);
		IssueSummary result = inAcme(() -> reading.get(started.issue()));
		assertThat(result.outcomes())
			.isEqualTo(Map.of(IssueOutcome.ISSUED, 19L, IssueOutcome.LIMIT_REACHED, 1L, IssueOutcome.SOLD_OUT, 10L));
		assertThat(result.total()).isEqualTo(30);
		assertThat(promised()).isEqualTo(20 * 500);
		assertThat(inAcme(() -> reading.results(started.issue(), IssueOutcome.ISSUED, null, 50)).items())
			.allSatisfy(row -> assertThat(row.code()).isNotNull());
		run(started);
		assertThat(inAcme(() -> batches.get(batch)).issued()).isEqualTo(20);
		assertThat(promised()).isEqualTo(20 * 500);
	}

	@Test
	void takesTheUnusedRestOfAnIssueBack() {
		List<MemberId> all = members(4);
		BatchId batch = open(10, 1);
		CouponIssues.Started started = inAcme(() -> issues.issueTo(batch, Audience.ofMembers(all), null));
		run(started);
		UUID order = Ids.next();
		CouponId used = inAcme(() -> coupons.held(all.get(0))).get(0).id();
		inAcme(() -> reserve(used, all.get(0), order));
		inAcme(() -> inTransaction(() -> redemption.use(order, List.of(), NOON)));
		assertThat(inAcme(() -> issues.revokeUnused(started.issue(), "wrong batch"))).isEqualTo(3);
		assertThat(inAcme(() -> issues.revokeUnused(started.issue(), "wrong batch"))).isZero();
		BatchDetails after = inAcme(() -> batches.get(batch));
		assertThat(after.issued()).isOne();
		assertThat(after.revoked()).isEqualTo(3);
		assertThat(promised()).isZero();
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void allThatMembersHoldCountLongerOnceAndNothingElseMoves() {
		List<MemberId> all = members(4);
		BatchId batch = open(10, 1);
		List<CouponId> held = all.stream().map(member -> issue(batch, member)).toList();
		UUID order = Ids.next();
		inAcme(() -> reserve(held.get(0), all.get(0), order));
		inAcme(() -> issuing.revoke(held.get(1), "wrong one"));
		LocalDate later = LocalDate.of(2026, 4, 1);
		inAcme(() -> issuing.extend(held.get(2), later.plusDays(30), "was ill"));
		assertRefused("coupon.reason", () -> inAcme(() -> extensions.start(batch, later, " ")));
		assertRefused("coupon.day-passed",
				() -> inAcme(() -> extensions.start(batch, LocalDate.of(2026, 2, 28), "too late")));
		long owed = promised();
		UUID job = inAcme(() -> extensions.start(batch, later, "we were closed"));
		inAcme(() -> {
			jobs.runNow(job);
			jobs.runNow(job);
			return job;
		});
		Instant end = later.plusDays(1).atStartOfDay(ZONE).toInstant();
		assertThat(held.stream().map(id -> inAcme(() -> coupons.get(id)).expiresAt().equals(end)))
			.containsExactly(false, false, false, true);
		assertThat(inAcme(() -> coupons.moves(held.get(3)))).extracting(CouponMove::reason, CouponMove::note)
			.containsExactly(tuple("issued", null), tuple("extended", "we were closed"));
		assertThat(promised()).isEqualTo(owed);
	}

	@Test
	void issuesToAPastedListAndSaysWhichLinesNameNobodyOrSeveral() {
		MemberId ann = member("Ann");
		member("Twin");
		member("Twin");
		BatchId batch = open(10, 1);
		CouponIssues.Started started = inAcme(
				() -> issues.issueToList(batch, List.of("Ann", "Twin", "Nobody", " ", ann.toString()), null));
		run(started);
		List<IssueResult> rows = inAcme(() -> reading.results(started.issue(), null, null, 50)).items();
		assertThat(rows.stream().map(IssueResult::outcome)).containsExactly(IssueOutcome.ISSUED, IssueOutcome.AMBIGUOUS,
				IssueOutcome.UNKNOWN, IssueOutcome.TWICE);
		assertThat(rows.stream().map(IssueResult::subject)).containsExactly(null, "Twin", "Nobody", null);
	}

	@Test
	void aPausedBatchIssuesNothingAndKeepsWhatMembersHold() {
		MemberId ann = member("Ann");
		BatchId batch = open(10, 2);
		CouponId coupon = issue(batch, ann);
		inAcme(() -> batches.pause(batch));
		assertRefused("coupon.not-open", () -> issue(batch, ann));
		inAcme(() -> reserve(coupon, ann, Ids.next()));
		assertThat(inAcme(() -> coupons.get(coupon)).state()).isEqualTo(CouponState.RESERVED);
	}

	@Test
	void theStockIsNeverLessThanWhatIsIssued() {
		BatchId batch = open(10, 3);
		issue(batch, member("Ann"));
		issue(batch, member("Ben"));
		assertRefused("coupon.stock-below-issued", () -> inAcme(() -> batches.change(batch, fiveOff(1, 3), null)));
		assertThat(inAcme(() -> batches.change(batch, fiveOff(2, 3), null)).left()).isZero();
	}

	@Test
	void othersSeeNothingAndMovesAreNeverChanged() {
		CouponId coupon = issue(open(5, 1), member("Ann"));
		UUID globex = Ids.next();
		onBehalf.ofSystem(globex,
				() -> organizations.found(new NewOrganization("Globex", null, ZONE, "CNY", "en", false)));
		assertThatExceptionOfType(CouponRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(globex, () -> coupons.get(coupon)));
		for (String change : List.of("update coupon_moves set to_state = 'x' where organization_id = ?",
				"delete from coupon_moves where organization_id = ?")) {
			assertThatExceptionOfType(DataAccessException.class)
				.isThrownBy(() -> inAcme(() -> transaction.execute(status -> jdbc.sql(change).param(acme).update())))
				.havingRootCause()
				.withMessageContaining("permission denied");
		}
	}

	private BatchId open(long stock, int perMember) {
		return inAcme(() -> {
			BatchId batch = batches.create(fiveOff(stock, perMember));
			batches.activate(batch);
			return batch;
		});
	}

	private CouponId issue(BatchId batch, MemberId member) {
		return inAcme(() -> issuing.issue(batch, member, null)).id();
	}

	private String answer(BatchId batch, MemberId member) {
		try {
			issue(batch, member);
			return "issued";
		}
		catch (CouponRefused refusal) {
			return refusal.getCode();
		}
	}

	private CouponId reserve(CouponId coupon, MemberId member, UUID order) {
		transaction.executeWithoutResult(status -> redemption.reserve(List.of(coupon), member,
				new Basket(List.of(new Basket.Line(Ids.next(), yuan(100)))), order, NOON.plus(Duration.ofMinutes(30))));
		return coupon;
	}

	private UUID inTransaction(Runnable work) {
		transaction.executeWithoutResult(status -> work.run());
		return acme;
	}

	private void run(CouponIssues.Started started) {
		inAcme(() -> {
			jobs.runNow(started.job());
			return started;
		});
	}

	private long promised() {
		return -inAcme(() -> journal.balance(Account.COUPON_PROMISE)).minor();
	}

	private MemberId member(String name) {
		return inAcme(() -> members.add(NewMember.named(name)));
	}

	private List<MemberId> members(int count) {
		return inAcme(
				() -> IntStream.range(0, count).mapToObj(i -> members.add(NewMember.named("Member " + i))).toList());
	}

	private <T> T inAcme(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(NOON, () -> inAcmeNow(work));
	}

	private <T> T inAcmeNow(Tenancy.Work<T, RuntimeException> work) {
		return Objects.requireNonNull(onBehalf.ofSystem(acme, work));
	}

}
