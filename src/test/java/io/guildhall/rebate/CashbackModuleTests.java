package io.guildhall.rebate;

import static io.guildhall.Race.notRefused;
import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.CASH;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.coupon.BatchBudget;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponDebts;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.liability.Liabilities;
import io.guildhall.liability.LiabilityPeriod;
import io.guildhall.liability.LiabilityReport;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderDiscount;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderPromise;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * ★ Coupons that promise money back: a liability from their issue on, then a rebate of
 * the order that was paid with them.
 */
@HouseTest
@RequiredArgsConstructor
class CashbackModuleTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");

	private static final int WAIT = 7;

	private static final CouponConditions TOGETHER = new CouponConditions(List.of(), false, true, 0);

	private final Rebates rebates;

	private final RebatePayouts payouts;

	private final RebateProgrammes programmes;

	private final RebateNight night;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponService coupons;

	private final CouponDebts couponDebts;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CatalogService catalog;

	private final MemberService members;

	private final JournalService journal;

	private final Liabilities liabilities;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final ScopedClock clock;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = new ProductId(Ids.next());

	private ProductId cup = new ProductId(Ids.next());

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		as(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
		tea = as(() -> catalog.create(new NewProduct("Tea tasting", ProductKind.COURSE, yuan(30), null)));
		cup = as(() -> catalog.create(new NewProduct("Cup", ProductKind.GOODS, yuan(20), null)));
	}

	@Test
	void thePriceStaysAndARebateArisesWithThePayment() {
		BatchId batch = batch(CouponTerms.ofCashback(yuan(5), yuan(30), WAIT), CouponConditions.NONE, yuan(50));
		CouponId coupon = issue(batch);
		assertThat(balance(Account.COUPON_PROMISE)).as("owed from the issue on").isEqualTo(yuan(-5));
		OrderDetails order = place(List.of(coupon), tea);
		assertThat(order.total()).isEqualTo(yuan(30));
		assertThat(order.cashback()).isEqualTo(yuan(5));
		assertThat(order.discounts()).isEmpty();
		assertThat(promised(order.id())).as("it is not paid").isEmpty();
		assertThat(as(() -> orders.get(order.id())).cashback()).isEqualTo(yuan(5));
		assertThat(as(() -> orders.get(order.id())).coupon()).isEqualTo(coupon);
		pay(order.id());
		Rebate rebate = only(order.id());
		assertThat(rebate.state()).isEqualTo(RebateState.PROMISED);
		assertThat(rebate.amount()).isEqualTo(yuan(5));
		assertThat(rebate.coupon()).isEqualTo(coupon);
		assertThat(rebate.batch()).isEqualTo(batch);
		assertThat(rebate.programme()).isNull();
		assertThat(rebate.name()).isEqualTo("Back");
		assertThat(rebate.earnedOn()).isEqualTo(LocalDate.of(2026, 3, 8));
		assertThat(state(coupon)).isEqualTo(CouponState.USED);
		assertThat(balance(Account.COUPON_PROMISE)).isEqualTo(yuan(0));
		assertThat(balance(Account.COUPON_COST)).isEqualTo(yuan(0));
		assertThat(balance(Account.REBATE_PROMISE)).isEqualTo(yuan(-5));
		assertThat(balance(Account.REBATE_COST)).isEqualTo(yuan(5));
		assertThat(as(() -> rebates.list(RebateFilter.of(null, false).ofBatch(batch), null)).items())
			.containsExactly(rebate);
		assertThat(as(() -> rebates.list(RebateFilter.of(coupon), null)).items()).containsExactly(rebate);
		assertBalanced();
	}

	@Test
	void goesTheWayOfEveryRebateAfterTheWindow() {
		OrderId order = paid(List.of(coupon(CouponTerms.ofCashback(yuan(5), yuan(0), WAIT))), tea);
		UUID id = only(order).id();
		assertRefused("rebate.moved", () -> at(6, () -> rebates.approve(List.of(id))));
		at(WAIT, () -> {
			night.run(LocalDate.of(2026, 3, 8));
			return 0;
		});
		assertThat(only(order).state()).isEqualTo(RebateState.PENDING);
		assertThat(balance(Account.REBATE_LIABILITY)).isEqualTo(yuan(-5));
		paidOut(id);
		assertThat(only(order).state()).isEqualTo(RebateState.PAID);
		assertThat(balance(Account.REBATE_LIABILITY)).isEqualTo(yuan(0));
		assertThat(balance(Account.CASH)).isEqualTo(yuan(25));
		assertBalanced();
	}

	@Test
	void aShareIsOfWhatIsPaidForItsProductsUpToItsCapAndWhatIsLeftIsFreeInTheBudget() {
		CouponConditions teaOnly = new CouponConditions(List.of(tea), false, true, 0);
		BatchId batch = batch(CouponTerms.ofCashback(2_000, yuan(10), yuan(0), WAIT), teaOnly, yuan(20));
		CouponId back = issue(batch);
		assertThat(budget(batch)).isEqualTo(new BatchBudget(yuan(20), yuan(0), yuan(10), yuan(10)));
		CouponId off = coupon(CouponTerms.ofAmount(yuan(5), yuan(0)), TOGETHER);
		OrderDetails order = place(List.of(back, off), tea, cup);
		assertThat(order.total()).isEqualTo(yuan(45));
		assertThat(order.discounts()).extracting(OrderDiscount::coupon).containsExactly(off);
		assertThat(order.cashback()).as("a fifth of 27").isEqualTo(new Money(540, "CNY"));
		assertThat(budget(batch).reserved()).as("held, at its most").isEqualTo(yuan(10));
		pay(order.id());
		assertThat(only(order.id()).amount()).isEqualTo(new Money(540, "CNY"));
		assertThat(budget(batch))
			.isEqualTo(new BatchBudget(yuan(20), new Money(540, "CNY"), yuan(0), new Money(1_460, "CNY")));
		assertThat(List.of(back, off)).allSatisfy(id -> assertThat(state(id)).isEqualTo(CouponState.USED));
		OrderId dear = paid(List.of(issue(batch)), tea, tea);
		assertThat(only(dear).amount()).as("never above the cap").isEqualTo(yuan(10));
		assertBalanced();
	}

	@Test
	void togetherNeverMoreComesBackThanIsPaid() {
		List<CouponId> two = List.of(coupon(CouponTerms.ofCashback(yuan(15), yuan(0), WAIT), TOGETHER),
				coupon(CouponTerms.ofCashback(yuan(15), yuan(0), 30), TOGETHER));
		OrderDetails order = place(two, cup);
		assertThat(order.cashback()).isEqualTo(yuan(20));
		pay(order.id());
		assertThat(promised(order.id())).extracting(Rebate::amount).containsExactlyInAnyOrder(yuan(15), yuan(5));
		CouponId alone = coupon(CouponTerms.ofCashback(yuan(5), yuan(0), WAIT));
		CouponId off = coupon(CouponTerms.ofAmount(yuan(5), yuan(0)), TOGETHER);
		assertRefused("coupon.alone", () -> place(List.of(alone, off), tea));
		assertBalanced();
	}

	@Test
	void whatWouldPromiseNothingIsNotUsed() {
		CouponId back = coupon(CouponTerms.ofCashback(yuan(5), yuan(30), WAIT), TOGETHER);
		CouponId free = coupon(CouponTerms.ofAmount(yuan(100), yuan(0)), TOGETHER);
		assertRefused("coupon.below-threshold", () -> place(List.of(back), cup));
		assertRefused("coupon.discounts-nothing", () -> place(List.of(back, free), tea));
		assertRefused("coupon.discounts-nothing", () -> paid(List.of(back, free), tea));
		assertRefused("coupon.discounts-nothing", () -> as(() -> orders.quote(wanted(List.of(back, free), tea))));
		assertThat(List.of(back, free)).allSatisfy(id -> assertThat(state(id)).isEqualTo(CouponState.ISSUED));
		assertThat(as(() -> orders.quote(wanted(List.of(back), tea))).cashback()).isEqualTo(yuan(5));
	}

	@Test
	void anOrderThatIsNotPaidPromisesNothingAndItsCouponComesBack() {
		BatchId batch = batch(CouponTerms.ofCashback(yuan(5), yuan(0), WAIT), CouponConditions.NONE, yuan(5));
		CouponId coupon = issue(batch);
		OrderDetails order = place(List.of(coupon), tea);
		as(() -> orders.cancel(order.id()));
		assertThat(promised(order.id())).isEmpty();
		assertThat(state(coupon)).isEqualTo(CouponState.ISSUED);
		assertThat(balance(Account.COUPON_PROMISE)).isEqualTo(yuan(-5));
		assertThat(budget(batch).reserved()).isEqualTo(yuan(5));
		assertThat(only(paid(List.of(coupon), tea)).amount()).isEqualTo(yuan(5));
		assertBalanced();
	}

	@Test
	void aRefundInPartCutsItAndOneInFullBringsTheCouponBack() {
		BatchId batch = batch(CouponTerms.ofCashback(yuan(9), yuan(0), WAIT), CouponConditions.NONE, yuan(9));
		CouponId coupon = issue(batch);
		OrderId order = paid(List.of(coupon), tea);
		refund(order, yuan(10));
		assertThat(only(order).amount()).isEqualTo(yuan(6));
		assertThat(balance(Account.REBATE_PROMISE)).isEqualTo(yuan(-6));
		assertThat(state(coupon)).isEqualTo(CouponState.USED);
		assertThat(budget(batch).spent()).as("used is used, as with a discount").isEqualTo(yuan(9));
		refund(order, null);
		assertThat(only(order).state()).isEqualTo(RebateState.CANCELLED);
		assertThat(state(coupon)).isEqualTo(CouponState.ISSUED);
		assertThat(balance(Account.REBATE_PROMISE)).isEqualTo(yuan(0));
		assertThat(balance(Account.REBATE_COST)).isEqualTo(yuan(0));
		assertThat(balance(Account.COUPON_PROMISE)).isEqualTo(yuan(-9));
		assertThat(budget(batch)).isEqualTo(new BatchBudget(yuan(9), yuan(0), yuan(9), yuan(0)));
		assertThat(only(paid(List.of(coupon), tea)).amount()).as("once more").isEqualTo(yuan(9));
		assertThat(as(() -> rebates.list(RebateFilter.of(coupon), null)).items()).hasSize(2);
		assertBalanced();
	}

	@Test
	void aRefundAfterThePayoutLeavesADebt() {
		CouponId coupon = coupon(CouponTerms.ofCashback(yuan(5), yuan(0), WAIT));
		OrderId order = paid(List.of(coupon), tea);
		paidOut(only(order).id());
		refund(order, null);
		assertThat(only(order).debt()).isEqualTo(yuan(5));
		assertThat(balance(Account.RECEIVABLE)).isEqualTo(yuan(5));
		assertThat(at(0, () -> coupons.get(coupon)).state()).isEqualTo(CouponState.ISSUED);
		assertBalanced();
	}

	@Test
	void aFailedPayoutOfWhatACouponPromisedCanBeTriedAgain() {
		OrderId order = paid(List.of(coupon(CouponTerms.ofCashback(yuan(9), yuan(0), WAIT))), tea);
		at(WAIT, () -> rebates.approve(List.of(only(order).id())));
		RebatePayout payout = as(() -> payouts.create(List.of(), null));
		refund(order, yuan(10));
		as(() -> payouts.failed(payout.id(), List.of(), "No such account"));
		as(() -> rebates.retry(only(order).id()));
		RebatePayout again = as(() -> payouts.create(List.of(), null));
		assertThat(again.amount()).isEqualTo(yuan(6));
		as(() -> payouts.paid(again.id(), List.of(), "T-2"));
		assertThat(only(order).paid()).isEqualTo(yuan(6));
		assertBalanced();
	}

	@Test
	void standsBesideWhatAProgrammePromises() {
		LocalDate day = LocalDate.of(2026, 3, 1);
		as(() -> programmes.activate(programmes
			.create(new RebateTerms("Cash back", List.of(), yuan(3), null, null, day, day, 7, null, null, null))
			.id()));
		OrderId order = paid(List.of(coupon(CouponTerms.ofCashback(yuan(5), yuan(0), WAIT))), tea);
		assertThat(promised(order)).extracting(Rebate::amount).containsExactlyInAnyOrder(yuan(5), yuan(3));
		refund(order, null);
		assertThat(promised(order)).extracting(Rebate::state).containsOnly(RebateState.CANCELLED);
		assertBalanced();
	}

	/**
	 * ★ The coupon was promised before the order, so its money comes first; what the
	 * programme promises less for it is told before anybody confirms, and stays told.
	 */
	@Test
	void togetherWithAProgrammeNeverMoreComesBackThanIsPaidForALine() {
		programme(7_000, null);
		CouponId back = coupon(CouponTerms.ofCashback(yuan(20), yuan(0), WAIT), only(tea));
		NewOrder wanted = wanted(List.of(back), tea, cup);
		assertThat(as(() -> orders.quote(wanted)).promises()).singleElement().satisfies(this::promisesLess);
		OrderDetails order = place(List.of(back), tea, cup);
		assertThat(order.promises()).singleElement().satisfies(this::promisesLess);
		assertThat(as(() -> orders.get(order.id())).promises()).isEqualTo(order.promises());
		pay(order.id());
		assertThat(promised(order.id())).extracting(Rebate::amount).containsExactlyInAnyOrder(yuan(20), yuan(24));
		assertThat(balance(Account.REBATE_PROMISE)).isEqualTo(yuan(-44));
		UUID teaLine = order.lines().get(0).id();
		refund(order.id(), teaLine, yuan(15));
		assertThat(promised(order.id())).extracting(Rebate::amount).containsExactlyInAnyOrder(yuan(10), yuan(19));
		refund(order.id(), order.lines().get(1).id(), null);
		assertThat(promised(order.id())).extracting(Rebate::amount)
			.as("all that is left of the tea, and no more")
			.containsExactlyInAnyOrder(yuan(10), yuan(5));
		assertBalanced();
	}

	private void promisesLess(OrderPromise promise) {
		assertThat(promise.name()).isEqualTo("Cash back");
		assertThat(promise.amount()).as("10 of the tea, 14 of the cup").isEqualTo(yuan(24));
		assertThat(promise.cut()).isEqualTo(yuan(11));
	}

	@Test
	void whereAllIsPromisedBackAProgrammePromisesNothingAndThatIsTold() {
		programme(1_000, null);
		CouponId back = coupon(CouponTerms.ofCashback(yuan(30), yuan(0), WAIT));
		OrderId order = paid(List.of(back), tea);
		assertThat(only(order).amount()).isEqualTo(yuan(30));
		assertThat(as(() -> orders.get(order)).promises()).extracting(OrderPromise::amount, OrderPromise::cut)
			.containsExactly(tuple(yuan(0), yuan(3)));
		assertThat(as(() -> orders.get(paid(List.of(), cup))).promises())
			.extracting(OrderPromise::amount, OrderPromise::cut)
			.containsExactly(tuple(yuan(2), yuan(0)));
	}

	/** Coupons of several lines, one after the other, keep apart after refunds too. */
	@Test
	void whatSeveralCouponsPromiseStaysBelowWhatIsPaidForEachLineAfterRefunds() {
		List<CouponId> two = List.of(coupon(CouponTerms.ofCashback(yuan(30), yuan(0), WAIT), only(tea)),
				coupon(CouponTerms.ofCashback(yuan(30), yuan(0), WAIT), TOGETHER));
		OrderDetails order = place(two, tea, cup);
		assertThat(order.cashback()).isEqualTo(yuan(50));
		pay(order.id());
		refund(order.id(), order.lines().get(1).id(), null);
		assertThat(promised(order.id()).stream().map(Rebate::amount).reduce(Money::plus)).hasValue(yuan(30));
		assertBalanced();
	}

	/** ★ Whatever orders, payments and refunds do at once. */
	@Test
	void howeverManyOrderAndRefundAtOnceNoLinePromisesMoreThanIsPaidForIt() throws Exception {
		UUID programme = programme(5_000, yuan(100));
		BatchId batch = batch(CouponTerms.ofCashback(7_000, yuan(100), yuan(0), WAIT), TOGETHER, null);
		List<Callable<Boolean>> buyers = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			MemberId buyer = (i < 6) ? ann : as(() -> members.add(NewMember.named("Buyer")));
			boolean waits = i % 2 == 0;
			CouponId held = as(() -> issuing.issue(batch, buyer, null)).id();
			NewOrder wanted = new NewOrder(buyer,
					List.of(new NewOrder.Line(tea, 1, null), new NewOrder.Line(cup, 1, null)), List.of(held), null,
					OrderSource.STAFF, null);
			buyers.add(() -> {
				OrderDetails order = waits ? as(() -> orders.place(wanted)) : as(() -> orders.placePaid(wanted, CASH));
				if (waits) {
					pay(order.id());
				}
				refund(order.id(), order.lines().get(0).id(), new Money(777, "CNY"));
				return true;
			});
		}
		assertThat(notRefused(buyers)).isEqualTo(12);
		String over = as(() -> Objects.requireNonNull(transaction.execute(status -> jdbc
			.sql("""
					select count(*) filter (where p.minor > l.total_minor - l.refunded_minor) as over, count(*) as lines
					from order_line_facts l
					join lateral (select sum(trunc(cast(part.minor as numeric) * (l.total_minor - l.refunded_minor)
							/ l.total_minor)) as minor
						from rebates r cross join lateral unnest(r.line_ids, r.line_minors) as part (line_id, minor)
						where r.organization_id = :acme and r.order_id = l.order_id and part.line_id = l.line_id) as p on true
					where l.organization_id = :acme
					""")
			.param("acme", acme)
			.query((row, number) -> row.getLong("over") + "/" + row.getLong("lines"))
			.single())));
		assertThat(over).isEqualTo("0/24");
		assertThat(as(() -> rebates.list(RebateFilter.of(null, false), null)).items()
			.stream()
			.filter(rebate -> programme.equals(rebate.programme()))
			.map(Rebate::amount)
			.reduce(Money::plus)
			.orElseThrow()).as("of 100 for all, of which refunds give back").isLessThanOrEqualTo(yuan(100));
		assertBalanced();
	}

	/** A share of all that is paid. */
	private UUID programme(int share, @Nullable Money budget) {
		LocalDate day = LocalDate.of(2026, 3, 1);
		return as(() -> programmes.activate(programmes
			.create(new RebateTerms("Cash back", List.of(), null, share, yuan(100), day, day, 7, null, budget, null))
			.id())).id();
	}

	private static CouponConditions only(ProductId product) {
		return new CouponConditions(List.of(product), false, true, 0);
	}

	@Test
	void whatWasGivenByAnOrderThatIsTakenBackIsOwedAfterItsUse() {
		CouponId coupon = coupon(CouponTerms.ofCashback(yuan(5), yuan(0), WAIT));
		OrderId order = paid(List.of(coupon), tea);
		as(() -> {
			issuing.recall(coupon, CouponIssuing.ORDER_REFUNDED);
			return 0;
		});
		assertThat(as(() -> couponDebts.of(coupon)).orElseThrow().amount()).isEqualTo(yuan(5));
		refund(order, null);
		assertThat(as(() -> couponDebts.list(true, null)).items()).isEmpty();
		assertThat(state(coupon)).isEqualTo(CouponState.REVOKED);
		assertThat(balance(Account.RECEIVABLE)).isEqualTo(yuan(0));
		assertBalanced();
	}

	@Test
	void isOwedOnEachDayOnceAsACouponOrAsARebate() {
		CouponId coupon = coupon(CouponTerms.ofCashback(2_000, yuan(10), yuan(0), WAIT));
		OrderDetails order = at(2, () -> orders.place(wanted(List.of(coupon), tea)));
		assertThat(order.cashback()).isEqualTo(yuan(6));
		at(2, () -> orders.markPaid(order.id(), CASH));
		at(9, () -> {
			night.run(LocalDate.of(2026, 3, 10));
			return 0;
		});
		paidOut(only(order.id()).id());
		LiabilityPeriod period = new LiabilityPeriod(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 12));
		at(11, () -> liabilities.recount(period));
		assertThat(at(11, () -> liabilities.of(period)).days()).extracting(LiabilityReport.Day::total)
			.containsExactly(yuan(10), yuan(10), yuan(6), yuan(6), yuan(6), yuan(6), yuan(6), yuan(6), yuan(6), yuan(6),
					yuan(0), yuan(0));
	}

	@Test
	void isPromisedOnceHoweverManySayThatItWasPaid() throws Exception {
		OrderDetails order = place(List.of(coupon(CouponTerms.ofCashback(yuan(5), yuan(0), WAIT))), tea);
		assertThat(notRefused(Collections.nCopies(6, () -> pay(order.id())))).isOne();
		assertThat(only(order.id()).amount()).isEqualTo(yuan(5));
		assertThat(balance(Account.REBATE_PROMISE)).isEqualTo(yuan(-5));
		assertBalanced();
	}

	@Test
	void ordersWithCouponsOfTheSameBudgetsDoNotWaitForEachOther() throws Exception {
		BatchId off = batch(CouponTerms.ofAmount(yuan(1), yuan(0)), TOGETHER, yuan(12));
		BatchId back = batch(CouponTerms.ofCashback(yuan(1), yuan(0), WAIT), TOGETHER, yuan(12));
		List<Callable<OrderDetails>> buyers = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			MemberId buyer = as(() -> members.add(NewMember.named("Buyer")));
			List<CouponId> held = List.of(as(() -> issuing.issue(off, buyer, null)).id(),
					as(() -> issuing.issue(back, buyer, null)).id());
			NewOrder wanted = new NewOrder(buyer, List.of(new NewOrder.Line(tea, 1, null)), held, null,
					OrderSource.STAFF, null);
			buyers.add(() -> as(() -> orders.placePaid(wanted, CASH)));
		}
		assertThat(notRefused(buyers)).isEqualTo(12);
		assertThat(List.of(off, back)).allSatisfy(
				batch -> assertThat(budget(batch)).isEqualTo(new BatchBudget(yuan(12), yuan(12), yuan(0), yuan(0))));
		assertBalanced();
	}

	@Test
	void aBatchThatWasStartedStaysWhatItIs() {
		BatchId batch = batch(CouponTerms.ofCashback(yuan(5), yuan(0), WAIT), CouponConditions.NONE, null);
		assertRefused("coupon.stays-as-it-is", () -> as(
				() -> batches.change(batch, draft(CouponTerms.ofAmount(yuan(5), yuan(0)), TOGETHER, null), null)));
		CouponId before = issue(batch);
		as(() -> batches.change(batch, draft(CouponTerms.ofCashback(yuan(8), yuan(0), 30), TOGETHER, null), null));
		assertThat(only(paid(List.of(before), tea)).amount()).as("what it was issued with").isEqualTo(yuan(5));
		OrderId later = paid(List.of(issue(batch)), tea);
		assertThat(only(later).amount()).isEqualTo(yuan(8));
		assertThat(only(later).earnedOn()).isEqualTo(LocalDate.of(2026, 3, 31));
	}

	private BatchId batch(CouponTerms terms, CouponConditions conditions, @Nullable Money budget) {
		BatchId batch = as(() -> batches.create(draft(terms, conditions, budget)));
		as(() -> batches.activate(batch));
		return batch;
	}

	private static NewBatch draft(CouponTerms terms, CouponConditions conditions, @Nullable Money budget) {
		return new NewBatch("Back", "", terms, CouponValidity.daysFromIssue(30), 50, 10, budget, conditions);
	}

	private CouponId coupon(CouponTerms terms) {
		return coupon(terms, CouponConditions.NONE);
	}

	private CouponId coupon(CouponTerms terms, CouponConditions conditions) {
		return issue(batch(terms, conditions, null));
	}

	private CouponId issue(BatchId batch) {
		return as(() -> issuing.issue(batch, ann, null)).id();
	}

	private NewOrder wanted(List<CouponId> held, ProductId... products) {
		return new NewOrder(ann,
				List.of(products).stream().map(product -> new NewOrder.Line(product, 1, null)).toList(), held, null,
				OrderSource.STAFF, null);
	}

	private OrderDetails place(List<CouponId> held, ProductId... products) {
		return as(() -> orders.place(wanted(held, products)));
	}

	private OrderId paid(List<CouponId> held, ProductId... products) {
		return as(() -> orders.placePaid(wanted(held, products), CASH)).id();
	}

	private OrderDetails pay(OrderId order) {
		return as(() -> orders.markPaid(order, CASH));
	}

	private void refund(OrderId order, @Nullable Money amount) {
		as(() -> refunds.refund(order, new RefundAsk(null, amount, PaymentMethod.CASH, "does not like it")));
	}

	private void refund(OrderId order, UUID line, @Nullable Money amount) {
		as(() -> refunds.refund(order, new RefundAsk(line, amount, PaymentMethod.CASH, "does not like it")));
	}

	private void paidOut(UUID rebate) {
		at(10, () -> rebates.approve(List.of(rebate)));
		RebatePayout payout = at(10, () -> payouts.create(List.of(rebate), null));
		at(10, () -> payouts.paid(payout.id(), List.of(), "T-1"));
	}

	private List<Rebate> promised(OrderId order) {
		return as(() -> rebates.list(RebateFilter.of(order), null)).items();
	}

	private Rebate only(OrderId order) {
		List<Rebate> all = promised(order);
		assertThat(all).hasSize(1);
		return all.get(0);
	}

	private CouponState state(CouponId coupon) {
		return as(() -> coupons.get(coupon)).state();
	}

	private @Nullable BatchBudget budget(BatchId batch) {
		return as(() -> batches.get(batch)).budget();
	}

	private Money balance(Account account) {
		return as(() -> journal.balance(account));
	}

	private void assertBalanced() {
		assertThat(as(journal::balances)).isTrue();
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return at(0, work);
	}

	/** So many days later. */
	private <T> T at(int days, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(NOON.plusSeconds(86_400L * days), () -> onBehalf.ofSystem(acme, work));
	}

}
