package io.guildhall.order;

import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.CASH;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.Race;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.MembershipChange;
import io.guildhall.membership.MembershipChanges;
import io.guildhall.membership.MembershipPauses;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipState;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanConditions;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.membership.RefundPolicy;
import io.guildhall.membership.RefundProposal;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.NightlyWork;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Memberships that are upgraded, paused and changed, with the money that follows. */
@HouseTest
@RequiredArgsConstructor
class UpgradeModuleTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final PlanService plans;

	private final MembershipChanges changes;

	private final MembershipPauses pauses;

	private final MembershipService memberships;

	private final List<NightlyWork> nights;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private UUID acme = Ids.next();

	private Instant now = noon(TODAY);

	private MemberId ann = new MemberId(Ids.next());

	@Nullable private PlanDetails basic;

	@Nullable private PlanDetails gold;

	@BeforeEach
	void twoPlans() {
		acme = Ids.next();
		now = noon(TODAY);
		inAcme(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
		ann = inAcme(() -> members.add(NewMember.named("Ann")));
		basic = plan("Basic", 299);
		gold = plan("Gold", 599);
	}

	@Test
	void anUpgradeTakesOffWhatIsNotUsedAndTheBooksBalance() {
		MembershipSummary bought = buy(basic());
		now = noon(TODAY.plusDays(100));
		long credit = 29_900L * 265 / 365;
		OrderDetails order = inAcme(() -> orders.upgrade(bought.id(), gold().id(), OrderSource.STAFF));
		assertThat(order.total().minor()).isEqualTo(59_900 - credit);
		assertThat(now(bought).planName()).isEqualTo("Basic");
		assertRefused("membership.change-pending", () -> inAcme(() -> buy(gold())));
		assertRefused("membership.change-pending", () -> inAcme(() -> pauses.pause(bought.id(), "away")));
		pay(order);
		MembershipSummary after = now(bought);
		assertThat(after.planName()).isEqualTo("Gold");
		assertThat(after.endsOn()).isEqualTo(TODAY.plusDays(100).plusYears(1));
		assertThat(balance(Account.CASH)).isEqualTo(29_900 + 59_900 - credit);
		assertThat(-balance(Account.REVENUE) - balance(Account.DISCOUNT)).isEqualTo(29_900 + 59_900 - credit);
		assertThat(-balance(Account.DEFERRED_REVENUE)).as("the whole of the new plan is owed").isEqualTo(59_900);
		night(TODAY.plusDays(100));
		assertThat(-balance(Account.DEFERRED_REVENUE)).isEqualTo(59_900 - 59_900 / 12);
		night(TODAY.plusDays(100).plusYears(1));
		assertThat(balance(Account.DEFERRED_REVENUE)).isZero();
		assertThat(balance(Account.DEFERRAL)).isZero();
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void anUpgradeIsPlacedForTheSumThatWasTold() {
		MembershipSummary bought = buy(basic());
		now = noon(TODAY.plusDays(100));
		Money told = new Money(59_900 - 29_900L * 265 / 365, "CNY");
		now = noon(TODAY.plusDays(101));
		assertRefused("order.price-changed",
				() -> inAcme(() -> orders.upgrade(bought.id(), gold().id(), OrderSource.STAFF, told)));
		assertThat(inAcme(() -> changes.pending(bought.id()))).as("nothing was begun").isEmpty();
		now = noon(TODAY.plusDays(100));
		assertThat(inAcme(() -> orders.upgrade(bought.id(), gold().id(), OrderSource.STAFF, told)).total())
			.isEqualTo(told);
	}

	@Test
	void anUpgradeThatIsPaidBackLeavesThePlanBeforeAsItWas() {
		OrderDetails first = sold(basic());
		MembershipSummary bought = of();
		now = noon(TODAY.plusDays(100));
		OrderDetails order = inAcme(() -> orders.upgrade(bought.id(), gold().id(), OrderSource.STAFF));
		pay(order);
		assertRefused("membership.credited", () -> inAcme(
				() -> refunds.refund(first.id(), new RefundAsk(null, null, PaymentMethod.CASH, "all of it"))));
		inAcme(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no")));
		MembershipSummary after = now(bought);
		assertThat(after.planName()).isEqualTo("Basic");
		assertThat(after.endsOn()).isEqualTo(bought.endsOn());
		night(TODAY.plusDays(100));
		assertThat(-balance(Account.DEFERRED_REVENUE)).isEqualTo(29_900 - 29_900 * 4 / 12);
		inAcme(() -> refunds.refund(first.id(), new RefundAsk(null, null, PaymentMethod.CASH, "all of it")));
		assertThat(balance(Account.DEFERRED_REVENUE)).isZero();
		assertThat(balance(Account.CASH)).isZero();
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void anUpgradeThatCostNothingLeavesThePlanBeforeAsItWasOnceItIsCalledOff() {
		MembershipSummary bought = buy(basic());
		PlanDetails same = plan("Same", 299);
		OrderDetails order = inAcme(() -> orders.upgrade(bought.id(), same.id(), OrderSource.STAFF));
		assertThat(order.state()).isEqualTo(OrderState.PAID);
		assertThat(now(bought).planName()).isEqualTo("Same");
		inAcme(() -> orders.cancel(order.id()));
		assertThat(now(bought).planName()).isEqualTo("Basic");
		assertThat(now(bought).endsOn()).isEqualTo(bought.endsOn());
		night(TODAY);
		assertThat(-balance(Account.DEFERRED_REVENUE)).isEqualTo(29_900 - 29_900 / 12);
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void anUpgradeGoesWithItsOrder() {
		MembershipSummary bought = buy(basic());
		OrderDetails order = inAcme(() -> orders.upgrade(bought.id(), gold().id(), OrderSource.STAFF));
		assertRefused("membership.cancel-its-order", () -> inAcme(() -> withdrawn(bought)));
		inAcme(() -> orders.cancel(order.id()));
		assertThat(inAcme(() -> changes.pending(bought.id()))).isEmpty();
		assertThat(inAcme(() -> changes.ofOrder(order.id().id())).map(MembershipChange::state)).contains("WITHDRAWN");
		inAcme(() -> orders.upgrade(bought.id(), gold().id(), OrderSource.STAFF));
	}

	@Test
	void whatCostsLessThanWhatIsNotUsedBeginsAtTheEnd() {
		MembershipSummary bought = buy(gold());
		assertRefused("membership.credit-above-price",
				() -> inAcme(() -> orders.upgrade(bought.id(), basic().id(), OrderSource.STAFF)));
		inAcme(() -> changes.changeAtEnd(bought.id(), basic().id()));
		assertRefused("membership.change-pending", () -> inAcme(() -> changes.changeAtEnd(bought.id(), basic().id())));
		inAcme(() -> withdrawn(bought));
		inAcme(() -> changes.changeAtEnd(bought.id(), basic().id()));
		sold(basic());
		assertThat(inAcme(() -> changes.pending(bought.id()))).isEmpty();
		assertThat(now(bought).planName()).isEqualTo("Gold");
		now = noon(TODAY.plusYears(1));
		assertThat(now(bought).planName()).as("also before the night").isEqualTo("Basic");
		night(TODAY.plusYears(1));
		assertThat(inAcme(() -> memberships.moves(bought.id())).stream().map(MembershipSummary.Move::what))
			.endsWith("PLAN_CHANGED");
	}

	@Test
	void aProratedRefundGoesBackAtOnceAndEndsTheMembershipAndMoreWaitsForAManager() {
		OrderDetails order = sold(fair());
		now = noon(TODAY.plusDays(100));
		UUID line = order.lines().get(0).id();
		RefundProposal proposal = Objects.requireNonNull(inAcme(() -> refunds.proposals(order.id())).get(line));
		assertThat(proposal.amount().minor()).isEqualTo(26_500);
		assertThat(staffRefund(order, new Money(26_501, "CNY")).isDone()).isFalse();
		assertThat(staffRefund(order, proposal.amount()).isDone()).isTrue();
		MembershipSummary ended = inAcme(() -> memberships.of(ann)).get(0);
		assertThat(ended.state()).isEqualTo(MembershipState.CANCELLED);
		assertThat(ended.endsOn()).isEqualTo(TODAY.plusDays(100));
		assertThat(balance(Account.DEFERRED_REVENUE)).isZero();
		assertThat(balance(Account.CASH)).isEqualTo(10_000);
		assertThat(inAcme(journal::balances)).isTrue();
	}

	/** Else who gives back half, and half of the rest, gives it all and takes nothing. */
	@Test
	void aShareOfTheDaysThatAreLeftWaitsForAManagerWhileTheyStay() {
		OrderDetails order = sold(fair());
		now = noon(TODAY.plusDays(100));
		UUID line = order.lines().get(0).id();
		assertThat(staffRefund(order, new RefundAsk(line, new Money(100, "CNY"), PaymentMethod.CASH, "late")).isDone())
			.isFalse();
		assertThat(inAcme(() -> memberships.of(ann)).get(0).state()).isEqualTo(MembershipState.ACTIVE);
		assertThat(staffRefund(order, new Money(100, "CNY")).isDone()).as("with the end").isTrue();
	}

	private PlanDetails fair() {
		return inAcme(
				() -> plans.get(plans.create(new NewPlan("Fair", "Fair", PlanTerm.YEARLY, new Money(36_500, "CNY"), 7,
						List.of(), new PlanConditions(null, null, null, 0, RefundPolicy.PRORATED, null, List.of())))));
	}

	@Test
	void whatIsPaidBackOfAMembershipThatGoesOnIsOwedNoMore() {
		OrderDetails order = sold(basic());
		UUID line = order.lines().get(0).id();
		night(TODAY);
		assertThat(-balance(Account.DEFERRED_REVENUE)).isEqualTo(27_409);
		RefundAsk half = new RefundAsk(line, new Money(14_950, "CNY"), PaymentMethod.CASH, "half of it");
		inAcme(() -> refunds.refund(order.id(), half));
		assertThat(-balance(Account.DEFERRED_REVENUE)).as("half of eleven months").isEqualTo(27_409 - 13_704);
		inAcme(() -> refunds.refund(order.id(),
				new RefundAsk(line, new Money(1, "CNY"), PaymentMethod.CASH, "a cent")));
		night(TODAY.plusMonths(6));
		long rest = -balance(Account.DEFERRED_REVENUE);
		assertThat(rest).isEqualTo(14_950 - 14_950 * 7 / 12);
		MembershipSummary bought = of();
		OrderDetails upgrade = inAcme(() -> orders.upgrade(bought.id(), gold().id(), OrderSource.STAFF));
		pay(upgrade);
		assertThat(-balance(Account.DEFERRED_REVENUE)).isEqualTo(59_900);
		inAcme(() -> refunds.refund(upgrade.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no")));
		assertThat(-balance(Account.DEFERRED_REVENUE)).isEqualTo(rest);
		night(TODAY.plusYears(1));
		assertThat(balance(Account.DEFERRED_REVENUE)).isZero();
		assertThat(balance(Account.DEFERRAL)).isZero();
		assertThat(inAcme(journal::balances)).isTrue();
	}

	@Test
	void whileAnUpgradeWaitsNothingOfWhatItTakesOffIsPaidBackAndNothingIsPaidInBetween() {
		OrderDetails first = sold(basic());
		MembershipSummary bought = of();
		OrderDetails renewal = inAcme(() -> orders.place(order(ann, basic())));
		now = noon(TODAY.plusDays(1));
		OrderDetails upgrade = inAcme(() -> orders.upgrade(bought.id(), gold().id(), OrderSource.STAFF));
		RefundAsk ends = new RefundAsk(first.lines().get(0).id(), new Money(1, "CNY"), PaymentMethod.CASH, "no", true);
		assertRefused("membership.change-pending", () -> inAcme(() -> refunds.refund(first.id(), ends)));
		assertRefused("membership.change-pending", () -> pay(renewal));
		pay(upgrade);
		assertThat(now(bought).planName()).isEqualTo("Gold");
		assertThat(now(bought).endsOn()).isEqualTo(TODAY.plusDays(1).plusYears(1));
	}

	@Test
	void anUpgradeThatIsPaidAfterTheEndAndPaidBackOwesTheOldPlanAgain() {
		buy(basic());
		MembershipSummary old = of();
		now = noon(TODAY.plusYears(1).minusDays(1));
		OrderDetails upgrade = inAcme(() -> orders.upgrade(old.id(), gold().id(), OrderSource.STAFF));
		now = noon(TODAY.plusYears(1));
		pay(upgrade);
		assertThat(inAcme(() -> memberships.of(ann))).hasSize(2);
		inAcme(() -> refunds.refund(upgrade.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no")));
		assertThat(-balance(Account.DEFERRED_REVENUE)).as("as no night has run").isEqualTo(29_900);
		night(TODAY.plusYears(1));
		assertThat(balance(Account.DEFERRED_REVENUE)).isZero();
	}

	private RefundOutcome staffRefund(OrderDetails order, Money amount) {
		return staffRefund(order,
				new RefundAsk(order.lines().get(0).id(), amount, PaymentMethod.CASH, "moved away", true));
	}

	private RefundOutcome staffRefund(OrderDetails order, RefundAsk ask) {
		return clock.callAt(now,
				() -> Objects.requireNonNull(
						onBehalf.of(Actor.SYSTEM, EnumSet.complementOf(EnumSet.of(Permission.REFUND_APPROVE)), false,
								acme, () -> refunds.refund(order.id(), ask))));
	}

	@Test
	void aPauseThatTheNightEndsLaysWhatAPersonWouldLay() {
		MembershipSummary bought = buy(basic());
		MembershipSummary other = bought(inAcme(() -> members.add(NewMember.named("Bob"))));
		for (MembershipSummary each : List.of(bought, other)) {
			inAcme(() -> pauses.pause(each.id(), "away"));
		}
		assertThat(now(bought).state()).isEqualTo(MembershipState.PAUSED);
		night(TODAY.plusDays(29));
		assertThat(now(bought).state()).isEqualTo(MembershipState.PAUSED);
		assertThat(-balance(Account.DEFERRED_REVENUE)).as("nothing is earned meanwhile").isEqualTo(2 * 29_900);
		now = noon(TODAY.plusDays(30));
		inAcme(() -> pauses.resume(other.id()));
		night(TODAY.plusDays(30));
		assertThat(now(bought).endsOn()).isEqualTo(TODAY.plusYears(1).plusDays(30));
		assertThat(now(other).endsOn()).isEqualTo(now(bought).endsOn());
		assertThat(inAcme(() -> pauses.of(bought.id()))).isEqualTo(inAcme(() -> pauses.of(other.id())));
		assertThat(-balance(Account.DEFERRED_REVENUE)).isEqualTo(2 * (29_900 - 29_900 / 12));
		sold(basic());
		assertThat(now(bought).endsOn()).as("laid anew it is the same").isEqualTo(TODAY.plusYears(2).plusDays(30));
		assertRefused("membership.no-pause-left", () -> inAcme(() -> pauses.pause(bought.id(), "again")));
	}

	@Test
	void aPauseAnUpgradeAndARenewalAtOnceLeaveOneOrder() throws Exception {
		for (int round = 0; round < 4; round++) {
			MemberId member = inAcme(() -> members.add(NewMember.named("Ann")));
			MembershipSummary one = bought(member);
			List<String> answers = race(List.of(
					() -> inAcme(() -> orders.upgrade(one.id(), gold().id(), OrderSource.STAFF)).id().toString(),
					() -> inAcme(() -> orders.upgrade(one.id(), gold().id(), OrderSource.STAFF)).id().toString(),
					() -> inAcme(() -> pauses.pause(one.id(), "away")).state().name(),
					() -> inAcme(() -> orders.placePaid(order(member, basic()), CASH)).id().toString(),
					() -> inAcme(() -> changes.changeAtEnd(one.id(), gold().id())).kind()));
			MembershipSummary after = now(one);
			List<MembershipSummary.Term> terms = inAcme(() -> memberships.terms(one.id()));
			boolean paused = after.state() == MembershipState.PAUSED;
			assertThat(answers).as("one change at a time, and none of a pause and an upgrade")
				.satisfies(all -> assertThat(Collections.frequency(all, "PAUSED")).isEqualTo(paused ? 1 : 0));
			assertThat(inAcme(() -> changes.pending(one.id())).filter(MembershipChange::upgrade).isPresent() && paused)
				.isFalse();
			for (int i = 1; i < terms.size(); i++) {
				assertThat(terms.get(i).from()).isEqualTo(terms.get(i - 1).to());
			}
			assertThat(inAcme(journal::balances)).isTrue();
		}
	}

	private List<String> race(List<Callable<String>> all) throws Exception {
		return Race.race(all.size(), i -> () -> {
			try {
				return all.get(i).call();
			}
			catch (DomainException refused) {
				return refused.getCode();
			}
		});
	}

	private MembershipSummary withdrawn(MembershipSummary membership) {
		changes.withdraw(membership.id());
		return membership;
	}

	private PlanDetails plan(String name, long yuan) {
		return inAcme(
				() -> plans.get(plans.create(new NewPlan(name, "Club", PlanTerm.YEARLY, new Money(yuan * 100, "CNY"), 0,
						List.of(), new PlanConditions(null, null, null, 30, RefundPolicy.OPEN, null, List.of())))));
	}

	private PlanDetails basic() {
		return Objects.requireNonNull(basic);
	}

	private PlanDetails gold() {
		return Objects.requireNonNull(gold);
	}

	private MembershipSummary buy(PlanDetails plan) {
		sold(plan);
		return of();
	}

	private MembershipSummary bought(MemberId member) {
		inAcme(() -> orders.placePaid(order(member, basic()), CASH));
		return inAcme(() -> memberships.of(member)).get(0);
	}

	private OrderDetails sold(PlanDetails plan) {
		return inAcme(() -> orders.placePaid(order(ann, plan), CASH));
	}

	private static NewOrder order(MemberId member, PlanDetails plan) {
		return new NewOrder(member, List.of(new NewOrder.Line(plan.product(), 1, null)), null, null, OrderSource.STAFF);
	}

	private void pay(OrderDetails order) {
		inAcme(() -> orders.markPaid(order.id(), CASH));
	}

	private MembershipSummary of() {
		return inAcme(() -> memberships.of(ann)).get(0);
	}

	private MembershipSummary now(MembershipSummary membership) {
		return inAcme(() -> memberships.get(membership.id()));
	}

	private void night(LocalDate day) {
		inAcme(() -> {
			nights.stream()
				.filter(night -> night.getClass().getName().contains("MembershipNight"))
				.forEach(night -> night.run(day));
			return day;
		});
	}

	private long balance(Account account) {
		return inAcme(() -> journal.balance(account)).minor();
	}

	private static Instant noon(LocalDate day) {
		return day.atTime(12, 0).atZone(ZONE).toInstant();
	}

	private <T> T inAcme(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now, () -> Objects.requireNonNull(onBehalf.ofSystem(acme, work)));
	}

}
