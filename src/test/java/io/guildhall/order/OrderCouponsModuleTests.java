package io.guildhall.order;

import static io.guildhall.Race.race;
import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.CASH;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

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
import io.guildhall.catalog.ProductStock;
import io.guildhall.coupon.BatchBudget;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponDebt;
import io.guildhall.coupon.CouponDebts;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponKind;
import io.guildhall.coupon.CouponMove;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
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
 * ★ Coupons of all kinds on orders: gifts, several at once, and those that are taken
 * back.
 */
@HouseTest
@RequiredArgsConstructor
class OrderCouponsModuleTests {

	private static final Instant NOON = Instant.parse("2026-03-01T04:00:00Z");

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CatalogService catalog;

	private final ProductStock stock;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponService coupons;

	private final CouponDebts debts;

	private final PlanService plans;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = new ProductId(Ids.next());

	private ProductId cup = new ProductId(Ids.next());

	private ProductId sachet = new ProductId(Ids.next());

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
		tea = product("Tea", ProductKind.GOODS, 30);
		cup = product("Cup", ProductKind.GOODS, 20);
		sachet = product("Sachet", ProductKind.SAMPLE, 3);
	}

	@Test
	void severalGoTogetherInTheirOrderAndComeBackTogether() {
		CouponConditions together = new CouponConditions(List.of(), false, true, 0);
		CouponId five = coupon(CouponTerms.ofAmount(yuan(5), yuan(0)), together);
		CouponId tenth = coupon(CouponTerms.ofPercent(1000, yuan(50), yuan(0)), together);
		CouponId gift = coupon(CouponTerms.ofPiece(CouponKind.GIFT, yuan(20), yuan(0)),
				new CouponConditions(List.of(cup), false, true, 0));
		OrderDetails order = as(() -> orders.place(order(List.of(five, tenth, gift), tea, cup)));
		assertThat(order.discounts()).extracting(OrderDiscount::coupon).containsExactly(gift, tenth, five);
		assertThat(order.discounts()).extracting(OrderDiscount::amount).containsExactly(yuan(20), yuan(3), yuan(5));
		assertThat(order.total()).isEqualTo(yuan(22));
		assertThat(order.lines()).extracting(OrderDetails.Line::discount).containsExactly(yuan(8), yuan(20));
		as(() -> orders.markPaid(order.id(), CASH));
		assertThat(List.of(five, tenth, gift)).allSatisfy(id -> assertThat(state(id)).isEqualTo(CouponState.USED));
		assertThat(as(() -> orders.get(order.id())).discounts()).extracting(OrderDiscount::coupon)
			.containsExactly(gift, tenth, five);
		as(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "broken")));
		assertThat(List.of(five, tenth, gift)).allSatisfy(id -> assertThat(state(id)).isEqualTo(CouponState.ISSUED));
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void whatDoesNotGoTogetherIsRefusedAndNothingIsHeld() {
		CouponId one = coupon(CouponTerms.ofAmount(yuan(5), yuan(0)), new CouponConditions(List.of(), false, true, 0));
		CouponId alone = coupon(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponConditions.NONE);
		assertRefused("coupon.alone", () -> as(() -> orders.place(order(List.of(one, alone), tea))));
		assertRefused("coupon.too-many", () -> as(() -> orders.place(order(List.of(one, one), tea))));
		CouponId more = coupon(CouponTerms.ofAmount(yuan(30), yuan(0)),
				new CouponConditions(List.of(), false, true, 0));
		CouponId forNothing = coupon(CouponTerms.ofAmount(yuan(1), yuan(0)),
				new CouponConditions(List.of(cup), false, true, 0));
		assertRefused("coupon.not-for-these", () -> as(() -> orders.place(order(List.of(more, forNothing), tea))));
		assertThat(List.of(one, alone, more, forNothing))
			.allSatisfy(id -> assertThat(state(id)).isEqualTo(CouponState.ISSUED));
	}

	@Test
	void aGiftByItselfIsPaidAtOnceAndASampleIsASample() {
		CouponId gift = coupon(CouponTerms.ofPiece(CouponKind.GIFT, yuan(20), yuan(0)),
				CouponConditions.of(List.of(cup)));
		OrderDetails order = as(() -> orders.place(order(List.of(gift), cup)));
		assertThat(order.state()).isEqualTo(OrderState.PAID);
		assertThat(order.total().isZero()).isTrue();
		assertThat(state(gift)).isEqualTo(CouponState.USED);
		CouponId sample = coupon(CouponTerms.ofPiece(CouponKind.SAMPLE, yuan(3), yuan(0)), CouponConditions.NONE);
		assertRefused("coupon.not-for-these", () -> as(() -> orders.quote(order(List.of(sample), tea))));
		assertThat(as(() -> orders.quote(order(List.of(sample), tea, sachet))).total()).isEqualTo(yuan(30));
		assertRefused("coupon.too-dear", () -> coupon(CouponTerms.ofPiece(CouponKind.GIFT, yuan(19), yuan(0)),
				CouponConditions.of(List.of(cup))));
		assertRefused("coupon.no-sample", () -> coupon(CouponTerms.ofPiece(CouponKind.SAMPLE, yuan(90), yuan(0)),
				CouponConditions.of(List.of(cup))));
		assertRefused("coupon.unknown-product", () -> coupon(CouponTerms.ofAmount(yuan(1), yuan(0)),
				CouponConditions.of(List.of(new ProductId(Ids.next())))));
	}

	@Test
	void aGiftByItselfThatIsCalledOffComesBackWithAllThatItTook() {
		CouponConditions forCups = CouponConditions.of(List.of(cup));
		BatchId batch = as(
				() -> batches.create(new NewBatch("Batch", "", CouponTerms.ofPiece(CouponKind.GIFT, yuan(20), yuan(0)),
						CouponValidity.daysFromIssue(30), 1, 1, yuan(20), forCups)));
		as(() -> batches.activate(batch));
		CouponId gift = issue(batch);
		as(() -> stock.change(cup, 1, "Delivered"));
		OrderDetails order = as(() -> orders.place(order(List.of(gift), cup)));
		assertThat(as(() -> batches.get(batch)).budget())
			.isEqualTo(new BatchBudget(yuan(20), yuan(20), yuan(0), yuan(0)));
		assertThat(as(() -> stock.level(cup)).held()).isOne();
		OrderDetails off = as(() -> orders.cancel(order.id()));
		assertThat(off.state()).isEqualTo(OrderState.REFUNDED);
		assertThat(off.refunds()).as("no money went").isEmpty();
		assertThat(off.payments()).isEmpty();
		assertThat(state(gift)).isEqualTo(CouponState.ISSUED);
		assertThat(as(() -> batches.get(batch)).budget())
			.isEqualTo(new BatchBudget(yuan(20), yuan(0), yuan(20), yuan(0)));
		assertThat(as(() -> stock.level(cup)).held()).isZero();
		assertThat(as(journal::balances)).isTrue();
		assertRefused("order.closed", () -> as(() -> orders.cancel(order.id())));
		assertThat(as(() -> orders.place(order(List.of(gift), cup))).state()).isEqualTo(OrderState.PAID);
	}

	@Test
	void whatIsForMembersOnlyIsIssuedToThemAndUsedByThem() {
		plan();
		BatchId batch = batch(CouponTerms.ofAmount(yuan(5), yuan(0)), new CouponConditions(List.of(), true, false, 0));
		assertRefused("coupon.members-only", () -> issue(batch));
		ProductId year = as(() -> catalog.active()
			.stream()
			.filter(product -> product.kind() == ProductKind.MEMBERSHIP)
			.findFirst()
			.orElseThrow()
			.id());
		OrderDetails sold = as(() -> orders.placePaid(order(List.of(), year), CASH));
		CouponId coupon = issue(batch);
		assertThat(as(() -> orders.quote(order(List.of(coupon), tea))).total()).isEqualTo(yuan(25));
		as(() -> refunds.refund(sold.id(), new RefundAsk(null, null, PaymentMethod.CASH, "changed her mind")));
		assertRefused("coupon.members-only", () -> as(() -> orders.place(order(List.of(coupon), tea))));
	}

	@Test
	void theDaysOfGraceOfItsIssueCountWhateverBecomesOfTheBatch() {
		CouponTerms terms = CouponTerms.ofAmount(yuan(5), yuan(0));
		BatchId batch = batch(terms, new CouponConditions(List.of(), false, false, 7));
		CouponId coupon = issue(batch);
		OrderDetails order = as(() -> orders.placePaid(order(List.of(coupon), tea), CASH));
		as(() -> batches.change(batch, new NewBatch("Batch", "", terms, CouponValidity.daysFromIssue(30), 10, 10),
				null));
		Instant late = NOON.plusSeconds(40 * 86_400L);
		at(late, () -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "broken")));
		CouponSummary back = at(late, () -> coupons.get(coupon));
		assertThat(back.state()).isEqualTo(CouponState.ISSUED);
		assertThat(back.expiresAt())
			.isEqualTo(LocalDate.of(2026, 4, 18).atStartOfDay(ZoneId.of("Asia/Shanghai")).toInstant());
		assertThat(as(() -> coupons.moves(coupon))).extracting(CouponMove::reason)
			.containsExactly("issued", "reserved", "used", "given-back-longer");
	}

	@Test
	void whatWasTakenBackAfterItsUseIsOwed() {
		CouponId coupon = coupon(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponConditions.NONE);
		as(() -> orders.placePaid(order(List.of(coupon), tea), CASH));
		recall(coupon);
		recall(coupon);
		assertThat(as(() -> journal.balance(Account.RECEIVABLE))).isEqualTo(yuan(5));
		CouponDebt debt = as(() -> debts.list(true, null)).items().get(0);
		assertThat(debt.amount()).isEqualTo(yuan(5));
		assertThat(debt.member()).isEqualTo(ann);
		as(() -> debts.end(coupon, false, "a good customer"));
		assertThat(as(() -> journal.balance(Account.RECEIVABLE)).isZero()).isTrue();
		assertThat(as(() -> debts.list(true, null)).items()).isEmpty();
		assertRefused("coupon.no-debt", () -> as(() -> debts.end(coupon, true, "paid")));
		assertThat(as(() -> coupons.moves(coupon))).extracting(CouponMove::reason)
			.containsExactly("issued", "reserved", "used", "recalled", "owed", "owed-waived");
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void whatIsOwedFallsAwayWithTheOrderThatUsedIt() {
		CouponId coupon = coupon(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponConditions.NONE);
		OrderDetails order = as(() -> orders.place(order(List.of(coupon), tea)));
		recall(coupon);
		assertThat(as(() -> debts.of(coupon))).as("held, but not used").isEmpty();
		as(() -> orders.markPaid(order.id(), CASH));
		assertThat(as(() -> journal.balance(Account.RECEIVABLE))).isEqualTo(yuan(5));
		as(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "broken")));
		assertThat(state(coupon)).isEqualTo(CouponState.REVOKED);
		assertThat(as(() -> debts.of(coupon)).orElseThrow().end()).isEqualTo(CouponDebt.End.FELL_AWAY);
		assertThat(as(() -> journal.balance(Account.RECEIVABLE)).isZero()).isTrue();
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void whatWasPaidForADebtGoesBackWithTheOrderThatUsedIt() {
		CouponId coupon = coupon(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponConditions.NONE);
		OrderDetails order = as(() -> orders.placePaid(order(List.of(coupon), tea), CASH));
		recall(coupon);
		as(() -> debts.end(coupon, true, "in cash"));
		assertThat(as(() -> journal.balance(Account.CASH))).isEqualTo(yuan(30));
		assertRefused("coupon.no-debt", () -> as(() -> debts.returned(coupon, "in cash")));
		as(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "broken")));
		assertThat(state(coupon)).isEqualTo(CouponState.REVOKED);
		assertThat(as(() -> debts.list(true, null)).items()).singleElement()
			.returns(CouponDebt.End.TO_RETURN, CouponDebt::end);
		assertThat(as(() -> journal.balance(Account.REFUND_PAYABLE))).isEqualTo(yuan(-5));
		assertThat(as(() -> journal.balance(Account.ADJUSTMENT)).isZero()).isTrue();
		assertRefused("coupon.no-debt", () -> as(() -> debts.end(coupon, true, "again")));
		CouponDebt gone = as(() -> debts.returned(coupon, "in cash"));
		assertThat(gone.end()).isEqualTo(CouponDebt.End.RETURNED);
		assertThat(as(() -> debts.list(true, null)).items()).isEmpty();
		assertRefused("coupon.no-debt", () -> as(() -> debts.returned(coupon, "in cash")));
		assertThat(as(() -> journal.balance(Account.REFUND_PAYABLE)).isZero()).isTrue();
		assertThat(as(() -> journal.balance(Account.CASH)).isZero()).isTrue();
		assertThat(as(() -> coupons.moves(coupon))).extracting(CouponMove::reason)
			.endsWith("owed", "owed-received", "revoked", "owed-to-return", "owed-returned");
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void ordersWithCouponsOfTheSameBudgetsDoNotWaitForEachOther() throws Exception {
		CouponConditions together = new CouponConditions(List.of(), false, true, 0);
		List<BatchId> both = List.of(budgeted(together), budgeted(together));
		List<Callable<Money>> buyers = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			MemberId buyer = as(() -> members.add(NewMember.named("Buyer")));
			List<CouponId> held = both.stream()
				.map(batch -> as(() -> issuing.issue(batch, buyer, null)).id())
				.collect(Collectors.toCollection(ArrayList::new));
			if (i % 2 == 0) {
				Collections.reverse(held);
			}
			NewOrder order = new NewOrder(buyer, List.of(new NewOrder.Line(sachet, 1, null)), held, null,
					OrderSource.STAFF, null);
			buyers.add(() -> as(() -> orders.placePaid(order, CASH).total()));
		}
		assertThat(race(buyers)).containsOnly(new Money(100, "CNY"));
		assertThat(both).allSatisfy(batch -> assertThat(as(() -> batches.get(batch)).budget())
			.isEqualTo(new BatchBudget(yuan(12), yuan(12), yuan(0), yuan(0))));
	}

	private BatchId budgeted(CouponConditions conditions) {
		BatchId batch = as(() -> batches.create(new NewBatch("Batch", "", CouponTerms.ofAmount(yuan(1), yuan(0)),
				CouponValidity.daysFromIssue(30), 20, 1, yuan(12), conditions)));
		as(() -> batches.activate(batch));
		return batch;
	}

	@Test
	void anOrderWithOneCouponNeedsNoRowOfItsDiscounts() {
		CouponId coupon = coupon(CouponTerms.ofAmount(yuan(5), yuan(0)), CouponConditions.NONE);
		OrderDetails order = as(() -> orders.place(order(List.of(coupon), tea)));
		assertThat(as(() -> orders.get(order.id())).discounts())
			.containsExactly(new OrderDiscount(coupon, yuan(5), null, null, null));
		Long rows = as(() -> transaction
			.execute(status -> jdbc.sql("select count(*) from order_discounts where organization_id = ?")
				.param(acme)
				.query(Long.class)
				.single()));
		assertThat(rows).isZero();
	}

	private void plan() {
		as(() -> plans.create(new NewPlan("Year", "", PlanTerm.YEARLY, yuan(299), 0, List.of())));
	}

	private ProductId product(String name, ProductKind kind, long price) {
		return as(() -> catalog.create(new NewProduct(name, kind, yuan(price), null)));
	}

	private BatchId batch(CouponTerms terms, CouponConditions conditions) {
		BatchId batch = as(() -> batches
			.create(new NewBatch("Batch", "", terms, CouponValidity.daysFromIssue(30), 10, 10, null, conditions)));
		as(() -> batches.activate(batch));
		return batch;
	}

	private CouponId coupon(CouponTerms terms, CouponConditions conditions) {
		return issue(batch(terms, conditions));
	}

	private CouponId issue(BatchId batch) {
		return as(() -> issuing.issue(batch, ann, null)).id();
	}

	private void recall(CouponId coupon) {
		as(() -> {
			issuing.recall(coupon, CouponIssuing.CARD_REFUNDED);
			return coupon;
		});
	}

	private NewOrder order(List<CouponId> held, ProductId... products) {
		return new NewOrder(ann,
				List.of(products).stream().map(product -> new NewOrder.Line(product, 1, null)).toList(), held, null,
				OrderSource.STAFF, null);
	}

	private CouponState state(CouponId coupon) {
		return as(() -> coupons.get(coupon)).state();
	}

	private <T> T as(Tenancy.Work<@Nullable T, RuntimeException> work) {
		return at(NOON, work);
	}

	private <T> T at(Instant now, Tenancy.Work<@Nullable T, RuntimeException> work) {
		return Objects.requireNonNull(clock.callAt(now, () -> onBehalf.ofSystem(acme, work)));
	}

}
