package io.guildhall.rebate;

import static io.guildhall.Race.notRefused;
import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.CASH;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.fulfilment.FulfilmentService;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.member.Belongings;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.table.TableFormat;
import lombok.RequiredArgsConstructor;

@HouseTest
@RequiredArgsConstructor
class RebateModuleTests {

	private static final Duration WINDOW = Duration.ofDays(8);

	private final RebateProgrammes programmes;

	private final Rebates rebates;

	private final RebatePayouts payouts;

	private final RebatePayoutReading reading;

	private final RebateDebts debts;

	private final RebateNight night;

	private final Belongings rebatesOfOne;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final FulfilmentService fulfilment;

	private final CatalogService catalog;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = ProductId.of(Ids.next().toString());

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("=Ann")));
		tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
	}

	@Test
	void promisesWithTheOrderAndTakesItBackWhenTheOrderIsNeverPaid() {
		UUID programme = running(yuan(5), yuan(5), null);
		OrderId order = unpaid(1);
		Rebate promised = only(order);
		assertThat(promised.state()).isEqualTo(RebateState.PROMISED);
		assertThat(promised.amount()).isEqualTo(yuan(5));
		assertThat(promised.earnedOn()).isNull();
		assertThat(balance(Account.REBATE_PROMISE)).as("a liability from the moment it is made").isEqualTo(yuan(-5));
		assertThat(as(() -> rebates.list(RebateFilter.of(unpaid(1)), null)).items()).as("the budget is used up")
			.isEmpty();
		as(() -> orders.cancel(order));
		assertThat(only(order).state()).isEqualTo(RebateState.CANCELLED);
		assertThat(balance(Account.REBATE_PROMISE)).isEqualTo(yuan(0));
		assertThat(balance(Account.REBATE_COST)).isEqualTo(yuan(0));
		assertThat(as(() -> programmes.figures(programme)).used()).isEqualTo(yuan(0));
		assertThat(only(paid(1)).amount()).as("what came back can be promised again").isEqualTo(yuan(5));
		assertBalanced();
	}

	@Test
	void isEarnedAfterTheWindowThenApprovedThenPaidOnce() {
		UUID programme = running(yuan(5), null, null);
		OrderId order = paid(1);
		UUID id = only(order).id();
		earn(Duration.ofDays(6));
		assertThat(only(order).state()).as("it may still be refunded").isEqualTo(RebateState.PROMISED);
		assertRefused("rebate.moved", () -> as(() -> rebates.approve(List.of(id))));
		earn(WINDOW);
		assertThat(only(order).state()).isEqualTo(RebateState.PENDING);
		assertThat(balance(Account.REBATE_PROMISE)).isEqualTo(yuan(0));
		assertThat(balance(Account.REBATE_LIABILITY)).isEqualTo(yuan(-5));
		earn(WINDOW);
		assertThat(balance(Account.REBATE_LIABILITY)).as("a second night changes nothing").isEqualTo(yuan(-5));
		assertRefused("rebate.nothing-to-pay", () -> as(() -> payouts.create(List.of(), null)));
		assertThat(later(() -> rebates.approve(List.of(id)))).isEqualTo(yuan(5));
		assertRefused("rebate.moved", () -> later(() -> rebates.approve(List.of(id))));
		RebatePayout payout = as(() -> payouts.create(List.of(id), "March"));
		assertRefused("rebate.moved", () -> as(() -> payouts.create(List.of(id), null)));
		assertThat(as(() -> payouts.paid(payout.id(), List.of(), "T-1")).paid()).isOne();
		assertRefused("rebate.moved", () -> as(() -> payouts.paid(payout.id(), List.of(), "T-1")));
		assertThat(only(order).state()).isEqualTo(RebateState.PAID);
		assertThat(balance(Account.REBATE_LIABILITY)).isEqualTo(yuan(0));
		assertThat(balance(Account.CASH)).isEqualTo(yuan(25));
		assertThat(as(() -> programmes.figures(programme)).paid()).isEqualTo(yuan(5));
		assertBalanced();
	}

	@Test
	void approvalAsksTheOrderItselfWithoutWaitingForANight() {
		running(yuan(5), null, null);
		OrderId order = paid(1);
		OrderId gone = paid(1);
		refund(gone, null);
		assertRefused("rebate.moved", () -> later(() -> rebates.approve(List.of(only(order).id(), only(gone).id()))));
		assertThat(only(order).state()).as("all or none").isEqualTo(RebateState.PROMISED);
		later(() -> rebates.approve(List.of(only(order).id())));
		assertThat(only(order).state()).isEqualTo(RebateState.APPROVED);
		assertThat(balance(Account.REBATE_LIABILITY)).isEqualTo(yuan(-5));
		assertBalanced();
	}

	@Test
	void aRefundBeforeThePayoutCutsItInProportionAndTheLastOneCancelsIt() {
		running(yuan(5), null, yuan(100));
		OrderId order = paid(1);
		refund(order, yuan(10));
		assertThat(only(order).amount()).isEqualTo(new Money(333, "CNY"));
		earn(WINDOW);
		later(() -> rebates.approve(List.of(only(order).id())));
		refund(order, yuan(10));
		assertThat(only(order).amount()).isEqualTo(new Money(166, "CNY"));
		assertThat(balance(Account.REBATE_LIABILITY)).isEqualTo(new Money(-166, "CNY"));
		refund(order, yuan(10));
		assertThat(only(order).state()).isEqualTo(RebateState.CANCELLED);
		assertThat(balance(Account.REBATE_LIABILITY)).isEqualTo(yuan(0));
		assertThat(balance(Account.REBATE_COST)).isEqualTo(yuan(0));
		assertRefused("rebate.nothing-to-pay", () -> as(() -> payouts.create(List.of(), null)));
		assertBalanced();
	}

	@Test
	void whyAPayoutFailedIsNotKeptOfWhoWasErased() {
		running(yuan(5), null, null);
		OrderId order = paid(1);
		earn(WINDOW);
		later(() -> rebates.approve(List.of(only(order).id())));
		RebatePayout payout = as(() -> payouts.create(List.of(), null));
		as(() -> {
			members.erase(ann);
			return ann;
		});
		as(() -> payouts.failed(payout.id(), List.of(), "Ann has moved"));
		assertThat(only(order).state()).isEqualTo(RebateState.FAILED);
		assertThat(as(() -> reading.items(payout.id(), null, null)).items()).singleElement()
			.returns(null, RebatePayout.Item::reference);
	}

	@Test
	void aRefundAfterThePayoutIsADebtThatTheNextPayoutSettles() {
		running(yuan(5), null, null);
		OrderId first = paidOut();
		refund(first, null);
		Rebate owed = only(first);
		assertThat(owed.state()).isEqualTo(RebateState.PAID);
		assertThat(owed.debt()).isEqualTo(yuan(5));
		assertThat(balance(Account.RECEIVABLE)).isEqualTo(yuan(5));
		assertThat(as(() -> rebates.list(RebateFilter.of(null, true), null)).items()).containsExactly(owed);
		List<OrderId> next = List.of(paid(1), paid(1));
		earn(WINDOW);
		later(() -> rebates.approve(next.stream().map(order -> only(order).id()).toList()));
		RebatePayout payout = as(() -> payouts.create(List.of(), null));
		assertThat(payout.amount()).isEqualTo(yuan(5));
		assertThat(payout.paid()).as("what nothing is left of is settled at once").isOne();
		assertThat(only(first).debt()).isEqualTo(yuan(0));
		as(() -> payouts.paid(payout.id(), List.of(), null));
		assertThat(balance(Account.RECEIVABLE)).isEqualTo(yuan(0));
		assertThat(balance(Account.REBATE_LIABILITY)).isEqualTo(yuan(0));
		assertThat(as(() -> debts.of(first(first)))).extracting(RebateDebts.Settlement::way)
			.containsExactly(SettlementWay.REBATE);
		assertBalanced();
	}

	@Test
	void whatAFailedPayoutWasToSettleIsOwedAgainAndItCanBeTriedAgain() {
		running(yuan(5), null, null);
		OrderId first = paidOut();
		refund(first, yuan(15));
		assertThat(only(first).debt()).isEqualTo(new Money(250, "CNY"));
		OrderId next = paid(1);
		earn(WINDOW);
		UUID id = only(next).id();
		later(() -> rebates.approve(List.of(id)));
		RebatePayout payout = as(() -> payouts.create(List.of(), null));
		assertThat(payout.amount()).isEqualTo(new Money(250, "CNY"));
		assertRefused("rebate.no-reason", () -> as(() -> payouts.failed(payout.id(), List.of(), " ")));
		as(() -> payouts.failed(payout.id(), List.of(), "No such account"));
		assertThat(only(next).state()).isEqualTo(RebateState.FAILED);
		assertThat(only(first).debt()).isEqualTo(new Money(250, "CNY"));
		assertThat(as(() -> rebates.retry(id)).state()).isEqualTo(RebateState.APPROVED);
		assertRefused("rebate.moved", () -> as(() -> rebates.retry(id)));
		RebatePayout again = as(() -> payouts.create(List.of(), null));
		as(() -> payouts.paid(again.id(), List.of(), "T-2"));
		assertThat(only(next).state()).isEqualTo(RebateState.PAID);
		assertThat(only(next).paid()).isEqualTo(yuan(5));
		assertThat(balance(Account.RECEIVABLE)).isEqualTo(yuan(0));
		assertThat(as(() -> debts.of(first(first)))).extracting(RebateDebts.Settlement::undone)
			.containsExactlyInAnyOrder(true, false);
		assertBalanced();
	}

	@Test
	void whatWasLostBeforeItWasEarnedNamesNoDayOnWhichItWouldBe() {
		running(yuan(5), null, null);
		OrderId order = paid(1);
		assertThat(only(order).earnedOn()).as("as things stand").isNotNull();
		refund(order, null);
		assertThat(only(order).state()).isEqualTo(RebateState.CANCELLED);
		assertThat(only(order).earnedOn()).isNull();
		OrderId late = paid(1);
		earn(WINDOW);
		refund(late, null);
		assertThat(only(late).state()).isEqualTo(RebateState.CANCELLED);
		assertThat(only(late).earnedOn()).as("it was, and was lost after that").isNotNull();
	}

	@Test
	void aRefundWhileThePayoutIsUnderWayIsADebtOnceTheMoneyWent() {
		running(yuan(5), null, null);
		OrderId order = paid(1);
		earn(WINDOW);
		later(() -> rebates.approve(List.of(only(order).id())));
		RebatePayout payout = as(() -> payouts.create(List.of(), null));
		refund(order, null);
		assertThat(only(order).state()).isEqualTo(RebateState.CANCELLED);
		assertThat(as(() -> reading.items(payout.id(), null, null)).items()).extracting(RebatePayout.Item::late)
			.containsExactly(true);
		as(() -> payouts.paid(payout.id(), List.of(), "T-1"));
		assertThat(only(order).state()).isEqualTo(RebateState.PAID);
		assertThat(only(order).debt()).isEqualTo(yuan(5));
		assertThat(balance(Account.RECEIVABLE)).isEqualTo(yuan(5));
		UUID id = only(order).id();
		assertRefused("rebate.no-debt", () -> as(() -> debts.settle(id, SettlementWay.PAID_BACK, yuan(6), null)));
		assertRefused("rebate.no-reason", () -> as(() -> debts.settle(id, SettlementWay.WAIVED, null, null)));
		as(() -> debts.settle(id, SettlementWay.PAID_BACK, yuan(3), null));
		as(() -> debts.settle(id, SettlementWay.WAIVED, null, "moved away"));
		assertThat(only(order).debt()).isEqualTo(yuan(0));
		assertRefused("rebate.no-debt", () -> as(() -> debts.settle(id, SettlementWay.PAID_BACK, null, null)));
		assertThat(balance(Account.RECEIVABLE)).isEqualTo(yuan(0));
		assertThat(balance(Account.REBATE_COST)).isEqualTo(yuan(2));
		assertThat(balance(Account.CASH)).isEqualTo(yuan(-2));
		assertBalanced();
	}

	@Test
	void whatIsOnItsWayHoldsItsBudgetUntilItFails() {
		UUID programme = running(yuan(5), yuan(5), yuan(5));
		OrderId order = paid(1);
		earn(WINDOW);
		later(() -> rebates.approve(List.of(only(order).id())));
		RebatePayout payout = as(() -> payouts.create(List.of(), null));
		refund(order, null);
		assertThat(used(programme)).as("it may be paid all the same").isEqualTo(yuan(5));
		assertThat(as(() -> rebates.list(RebateFilter.of(unpaid(1)), null)).items()).isEmpty();
		as(() -> payouts.failed(payout.id(), List.of(), "No such account"));
		assertThat(used(programme)).isEqualTo(yuan(0));
		assertThat(only(order).state()).isEqualTo(RebateState.CANCELLED);
		OrderId next = paid(1);
		assertThat(only(next).amount()).as("the limit of the member too").isEqualTo(yuan(5));
		earn(WINDOW);
		later(() -> rebates.approve(List.of(only(next).id())));
		RebatePayout again = as(() -> payouts.create(List.of(), null));
		refund(next, yuan(15));
		as(() -> payouts.paid(again.id(), List.of(), "T-1"));
		assertThat(used(programme)).as("what was paid stays taken").isEqualTo(yuan(5));
		assertThat(as(() -> rebates.list(RebateFilter.of(unpaid(1)), null)).items()).isEmpty();
		assertBalanced();
	}

	@Test
	void onePayoutFailsAndItsRefundComesAtTheSameTimeAndTheBudgetIsWholeAgain() throws Exception {
		UUID programme = running(yuan(5), yuan(5), null);
		for (int round = 0; round < 5; round++) {
			OrderId order = paid(1);
			earn(WINDOW);
			later(() -> rebates.approve(List.of(only(order).id())));
			RebatePayout payout = as(() -> payouts.create(List.of(only(order).id()), null));
			notRefused(List.of(() -> as(() -> payouts.failed(payout.id(), List.of(), "No such account")),
					() -> as(() -> refunds.refund(order, new RefundAsk(null, null, PaymentMethod.CASH, "back")))));
			assertThat(used(programme)).isEqualTo(yuan(0));
		}
		assertBalanced();
	}

	@Test
	void neverPromisesMoreThanTheBudgetHoweverManyOrderAtOnce() throws Exception {
		UUID programme = running(yuan(5), yuan(22), null);
		List<Callable<OrderId>> rush = Collections.nCopies(8, () -> unpaid(1));
		notRefused(rush);
		RebateFigures figures = as(() -> programmes.figures(programme));
		assertThat(figures.promised()).isEqualTo(yuan(22));
		assertThat(figures.orders()).as("the last one got what was left").isEqualTo(5);
		assertThat(figures.used()).isEqualTo(yuan(22));
		assertThat(balance(Account.REBATE_PROMISE)).isEqualTo(yuan(-22));
		assertBalanced();
	}

	/** ★ Orders take from two budgets, and refunds give back to them, in one order. */
	@Test
	void ordersAndRefundsThatWantTheSameBudgetsDoNotWaitInACircle() throws Exception {
		ProductId cup = as(() -> catalog.create(new NewProduct("Cup", ProductKind.GOODS, yuan(30), null)));
		LocalDate last = LocalDate.now(clock).plusDays(30);
		RebateTerms cups = new RebateTerms("Cups", List.of(cup), yuan(5), null, null, last.minusDays(40), last, 7, null,
				yuan(1000), null);
		UUID ofCups = as(() -> programmes.activate(programmes.create(cups).id())).id();
		UUID ofAll = running(yuan(5), yuan(1000), null);
		NewOrder both = new NewOrder(ann, List.of(new NewOrder.Line(tea, 1, null), new NewOrder.Line(cup, 1, null)),
				null, null, OrderSource.STAFF);
		notRefused(Collections.nCopies(6, () -> {
			for (int round = 0; round < 6; round++) {
				OrderId order = as(() -> orders.placePaid(both, CASH).id());
				refund(order, null);
			}
			return ofAll;
		}));
		assertThat(used(ofCups)).isEqualTo(yuan(0));
		assertThat(used(ofAll)).isEqualTo(yuan(0));
		assertThat(as(() -> programmes.figures(ofCups)).orders()).as("all had been promised").isEqualTo(36);
		assertBalanced();
	}

	@Test
	void neverPromisesAMemberMoreThanTheLimitHoweverManyOrderAtOnce() throws Exception {
		UUID programme = running(yuan(5), null, yuan(12));
		notRefused(Collections.nCopies(6, () -> unpaid(1)));
		assertThat(as(() -> programmes.figures(programme)).promised()).isEqualTo(yuan(12));
		MemberId bob = as(() -> members.add(NewMember.named("Bob")));
		assertThat(only(order(bob, 1, false)).amount()).as("each has a limit of their own").isEqualTo(yuan(5));
	}

	@Test
	void isPutOnOneListAndPaidOnceHoweverManyDoItAtOnce() throws Exception {
		running(yuan(5), null, null);
		List<OrderId> some = List.of(paid(1), paid(1), paid(1));
		earn(WINDOW);
		later(() -> rebates.approve(some.stream().map(order -> only(order).id()).toList()));
		assertThat(notRefused(Collections.nCopies(4, () -> as(() -> payouts.create(List.of(), null))))).isOne();
		RebatePayout payout = as(() -> reading.list(null)).items().get(0);
		assertThat(payout.items()).isEqualTo(3);
		assertThat(notRefused(Collections.nCopies(4, () -> as(() -> payouts.paid(payout.id(), List.of(), "T-1")))))
			.isOne();
		assertThat(balance(Account.CASH)).isEqualTo(yuan(3 * 30 - 3 * 5));
		assertBalanced();
	}

	@Test
	void aRefundAndAPayoutAtTheSameTimeComeToTheSameInTheEnd() throws Exception {
		running(yuan(5), null, null);
		for (int round = 0; round < 5; round++) {
			OrderId order = paid(1);
			earn(WINDOW);
			later(() -> rebates.approve(List.of(only(order).id())));
			RebatePayout payout = as(() -> payouts.create(List.of(only(order).id()), null));
			notRefused(List.of(() -> as(() -> payouts.paid(payout.id(), List.of(), null)),
					() -> as(() -> refunds.refund(order, new RefundAsk(null, null, PaymentMethod.CASH, "back")))));
			assertThat(only(order).debt()).isEqualTo(yuan(5));
			as(() -> debts.settle(only(order).id(), SettlementWay.PAID_BACK, null, null));
		}
		assertThat(balance(Account.RECEIVABLE)).isEqualTo(yuan(0));
		assertThat(balance(Account.REBATE_COST)).isEqualTo(yuan(0));
		assertBalanced();
	}

	@Test
	void aboveTheLimitOthersApprove() {
		UUID programme = running(yuan(5), null, null);
		UUID small = only(paid(1)).id();
		earn(WINDOW);
		assertThat(staff(() -> rebates.approve(List.of(small)))).isEqualTo(yuan(5));
		as(() -> programmes.end(programme));
		running(yuan(40_000), null, null);
		List<UUID> both = List.of(only(order(ann, 2_000, true)).id(), only(paid(1)).id());
		earn(WINDOW);
		assertRefused("rebate.above-limit", () -> staff(() -> rebates.approve(both)));
		assertThat(later(() -> rebates.approve(both))).as("never more than was paid").isEqualTo(yuan(40_030));
	}

	@Test
	void onlyADraftIsChangedOrBegunAndOnlyWhatRunsPromises() {
		LocalDate last = LocalDate.now(clock).plusDays(30);
		RebateProgramme draft = as(() -> programmes.create(terms("Draft", yuan(5), null, null, last)));
		assertThat(as(() -> rebates.list(RebateFilter.of(paid(1)), null)).items()).isEmpty();
		RebateProgramme changed = as(
				() -> programmes.change(draft.id(), terms("Other", yuan(6), null, null, last), draft.version()));
		assertThat(changed.terms().name()).isEqualTo("Other");
		assertThatExceptionOfType(org.springframework.orm.ObjectOptimisticLockingFailureException.class)
			.isThrownBy(() -> as(() -> programmes.change(draft.id(), draft.terms(), draft.version())));
		assertRefused("rebate.not-active", () -> as(() -> programmes.end(draft.id())));
		as(() -> programmes.activate(draft.id()));
		assertRefused("rebate.not-a-draft", () -> as(() -> programmes.activate(draft.id())));
		assertRefused("rebate.not-a-draft", () -> as(() -> programmes.change(draft.id(), draft.terms(), null)));
		OrderId order = paid(1);
		assertThat(only(order).amount()).isEqualTo(yuan(6));
		as(() -> programmes.end(draft.id()));
		assertThat(as(() -> rebates.list(RebateFilter.of(paid(1)), null)).items()).isEmpty();
		assertThat(only(order).state()).as("what was promised stays").isEqualTo(RebateState.PROMISED);
		RebateProgramme over = as(
				() -> programmes.create(terms("Over", yuan(5), null, null, LocalDate.now(clock).minusDays(3))));
		assertRefused("rebate.over", () -> as(() -> programmes.activate(over.id())));
	}

	@Test
	void goesAlongWhenTwoMembersAreOneAndSoDoesWhatItTakesOfTheLimit() {
		UUID programme = running(yuan(5), null, yuan(12));
		paid(1);
		MemberId bob = as(() -> members.add(NewMember.named("Bob")));
		order(bob, 1, true);
		UUID merge = Ids.next();
		String moved = as(() -> rebatesOfOne.move(merge, bob, ann));
		assertThat(as(() -> rebatesOfOne.count(ann))).isEqualTo(2);
		assertThat(only(paid(1)).amount()).as("ten of the twelve are used").isEqualTo(yuan(2));
		as(() -> {
			rebatesOfOne.moveBack(merge, bob, ann, moved);
			return 0;
		});
		assertThat(as(() -> rebatesOfOne.count(bob))).isOne();
		assertThat(only(paid(1)).amount()).isEqualTo(yuan(5));
		assertThat(as(() -> programmes.figures(programme)).promised()).isEqualTo(yuan(17));
	}

	@Test
	void takesAPayoutOutAsATableInWhichNoNameIsAFormula() {
		running(yuan(5), null, null);
		paid(1);
		earn(WINDOW);
		later(() -> rebates
			.approve(rebates.list(RebateFilter.of(ann), null).items().stream().map(Rebate::id).toList()));
		RebatePayout payout = as(() -> payouts.create(List.of(), null));
		ByteArrayOutputStream csv = new ByteArrayOutputStream();
		as(() -> {
			reading.export(payout.id(), TableFormat.CSV, csv);
			return 0;
		});
		assertThat(csv.toString(StandardCharsets.UTF_8)).contains("item_id,member_id,name,order_no,amount")
			.contains("'=Ann")
			.contains(",5.00,CNY,OPEN,");
	}

	private UUID first(OrderId order) {
		return only(order).id();
	}

	private OrderId paidOut() {
		OrderId order = paid(1);
		earn(WINDOW);
		later(() -> rebates.approve(List.of(only(order).id())));
		RebatePayout payout = as(() -> payouts.create(List.of(), null));
		as(() -> payouts.paid(payout.id(), List.of(), "T-0"));
		return order;
	}

	private @Nullable Money used(UUID programme) {
		return as(() -> programmes.figures(programme)).used();
	}

	private UUID running(Money amount, @Nullable Money budget, @Nullable Money perMember) {
		return as(() -> programmes.activate(
				programmes.create(terms("Cash back", amount, budget, perMember, LocalDate.now(clock).plusDays(30)))
					.id()))
			.id();
	}

	private static RebateTerms terms(String name, Money amount, @Nullable Money budget, @Nullable Money perMember,
			LocalDate last) {
		return new RebateTerms(name, List.of(), amount, null, null, last.minusDays(40), last, 7, perMember, budget,
				null);
	}

	private OrderId unpaid(int quantity) {
		return order(ann, quantity, false);
	}

	private OrderId paid(int quantity) {
		return order(ann, quantity, true);
	}

	/** One that is paid is handed over at once. */
	private OrderId order(MemberId member, int quantity, boolean pay) {
		NewOrder wanted = new NewOrder(member, List.of(new NewOrder.Line(tea, quantity, null)), null, null,
				OrderSource.STAFF);
		OrderDetails placed = as(() -> pay ? orders.placePaid(wanted, CASH) : orders.place(wanted));
		if (pay) {
			as(() -> fulfilment.handOver(placed.id().id(), List.of()));
		}
		return placed.id();
	}

	private void refund(OrderId order, @Nullable Money amount) {
		as(() -> refunds.refund(order, new RefundAsk(null, amount, PaymentMethod.CASH, "does not like it")));
	}

	/** The night after so long. */
	private void earn(Duration after) {
		Instant then = clock.instant().plus(after);
		clock.callAt(then, () -> as(() -> {
			night.run(LocalDate.ofInstant(then, ZoneId.of("Asia/Shanghai")));
			return 0;
		}));
	}

	private Rebate only(OrderId order) {
		List<Rebate> all = as(() -> rebates.list(RebateFilter.of(order), null)).items();
		assertThat(all).hasSize(1);
		return all.get(0);
	}

	private Money balance(Account account) {
		return as(() -> journal.balance(account));
	}

	private void assertBalanced() {
		assertThat(as(journal::balances)).isTrue();
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

	private <T> T later(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(clock.instant().plus(WINDOW), () -> as(work));
	}

	private <T> T staff(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(clock.instant().plus(WINDOW), () -> onBehalf.of(Actor.SYSTEM,
				EnumSet.of(Permission.ORDER_RECORD, Permission.SALES_READ), false, acme, work));
	}

}
