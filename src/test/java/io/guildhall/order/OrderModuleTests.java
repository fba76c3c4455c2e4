package io.guildhall.order;

import static io.guildhall.Race.notRefused;
import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.organization.NewOrganization;
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

@HouseTest
@RequiredArgsConstructor
class OrderModuleTests {

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final OrderListing listing;

	private final OrderClosing closing;

	private final OrderImporting importing;

	private final OrderNumbers numbers;

	private final CatalogService catalog;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponService coupons;

	private final PlanService plans;

	private final MembershipService memberships;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = ProductId.of(Ids.next().toString());

	private ProductId camp = ProductId.of(Ids.next().toString());

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
		tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
		camp = as(() -> catalog.create(new NewProduct("Camp", ProductKind.CAMP, yuan(199), null)));
	}

	@Test
	void sellsWithACouponAndGivesItBackWithAFullRefundOnly() {
		CouponId coupon = coupon(yuan(20), yuan(100));
		OrderDetails order = as(() -> orders.place(order(coupon, line(tea, 2), line(camp, 1))));
		assertThat(order.number()).isOne();
		assertThat(order.state()).isEqualTo(OrderState.UNPAID);
		assertThat(order.total()).isEqualTo(yuan(239));
		assertThat(state(coupon)).isEqualTo(CouponState.RESERVED);
		as(() -> orders.markPaid(order.id(), paid(null)));
		assertThat(state(coupon)).isEqualTo(CouponState.USED);
		assertThat(revenue()).isEqualTo(yuan(239));
		UUID line = order.lines().get(1).id();
		as(() -> refunds.refund(order.id(), new RefundAsk(line, null, PaymentMethod.CASH, "not delivered")));
		assertThat(state(coupon)).isEqualTo(CouponState.USED);
		as(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "all of it")));
		assertThat(state(coupon)).isEqualTo(CouponState.ISSUED);
		OrderDetails end = as(() -> orders.get(order.id()));
		assertThat(end.state()).isEqualTo(OrderState.REFUNDED);
		assertThat(end.left().isZero()).isTrue();
		assertThat(end.refunds()).hasSize(2);
		assertThat(end.payments()).hasSize(3);
		assertThat(revenue()).isEqualTo(yuan(0));
		assertThat(as(() -> journal.balance(Account.CASH))).isEqualTo(yuan(0));
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void recordsAPaidSaleInOneGoAndAFreeOneAtOnce() {
		OrderDetails sold = as(() -> orders.placePaid(order(null, line(tea, 1)), paid(yuan(30))));
		assertThat(sold.state()).isEqualTo(OrderState.PAID);
		ProductId sample = as(() -> catalog.create(new NewProduct("Sample", ProductKind.SAMPLE, yuan(0), null)));
		OrderDetails free = as(() -> orders.place(order(null, line(sample, 1))));
		assertThat(free.state()).isEqualTo(OrderState.PAID);
		assertThat(free.number()).isEqualTo(sold.number() + 1);
		assertThat(as(() -> listing.figures(ann))).isEqualTo(new OrderFigures(2, yuan(30), yuan(0)));
	}

	@Test
	void placesNothingForAnotherSumThanWasShown() {
		CouponId coupon = coupon(yuan(20), yuan(50));
		NewOrder told = order(coupon, line(tea, 2)).expecting(yuan(40));
		as(() -> {
			catalog.change(tea, new NewProduct("Tea", ProductKind.GOODS, yuan(35), null), null);
			return tea;
		});
		assertRefused("order.price-changed", () -> as(() -> orders.place(told)));
		assertRefused("order.price-changed", () -> as(() -> orders.placePaid(told, paid(null))));
		assertRefused("order.price-changed", () -> as(() -> orders.place(told.expecting(yuan(60)))));
		assertRefused("order.other-currency", () -> as(() -> orders.place(told.expecting(new Money(5000, "EUR")))));
		assertThat(state(coupon)).as("nothing of it was held").isEqualTo(CouponState.ISSUED);
		assertThat(query("select count(*)::text from orders where organization_id = ?")).isEqualTo("0");
		assertThat(as(() -> orders.quote(told)).total()).as("a quote tells the sum, whatever was expected")
			.isEqualTo(yuan(50));
		OrderDetails placed = as(() -> orders.place(told.expecting(yuan(50))));
		assertThat(placed.total()).isEqualTo(yuan(50));
		assertThat(placed.number()).isOne();
	}

	@Test
	void refusesAPaymentThatIsWrongTwiceOrLate() {
		OrderDetails order = as(() -> orders.place(order(null, line(tea, 1))));
		assertRefused("order.wrong-amount", () -> as(() -> orders.markPaid(order.id(), paid(yuan(29)))));
		as(() -> orders.markPaid(order.id(), paid(yuan(30))));
		assertRefused("order.paid-already", () -> as(() -> orders.markPaid(order.id(), paid(yuan(30)))));
		OrderDetails late = as(() -> orders.place(order(null, line(tea, 1))));
		assertRefused("order.too-late", () -> in(Duration.ofDays(3), () -> orders.markPaid(late.id(), paid(yuan(30)))));
		OrderDetails cancelled = as(() -> orders.place(order(null, line(tea, 1))));
		as(() -> orders.cancel(cancelled.id()));
		assertRefused("order.closed", () -> as(() -> orders.markPaid(cancelled.id(), paid(yuan(30)))));
	}

	@Test
	void takesOneOfManyPaymentsAtOnce() throws Exception {
		OrderDetails order = as(() -> orders.place(order(null, line(tea, 1))));
		assertThat(race(8, () -> orders.markPaid(order.id(), paid(yuan(30))))).isOne();
		assertThat(as(() -> journal.balance(Account.CASH))).isEqualTo(yuan(30));
		assertThat(race(8, () -> refunds.refund(order.id(),
				new RefundAsk(null, yuan(20), PaymentMethod.CASH, "too many at once"))))
			.isOne();
		assertThat(as(() -> orders.get(order.id())).refunded()).isEqualTo(yuan(20));
	}

	@Test
	void closesWhatIsNotPaidInTimeAndGivesTheCouponBack() {
		CouponId coupon = coupon(yuan(20), yuan(0));
		OrderDetails order = as(() -> orders.place(order(coupon, line(tea, 1))));
		assertThat(as(closing::closeDue)).isZero();
		assertThat(in(Duration.ofDays(3), () -> orders.get(order.id())).state()).isEqualTo(OrderState.EXPIRED);
		assertThat(in(Duration.ofDays(3), closing::closeDue)).isOne();
		assertThat(as(() -> orders.get(order.id())).state()).isEqualTo(OrderState.EXPIRED);
		assertThat(state(coupon)).isEqualTo(CouponState.ISSUED);
	}

	@Test
	void asksForApprovalAboveTheLimitEvenInSmallSteps() {
		Money limit = as(organizations::current).refundLimit();
		ProductId dear = as(() -> catalog.create(new NewProduct("Dear", ProductKind.GOODS, limit.times(2), null)));
		OrderDetails order = as(() -> orders.placePaid(order(null, line(dear, 1)), paid(null)));
		RefundOutcome small = asStaff(
				() -> refunds.refund(order.id(), new RefundAsk(null, limit, PaymentMethod.CASH, "damaged")));
		assertThat(small.isDone()).isTrue();
		RefundOutcome large = asStaff(() -> refunds.refund(order.id(),
				new RefundAsk(null, new Money(1, "CNY"), PaymentMethod.CASH, "a little more")));
		assertThat(large.isDone()).isFalse();
		assertThat(as(() -> orders.get(order.id())).refunded()).isEqualTo(limit);
		assertRefused("order.requested-already",
				() -> asStaff(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "all"))));
		UUID request = Objects.requireNonNull(large.request());
		assertThat(as(() -> refunds.requests(true, null)).items()).hasSize(1);
		as(() -> refunds.approve(request));
		assertRefused("order.decided", () -> as(() -> refunds.approve(request)));
		assertThat(as(() -> orders.get(order.id())).refunded()).isEqualTo(limit.plus(new Money(1, "CNY")));
	}

	@Test
	void aRequestWhoseMoneyWentBackOtherwiseIsSettled() {
		Money limit = as(organizations::current).refundLimit();
		ProductId dear = as(() -> catalog.create(new NewProduct("Dear", ProductKind.GOODS, limit.times(2), null)));
		for (boolean ofLine : List.of(true, false)) {
			OrderDetails order = as(() -> orders.placePaid(order(null, line(dear, 1), line(tea, 1)), paid(null)));
			RefundAsk ask = ofLine ? new RefundAsk(order.lines().get(0).id(), null, PaymentMethod.CASH, "damaged")
					: new RefundAsk(null, null, PaymentMethod.CASH, "damaged");
			UUID request = Objects.requireNonNull(asStaff(() -> refunds.refund(order.id(), ask)).request());
			as(() -> refunds.refund(order.id(),
					new RefundAsk(order.lines().get(1).id(), null, PaymentMethod.CASH, "the other line")));
			assertThat(requested(order)).as("there is money left").isEqualTo("PENDING");
			as(() -> refunds.refund(order.id(),
					new RefundAsk(order.lines().get(0).id(), null, PaymentMethod.CASH, "at the counter")));
			assertThat(requested(order)).isEqualTo("OVERTAKEN");
			assertRefused("order.decided", () -> as(() -> {
				refunds.decline(request, "too late");
				return request;
			}));
		}
		OrderDetails order = as(() -> orders.placePaid(order(null, line(dear, 1)), paid(null)));
		UUID request = Objects.requireNonNull(
				asStaff(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "all")))
					.request());
		as(() -> refunds.approve(request));
		assertThat(requested(order)).as("not by its own refund").isEqualTo("APPROVED");
	}

	private String requested(OrderDetails order) {
		return as(() -> refunds.requestsOf(order.id())).get(0).state();
	}

	@Test
	void grantsAMembershipWithItsPaymentAndTakesItBackWithItsRefund() {
		as(() -> plans.create(new NewPlan("Year", "", PlanTerm.YEARLY, yuan(299), 0, List.of())));
		ProductId year = as(catalog::active).stream()
			.filter(product -> product.kind() == ProductKind.MEMBERSHIP)
			.findFirst()
			.orElseThrow()
			.id();
		assertRefused("order.one-membership", () -> as(() -> orders.place(order(null, line(year, 2)))));
		OrderDetails order = as(() -> orders.placePaid(order(null, line(year, 1), line(tea, 1)), paid(yuan(329))));
		assertThat(as(() -> memberships.access(ann)).granted()).isTrue();
		UUID line = order.lines().get(0).id();
		as(() -> refunds.refund(order.id(), new RefundAsk(line, null, PaymentMethod.CASH, "changed their mind")));
		assertThat(as(() -> memberships.access(ann)).granted()).isFalse();
		assertThat(as(() -> orders.get(order.id())).state()).isEqualTo(OrderState.PARTLY_REFUNDED);
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void addsUpWhateverIsDone() {
		Random random = new Random(7);
		List<OrderId> placed = new ArrayList<>();
		for (int step = 0; step < 120; step++) {
			try {
				int what = random.nextInt(10);
				if (what < 4 || placed.isEmpty()) {
					CouponId coupon = random.nextBoolean() ? coupon(yuan(7), yuan(0)) : null;
					NewOrder.Line[] lines = random.nextBoolean() ? new NewOrder.Line[] { line(tea, 3), line(camp, 1) }
							: new NewOrder.Line[] { line(tea, 1) };
					placed.add(as(() -> orders.place(order(coupon, lines))).id());
					continue;
				}
				OrderId id = placed.get(random.nextInt(placed.size()));
				OrderDetails order = as(() -> orders.get(id));
				Money some = new Money(random.nextLong(30_000), "CNY");
				UUID line = order.lines().get(random.nextInt(order.lines().size())).id();
				switch (what) {
					case 4, 5 -> as(() -> orders.markPaid(id, paid(null)));
					case 6 -> as(() -> orders.cancel(id));
					case 7 -> as(() -> refunds.refund(id, new RefundAsk(line, null, PaymentMethod.CASH, "line")));
					default -> as(() -> refunds.refund(id, new RefundAsk(null, some, PaymentMethod.CASH, "some")));
				}
			}
			catch (DomainException refused) {
				assertThat(refused.getCode()).startsWith("order.");
			}
		}
		assertThat(as(journal::balances)).isTrue();
		long kept = 0;
		for (OrderId id : placed) {
			OrderDetails order = as(() -> orders.get(id));
			assertThat(sum(order.lines().stream().map(OrderDetails.Line::total).toList())).isEqualTo(order.total());
			assertThat(sum(order.lines().stream().map(OrderDetails.Line::refunded).toList()))
				.isEqualTo(order.refunded());
			kept += (order.paidAt() != null) ? order.left().minor() : 0;
		}
		assertThat(revenue().minor()).isEqualTo(kept);
		assertThat(as(() -> journal.balance(Account.CASH)).minor()).isEqualTo(kept);
		assertThat(as(() -> listing.figures(ann)).spent().minor()).isEqualTo(kept);
	}

	@Test
	void takesHistoryOverOnceAndBack() {
		UUID run = Ids.next();
		assertThat(take(run, "")).isEqualTo(new OrderImporting.Taken(3, 1, 2));
		assertThat(take(run, "")).isEqualTo(new OrderImporting.Taken(0, 4, 2));
		assertThat(take(Ids.next(), "")).isEqualTo(new OrderImporting.Taken(0, 4, 2));
		assertThat(revenue()).isEqualTo(yuan(25));
		assertThat(as(() -> listing.figures(ann))).isEqualTo(new OrderFigures(3, yuan(25), yuan(5)));
		assertThat(query("select min(paid_day)::text from order_facts where organization_id = ?"))
			.isEqualTo("1997-01-02");
		OrderDetails next = as(() -> orders.place(order(null, line(tea, 1))));
		assertThat(next.number()).isEqualTo(4);
		OrderId first = as(() -> listing.list(new OrderFilter(null, true, null, null, 1L, null, null), null)).items()
			.get(0)
			.id();
		as(() -> refunds.refund(first, new RefundAsk(null, null, PaymentMethod.OTHER, "by hand")));
		OrderImporting.Undone undone = inTransaction(() -> importing.undo(run));
		assertThat(undone.takenBack()).isEqualTo(2);
		assertThat(undone.kept()).extracting(OrderImporting.Undone.Kept::order).containsExactly(first);
		assertThat(query("select count(*)::text from order_facts where organization_id = ? and source = 'IMPORT'"))
			.isEqualTo("1");
		assertThat(inTransaction(() -> importing.undo(run)).takenBack()).isZero();
		assertThat(revenue()).isEqualTo(yuan(0));
		assertThat(as(() -> journal.balance(Account.CASH))).isEqualTo(yuan(0));
		assertThat(as(journal::balances)).isTrue();
		assertThat(take(Ids.next(), "")).isEqualTo(new OrderImporting.Taken(2, 2, 2));
	}

	@Test
	void takesALargeHistoryInSeconds() {
		int rows = Integer.getInteger("guildhall.test.orders", 5000);
		UUID run = Ids.next();
		long start = System.nanoTime();
		OrderImporting.Taken taken = inTransaction(() -> {
			stage();
			jdbc.sql(
					"""
							insert into staged_orders
							select n, 'N' || n, ?, 'CD', 1, n, timestamptz '1997-01-01 12:00Z' + n * interval '1 minute', 0, null
							from generate_series(1, ?) as n
							""")
				.param(ann.id())
				.param(rows)
				.update();
			return importing.take(run, "staged_orders");
		});
		assertThat(taken.taken()).isEqualTo(rows);
		System.out.println("Took " + rows + " orders in " + Duration.ofNanos(System.nanoTime() - start));
		assertThat(as(journal::balances)).isTrue();
		assertThat(inTransaction(() -> importing.undo(run)).takenBack()).isEqualTo(rows);
	}

	@Test
	void showsNothingToOthers() {
		OrderDetails order = as(() -> orders.placePaid(order(null, line(tea, 1)), paid(null)));
		UUID globex = Ids.next();
		onBehalf.ofSystem(globex,
				() -> organizations.found(new NewOrganization("Globex", null, ZoneId.of("UTC"), "CNY", "en", false)));
		assertRefused("order.unknown", () -> onBehalf.ofSystem(globex, () -> orders.get(order.id())));
		assertRefused("order.unknown", () -> onBehalf.ofSystem(globex, () -> orders.cancel(order.id())));
		assertThat(onBehalf.ofSystem(globex, () -> listing.list(OrderFilter.ALL, null)).items()).isEmpty();
	}

	private OrderImporting.Taken take(UUID run, String prefix) {
		return inTransaction(() -> {
			stage();
			jdbc.sql("""
					insert into staged_orders values
					(1, :p || '1', :ann, 'CD', 2, 1000, '1997-01-01 17:00Z', null, null),
					(2, :p || '2', :ann, ' CD ', 1, 1000, '1997-01-03 17:00Z', 500, null),
					(3, :p || '2', :ann, 'CD', 1, 1000, '1997-01-03 17:00Z', 0, null),
					(4, :p || '4', :ann, null, null, 1000, '1997-01-04 10:00Z', 0, null),
					(5, :p || '5', :ann, 'CD', 1, -1, '1997-01-04 10:00Z', 0, null),
					(6, :p || '6', null, 'CD', 1, 1000, '1997-01-04 10:00Z', 0, null)
					""").param("p", prefix).param("ann", ann.id()).update();
			return importing.take(run, "staged_orders");
		});
	}

	private void stage() {
		jdbc.sql(
				"""
						create temporary table staged_orders (ordinal int primary key, external_no text, member_id uuid, product text,
						    quantity int, amount_minor bigint, paid_at timestamptz, refunded_minor bigint, outcome text)
						on commit drop
						""")
			.update();
	}

	private NewOrder order(@org.jspecify.annotations.Nullable CouponId coupon, NewOrder.Line... lines) {
		return new NewOrder(ann, List.of(lines), coupon, null, OrderSource.STAFF);
	}

	private static NewOrder.Line line(ProductId product, int quantity) {
		return new NewOrder.Line(product, quantity, null);
	}

	private static NewPayment paid(@org.jspecify.annotations.Nullable Money amount) {
		return new NewPayment(PaymentMethod.CASH, amount, null, null);
	}

	private CouponId coupon(Money amount, Money threshold) {
		BatchId batch = as(() -> batches.create(new NewBatch("Batch " + Ids.next(), "",
				CouponTerms.ofAmount(amount, threshold), CouponValidity.daysFromIssue(30), 10, 10)));
		as(() -> batches.activate(batch));
		return as(() -> issuing.issue(batch, ann, null)).id();
	}

	@Test
	void ordersAtOnceHaveANumberEachAndWhatComesToNothingLeavesNoGap() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		long placed = race(16, () -> numbers.placing(() -> {
			int n = asked.incrementAndGet();
			return transaction.execute(status -> {
				OrderDetails order = orders.placePaid(order(null, line(tea, 1)), paid(n % 4 == 0 ? yuan(1) : yuan(30)));
				if (n % 4 == 1) {
					throw OrderRefused.noLines();
				}
				return order;
			});
		}));
		assertThat(placed).isEqualTo(8);
		for (int i = 0; i < 16; i++) {
			as(() -> numbers.placing(() -> orders.place(order(null, line(tea, 1)))));
		}
		assertThat(query("select string_agg(number::text, ' ' order by number) from orders where organization_id = ?"))
			.isEqualTo(IntStream.rangeClosed(1, 24).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
	}

	/** ★ A gap is harmless, and a number that is taken is not offered for ever. */
	@Test
	void aNumberThatMayBeTakenDoesNotComeBack() {
		OrderDetails first = as(() -> orders.place(order(null, line(tea, 1))));
		inTransaction(() -> jdbc.sql("update order_numbers set last = last - 1 where organization_id = ?")
			.param(acme)
			.update());
		assertThatExceptionOfType(DuplicateKeyException.class)
			.isThrownBy(() -> amongMany(() -> orders.place(order(null, line(tea, 1)))));
		assertThat(amongMany(() -> orders.place(order(null, line(tea, 1)))).number()).isEqualTo(first.number() + 1);
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> amongMany(() -> Objects.requireNonNull(transaction.execute(status -> {
				OrderDetails order = orders.place(order(null, line(tea, 1)));
				TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

					@Override
					public void beforeCommit(boolean readOnly) {
						throw new IllegalStateException("no answer to the commit");
					}

				});
				return order;
			}))));
		assertThat(amongMany(() -> orders.place(order(null, line(tea, 1)))).number()).isEqualTo(first.number() + 3);
	}

	/** As if somebody else placed an order at the same time. */
	private OrderDetails amongMany(Supplier<OrderDetails> placing) {
		return as(() -> numbers.placing(() -> numbers.placing(placing)));
	}

	private CouponState state(CouponId coupon) {
		return as(() -> coupons.get(coupon)).state();
	}

	private Money revenue() {
		return as(() -> journal.balance(Account.REVENUE)
			.plus(journal.balance(Account.DISCOUNT))
			.plus(journal.balance(Account.REFUND))
			.negated());
	}

	private String query(String sql) {
		return inTransaction(() -> jdbc.sql(sql).param(acme).query(String.class).single());
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

	private <T> T inTransaction(Tenancy.Work<T, RuntimeException> work) {
		return as(() -> Objects.requireNonNull(transaction.execute(status -> work.run())));
	}

	private <T> T in(Duration later, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(clock.instant().plus(later), () -> as(work));
	}

	private <T> T asStaff(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.of(new Actor(Actor.Kind.STAFF, Ids.next(), "Sam", null),
				EnumSet.of(Permission.ORDER_RECORD, Permission.SALES_READ), false, acme, work);
	}

	private long race(int contenders, Tenancy.Work<?, RuntimeException> attempt) throws Exception {
		List<Callable<Object>> attempts = Collections.nCopies(contenders,
				() -> as(() -> Objects.requireNonNull(attempt.run())));
		return notRefused(attempts);
	}

	private static Money sum(List<Money> amounts) {
		return amounts.stream().reduce(Money.zero("CNY"), Money::plus);
	}

}
