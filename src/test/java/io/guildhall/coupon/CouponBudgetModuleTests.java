package io.guildhall.coupon;

import static io.guildhall.Race.race;
import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.coupon.CouponFixtures.NOON;
import static io.guildhall.coupon.CouponFixtures.ZONE;
import static io.guildhall.coupon.CouponFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.job.JobService;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** ★ The money of a batch, whichever way its coupons go out and come back. */
@HouseTest
@RequiredArgsConstructor
class CouponBudgetModuleTests {

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponClaiming claiming;

	private final ClaimSettlement settlement;

	private final CouponIssues issues;

	private final IssueReading reading;

	private final CouponReserve reserve;

	private final CouponRedemption redemption;

	private final CouponExpiry expiry;

	private final MemberService members;

	private final JobService jobs;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final ScopedClock clock;

	private final TransactionTemplate transaction;

	private UUID acme = Ids.next();

	@BeforeEach
	void newOrganization() {
		acme = Ids.next();
		inAcme(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
	}

	@Test
	void isNeverExceededHoweverManyAskAtOnce() throws Exception {
		BatchId batch = open(1_000, 10, yuan(150));
		ClaimQueue second = new ClaimQueue(settlement, tenancy);
		List<MemberId> all = members(96);
		List<Callable<String>> attempts = new ArrayList<>();
		for (int i = 0; i < 64; i++) {
			MemberId member = all.get(i);
			attempts.add(switch (i % 4) {
				case 0 -> () -> answer(() -> issuing.issue(batch, member, null));
				case 1 -> () -> answer(() -> byInstance(second, batch, member));
				default -> () -> answer(() -> claiming.claim(CouponClaim.of(batch, member), null));
			});
		}
		attempts.add(() -> {
			run(inAcme(() -> issues.issueTo(batch, Audience.ofMembers(all.subList(64, 96)), null)));
			return "many";
		});
		List<String> answers = race(attempts);
		BatchDetails after = inAcme(() -> batches.get(batch));
		assertThat(after.issued()).as("15 at 10 each").isEqualTo(15);
		assertThat(after.held()).isEqualTo(15);
		assertThat(budget(batch)).isEqualTo(new BatchBudget(yuan(150), yuan(0), yuan(150), yuan(0)));
		assertThat(after.left()).isZero();
		assertThat(answers).containsOnly("issued", "coupon.budget-spent", "many");
	}

	@Test
	void whatWasNotTakenOffIsFreeAgainFromTheUseOn() {
		BatchId batch = open(100, 10, yuan(20));
		MemberId ann = member("Ann");
		CouponId coupon = issue(batch, ann);
		issue(batch, ann);
		assertRefused("coupon.budget-spent", () -> issue(batch, ann));
		UUID order = Ids.next();
		hold(coupon, ann, order, new Money(399, "CNY"));
		assertThat(budget(batch).free()).as("held, at its most").isEqualTo(yuan(0));
		inTransaction(() -> redemption.use(order, List.of(), NOON));
		inTransaction(() -> redemption.use(order, List.of(), NOON));
		assertThat(budget(batch))
			.isEqualTo(new BatchBudget(yuan(20), new Money(399, "CNY"), yuan(10), new Money(601, "CNY")));
		assertRefused("coupon.budget-spent", () -> issue(batch, ann));
	}

	@Test
	void aRefundBringsItsCouponBackWhateverOthersGotMeanwhile() {
		BatchId batch = open(100, 10, yuan(20));
		MemberId ann = member("Ann");
		CouponId coupon = issue(batch, ann);
		UUID order = Ids.next();
		hold(coupon, ann, order, yuan(5));
		inTransaction(() -> redemption.use(order, List.of(), NOON));
		issue(batch, ann);
		inTransaction(() -> redemption.giveBack(order));
		assertThat(budget(batch)).isEqualTo(new BatchBudget(yuan(20), yuan(0), yuan(20), yuan(0)));
		UUID again = Ids.next();
		hold(coupon, ann, again, yuan(2));
		inTransaction(() -> redemption.use(again, List.of(), NOON));
		inAcme(() -> batches.change(batch, batch(100, 10, yuan(12)), null));
		inTransaction(() -> redemption.giveBack(again));
		assertThat(budget(batch).free()).isEqualTo(yuan(-8));
		assertThat(inAcme(() -> batches.get(batch)).left()).isZero();
		assertRefused("coupon.budget-spent", () -> issue(batch, ann));
	}

	@Test
	void whatEndsOrIsTakenBackIsFreeAgain() {
		BatchId batch = open(100, 10, yuan(30));
		MemberId ann = member("Ann");
		CouponId revoked = issue(batch, ann);
		CouponId ended = issue(batch, ann);
		CouponId held = issue(batch, ann);
		inAcme(() -> issuing.revoke(revoked, "by mistake"));
		assertThat(budget(batch).reserved()).isEqualTo(yuan(20));
		UUID order = Ids.next();
		hold(held, ann, order, yuan(100));
		inAcme(() -> {
			expiry.expire(LocalDate.of(2026, 3, 9).atStartOfDay(ZONE).toInstant(), 1);
			return batch;
		});
		assertThat(budget(batch).reserved()).as("one that an order holds does not end").isEqualTo(yuan(10));
		clock.callAt(NOON.plus(Duration.ofDays(9)), () -> onBehalf.ofSystem(acme, () -> {
			transaction.executeWithoutResult(status -> redemption.release(order, "unpaid"));
			return order;
		}));
		assertThat(budget(batch).reserved()).isEqualTo(yuan(0));
		inAcme(() -> issuing.extend(ended, LocalDate.of(2026, 4, 1), "was ill"));
		assertThat(budget(batch).reserved()).isEqualTo(yuan(10));
		issue(batch, ann);
		issue(batch, ann);
		assertRefused("coupon.budget-spent",
				() -> inAcme(() -> issuing.extend(held, LocalDate.of(2026, 4, 1), "was ill")));
		assertThat(budget(batch).free()).isEqualTo(yuan(0));
	}

	@Test
	void anIssueToManyStopsWhereTheMoneyEnds() {
		List<MemberId> all = members(8);
		BatchId batch = open(100, 1, yuan(50));
		CouponIssues.Started started = inAcme(() -> issues.issueTo(batch, Audience.ofMembers(all), null));
		run(started);
		assertThat(inAcme(() -> reading.get(started.issue())).outcomes())
			.isEqualTo(Map.of(IssueOutcome.ISSUED, 5L, IssueOutcome.BUDGET_SPENT, 3L));
		assertThat(inAcme(() -> issues.revokeUnused(started.issue(), "wrong batch"))).isEqualTo(5);
		assertThat(budget(batch).free()).isEqualTo(yuan(50));
	}

	@Test
	void whatIsSetAsideForCardsIsPromised() {
		BatchId batch = open(100, 10, yuan(50));
		assertThat(aside(batch, 6)).isFalse();
		assertThat(aside(batch, 4)).isTrue();
		assertThat(budget(batch).reserved()).isEqualTo(yuan(40));
		MemberId ann = member("Ann");
		issue(batch, ann);
		assertRefused("coupon.budget-spent", () -> issue(batch, ann));
		inTransaction(() -> issuing.issueSetAside(batch, ann));
		assertThat(budget(batch).free()).as("by a card, its own money").isEqualTo(yuan(0));
		assertRefused("coupon.budget-below-promised",
				() -> inAcme(() -> batches.change(batch, batch(100, 10, yuan(49)), null)));
		inTransaction(() -> reserve.letGo(batch, 3));
		assertThat(budget(batch).free()).isEqualTo(yuan(30));
	}

	@Test
	void isSetBeforeTheFirstCouponAndMovesWithThem() {
		BatchId batch = open(100, 10, null);
		assertThat(inAcme(() -> batches.get(batch)).budget()).isNull();
		inAcme(() -> batches.change(batch, batch(100, 10, yuan(30)), null));
		issue(batch, member("Ann"));
		assertRefused("coupon.budget-below-promised",
				() -> inAcme(
						() -> batches.change(batch,
								new NewBatch("Tea", "", CouponTerms.ofAmount(yuan(9), yuan(0)),
										CouponValidity.daysFromIssue(7), 100, 10, yuan(9), CouponConditions.NONE),
								null)));
		inAcme(() -> batches.change(batch, batch(100, 10, null), null));
		assertRefused("coupon.budget-too-late",
				() -> inAcme(() -> batches.change(batch, batch(100, 10, yuan(30)), null)));
	}

	private static NewBatch batch(long stock, int perMember, @Nullable Money budget) {
		return new NewBatch("Tea", "", CouponTerms.ofAmount(yuan(10), yuan(0)), CouponValidity.daysFromIssue(7), stock,
				perMember, budget, CouponConditions.NONE);
	}

	private BatchId open(long stock, int perMember, @Nullable Money budget) {
		return inAcme(() -> {
			BatchId batch = batches.create(batch(stock, perMember, budget));
			batches.activate(batch);
			return batch;
		});
	}

	private BatchBudget budget(BatchId batch) {
		return Objects.requireNonNull(inAcme(() -> batches.get(batch)).budget());
	}

	private CouponId issue(BatchId batch, MemberId member) {
		return inAcme(() -> issuing.issue(batch, member, null)).id();
	}

	private boolean aside(BatchId batch, long count) {
		return inAcme(() -> Objects.requireNonNull(transaction.execute(status -> reserve.setAside(batch, count))));
	}

	private void hold(CouponId coupon, MemberId member, UUID order, Money total) {
		inTransaction(() -> redemption.reserve(List.of(coupon), member,
				new Basket(List.of(new Basket.Line(Ids.next(), total))), order, NOON.plus(Duration.ofMinutes(30))));
	}

	private void inTransaction(Runnable work) {
		inAcme(() -> {
			transaction.executeWithoutResult(status -> work.run());
			return acme;
		});
	}

	private String answer(Tenancy.Work<CouponSummary, RuntimeException> attempt) {
		try {
			inAcme(attempt);
			return "issued";
		}
		catch (DomainException refusal) {
			return refusal.getCode();
		}
	}

	/** As another instance would: with a queue of its own. */
	private static CouponSummary byInstance(ClaimQueue queue, BatchId batch, MemberId member) {
		ClaimAnswer answer = queue.answer(new WaitingClaim(CouponClaim.of(batch, member), null, Actor.SYSTEM, NOON));
		if (answer.refusal() != null) {
			throw answer.refusal().get();
		}
		return Objects.requireNonNull(answer.coupon());
	}

	private void run(CouponIssues.Started started) {
		inAcme(() -> {
			jobs.runNow(started.job());
			return started;
		});
	}

	private MemberId member(String name) {
		return inAcme(() -> members.add(NewMember.named(name)));
	}

	private List<MemberId> members(int count) {
		return inAcme(
				() -> IntStream.range(0, count).mapToObj(i -> members.add(NewMember.named("Member " + i))).toList());
	}

	private <T> T inAcme(Tenancy.Work<T, RuntimeException> work) {
		return Objects.requireNonNull(clock.callAt(NOON, () -> onBehalf.ofSystem(acme, work)));
	}

}
