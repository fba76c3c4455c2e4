package io.guildhall.order;

import static io.guildhall.Race.awaitWaiting;
import static io.guildhall.order.OrderFixtures.CASH;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.LadderRung;
import io.guildhall.catalog.NewPriceLadder;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.PriceLadders;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductStock;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.membership.NewEarlyBird;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.Actor;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** ★ Orders that want the same at once wait in one line, whatever becomes of them. */
@HouseTest
@RequiredArgsConstructor
class OrderLocksTests {

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CatalogService catalog;

	private final ProductStock stock;

	private final PriceLadders ladders;

	private final PlanService plans;

	private final EarlyBirdService earlyBirds;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final ExecutorService threads = Executors.newFixedThreadPool(8);

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = new ProductId(Ids.next());

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
		tea = product("Tea", 30);
		as(() -> stock.change(tea, 1000, "delivered"));
	}

	@AfterAll
	void nobodyWaits() {
		threads.shutdownNow();
	}

	/**
	 * Both want the seat's counter, the membership and the shelf; who refunds stands
	 * before the shelf when the other one comes.
	 */
	@Test
	void refundingAndPlacingDoNotWaitForEachOther() throws Exception {
		ProductId club = early(plan("Club"));
		OrderDetails sold = as(() -> orders.placePaid(order(null, club, tea), CASH));
		List<Future<OrderDetails>> both = behind(tea, List.of(() -> as(() -> {
			refunds.refund(sold.id(), all());
			return orders.get(sold.id());
		}), () -> as(() -> orders.placePaid(order(null, club, tea), CASH))));
		assertThat(both.get(0).get().state()).isEqualTo(OrderState.REFUNDED);
		assertThat(both.get(1).get().state()).isEqualTo(OrderState.PAID);
		assertThat(taken("plan_early_birds")).isOne();
		assertThat(taken("product_stock")).isOne();
	}

	/**
	 * One that ends a membership with a part of the money stands at the shelf no more.
	 */
	@Test
	void refundsThatEndAMembershipLockItBeforeTheShelf() throws Exception {
		ProductId club = plan("Club").product();
		OrderDetails sold = as(() -> orders.placePaid(order(null, club, tea), CASH));
		UUID line = sold.lines().stream().filter(one -> one.product().equals(tea)).findFirst().orElseThrow().id();
		as(() -> refunds.refund(sold.id(), new RefundAsk(line, null, PaymentMethod.CASH, "no tea")));
		OrderDetails other = as(() -> orders.placePaid(order(null, club, tea), CASH));
		List<Future<OrderDetails>> both = behind(tea, List.of(() -> as(() -> {
			refunds.refund(other.id(), new RefundAsk(null, null, PaymentMethod.CASH, "all", true));
			return orders.get(other.id());
		}), () -> as(() -> orders.placePaid(order(null, club, tea), CASH))));
		assertThat(both.get(0).get().state()).isEqualTo(OrderState.REFUNDED);
		assertThat(both.get(1).get().state()).isEqualTo(OrderState.PAID);
	}

	/** ★ The trial is taken off, or paid back, and who comes second hears of it. */
	@Test
	void aTrialThatIsTakenOffMeanwhileIsNotPaidBackUnseen() throws Exception {
		ProductId trial = product("Three lessons", 10);
		ProductId full = product("Camp", 200);
		ladder(trial, full);
		as(() -> stock.change(full, 5, "seats"));
		OrderDetails paid = as(() -> orders.placePaid(order(null, trial), CASH));
		List<Future<OrderDetails>> both = behind(full,
				List.of(() -> as(() -> orders.placePaid(order(null, full), CASH)), () -> as(() -> {
					refunds.refund(paid.id(), all());
					return orders.get(paid.id());
				})));
		assertThat(both.get(0).get().total()).isEqualTo(yuan(190));
		assertRefused("order.moved", both.get(1));
		assertThat(as(() -> orders.get(paid.id())).state()).isEqualTo(OrderState.PAID);
		assertThat(as(() -> refunds.takenOff(paid.id()))).hasSize(1);
	}

	@Test
	void aTrialThatIsPaidBackMeanwhileIsNotTakenOff() throws Exception {
		ProductId trial = product("Three lessons", 10);
		ProductId full = product("Camp", 200);
		ladder(trial, full);
		as(() -> stock.change(trial, 5, "seats"));
		OrderDetails paid = as(() -> orders.placePaid(order(null, trial), CASH));
		List<Future<OrderDetails>> both = behind(trial, List.of(() -> as(() -> {
			refunds.refund(paid.id(), all());
			return orders.get(paid.id());
		}), () -> as(() -> orders.placePaid(order(null, full), CASH))));
		assertThat(both.get(0).get().state()).isEqualTo(OrderState.REFUNDED);
		assertRefused("catalog.ladder.credit.gone", both.get(1));
		assertThat(as(() -> orders.placePaid(order(null, full), CASH)).total()).isEqualTo(yuan(200));
	}

	/**
	 * Who approves holds the order before the request, as who asks for another one does.
	 */
	@Test
	void approvingARefundAndAskingForAnotherDoNotWaitForEachOther() throws Exception {
		ProductId camp = product("Camp", 900);
		for (int round = 0; round < 6; round++) {
			OrderDetails sold = as(() -> orders.placePaid(order(null, camp), CASH));
			UUID asked = Objects.requireNonNull(clerk(() -> refunds.refund(sold.id(), all())).request());
			List<Future<Boolean>> both = threads
				.invokeAll(List.<Callable<Boolean>>of(() -> isDone(() -> as(() -> refunds.approve(asked))),
						() -> isDone(() -> clerk(() -> refunds.refund(sold.id(), all())))));
			assertThat(both.get(0).get()).isTrue();
			assertThat(both.get(1).get()).as("asked already, or paid back").isFalse();
			assertThat(as(() -> orders.get(sold.id())).state()).isEqualTo(OrderState.REFUNDED);
		}
	}

	/**
	 * Two plans with seats in either order, two limited products, coupons of one batch
	 * with a budget: placed, called off, paid and refunded by eight at once.
	 */
	@Test
	void whateverManyDoAtOnceNobodyWaitsInACircle() throws Exception {
		ProductId club = early(plan("Club"));
		ProductId circle = early(plan("Circle"));
		ProductId cup = product("Cup", 20);
		as(() -> stock.change(cup, 1000, "delivered"));
		BatchId batch = batch();
		List<Callable<Integer>> all = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			boolean turned = i % 2 == 1;
			MemberId member = (i < 4) ? ann : as(() -> members.add(NewMember.named("Bob")));
			all.add(() -> {
				int done = 0;
				for (int n = 0; n < 6; n++) {
					done += lifeOfAnOrder(member, batch, n,
							turned ? List.of(circle, club, cup, tea) : List.of(club, tea, cup, circle));
				}
				return done;
			});
		}
		int done = 0;
		for (Future<Integer> one : threads.invokeAll(all)) {
			done += one.get();
		}
		assertThat(done).as("orders that came to their end").isGreaterThan(20);
		assertThat(as(journal::balances)).isTrue();
		assertThat(taken("plan_early_birds")).isZero();
		assertThat(taken("product_stock")).isZero();
		assertThat(sum("coupon_stock", "spent_minor")).isZero();
		assertThat(sum("coupon_stock", "reserved_minor")).isEqualTo(100 * sum("coupon_stock", "issued"));
	}

	/** What is refused with a reason is no circle. */
	private int lifeOfAnOrder(MemberId member, BatchId batch, int n, List<ProductId> products) {
		try {
			CouponId coupon = as(() -> issuing.issue(batch, member, null)).id();
			NewOrder wanted = new NewOrder(member,
					products.stream().map(product -> new NewOrder.Line(product, 1, null)).toList(), coupon, null,
					OrderSource.STAFF);
			if (n % 3 == 0) {
				OrderDetails waiting = as(() -> orders.place(wanted));
				as(() -> orders.cancel(waiting.id()));
				return 1;
			}
			OrderDetails order = (n % 3 == 1) ? as(() -> orders.placePaid(wanted, CASH)) : paidLater(wanted);
			as(() -> refunds.refund(order.id(), all()));
			return 1;
		}
		catch (DomainException refused) {
			return 0;
		}
	}

	private OrderDetails paidLater(NewOrder wanted) {
		OrderDetails waiting = as(() -> orders.place(wanted));
		try {
			return as(() -> orders.markPaid(waiting.id(), CASH));
		}
		catch (DomainException refused) {
			as(() -> orders.cancel(waiting.id()));
			throw refused;
		}
	}

	/**
	 * Does all at once, while the shelf of a product is held until they stand in line one
	 * behind the other.
	 */
	private List<Future<OrderDetails>> behind(ProductId product, List<Callable<OrderDetails>> all) {
		return as(() -> Objects.requireNonNull(transaction.execute(status -> {
			jdbc.sql("select 1 from product_stock where organization_id = :acme and product_id = :id for update")
				.param("acme", acme)
				.param("id", product.id())
				.query(Integer.class)
				.single();
			List<Future<OrderDetails>> waiting = new ArrayList<>();
			for (Callable<OrderDetails> one : all) {
				waiting.add(threads.submit(one));
				awaitWaiting(jdbc, waiting.size());
			}
			return waiting;
		})));
	}

	private long taken(String counters) {
		return sum(counters, "taken");
	}

	private long sum(String counters, String column) {
		return as(() -> Objects.requireNonNull(transaction.execute(status -> jdbc
			.sql("select coalesce(sum(%s), 0) from %s where organization_id = ?".formatted(column, counters))
			.param(acme)
			.query(Long.class)
			.single())));
	}

	private NewOrder order(@Nullable CouponId coupon, ProductId... products) {
		return new NewOrder(ann, List.of(products).stream().map(one -> new NewOrder.Line(one, 1, null)).toList(),
				coupon, null, OrderSource.STAFF);
	}

	private static RefundAsk all() {
		return new RefundAsk(null, null, PaymentMethod.CASH, "all of it");
	}

	private ProductId product(String name, long price) {
		return as(() -> catalog.create(new NewProduct(name, ProductKind.SERVICE, yuan(price), null)));
	}

	private void ladder(ProductId trial, ProductId full) {
		ProductId free = product("Free lesson", 0);
		as(() -> ladders.create(new NewPriceLadder("Lessons", null,
				Map.of(LadderRung.FREE, free, LadderRung.TRIAL, trial, LadderRung.FULL, full), 14)));
	}

	private PlanDetails plan(String name) {
		return as(() -> plans.get(plans.create(new NewPlan(name, name, PlanTerm.YEARLY, yuan(299), 0, List.of()))));
	}

	private ProductId early(PlanDetails plan) {
		as(() -> earlyBirds.set(plan.id(),
				new NewEarlyBird(1000, Instant.now().plus(Duration.ofHours(72)), yuan(199), "", yuan(0), 1000)));
		return plan.product();
	}

	private BatchId batch() {
		return as(() -> {
			BatchId made = batches.create(new NewBatch("One off", "", CouponTerms.ofAmount(yuan(1), yuan(0)),
					CouponValidity.daysFromIssue(30), 1000, 100, yuan(10_000), CouponConditions.NONE));
			batches.activate(made);
			return made;
		});
	}

	private static boolean isDone(Callable<?> work) throws Exception {
		try {
			work.call();
			return true;
		}
		catch (DomainException refused) {
			return false;
		}
	}

	/** As somebody who may not approve refunds. */
	private <T> T clerk(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.of(Actor.SYSTEM, EnumSet.of(Permission.ORDER_RECORD, Permission.SALES_READ), false, acme, work);
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

	private static void assertRefused(String code, Future<?> what) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(what::get)
			.havingCause()
			.isInstanceOfSatisfying(DomainException.class, refusal -> assertThat(refusal.getCode()).isEqualTo(code));
	}

}
