package io.guildhall.order;

import static io.guildhall.Race.awaitWaiting;
import static io.guildhall.Race.race;
import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductStock;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Allowance;
import io.guildhall.staff.AllowanceService;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import lombok.RequiredArgsConstructor;

/** ★ What people take off orders as they see fit: never more than they were granted. */
@HouseTest
@RequiredArgsConstructor
class OrderAllowancesModuleTests {

	/** An hour before the day turns where the organization is. */
	private static final Instant EVENING = Instant.parse("2026-03-01T15:00:00Z");

	private final OrderService orders;

	private final OrderAllowances given;

	private final AllowanceService allowances;

	private final CatalogService catalog;

	private final ProductStock stock;

	private final MemberService members;

	private final StaffFixtures staff;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private StaffFixtures.@Nullable Person owner;

	private StaffFixtures.@Nullable Person sam;

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = new ProductId(Ids.next());

	@BeforeEach
	void aShop() {
		StaffFixtures.Person founder = staff.found("Acme", "Asia/Shanghai", "CNY");
		owner = founder;
		sam = staff.hired(founder, Role.STAFF);
		ann = staff.as(founder, () -> members.add(NewMember.named("Ann")));
		tea = staff.as(founder, () -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
	}

	@Test
	void nothingIsTakenOffWithoutAnAllowance() {
		assertRefused("order.no-allowance", () -> place(yuan(1)));
		assertRefused("order.no-allowance",
				() -> onBehalf.ofSystem(owner().organizationId(), () -> orders.place(order(yuan(1), "by the house"))));
		grant(yuan(20), yuan(10));
		assertThat(place(yuan(10)).total()).isEqualTo(yuan(20));
		allow(null);
		assertRefused("order.no-allowance", () -> place(yuan(1)));
	}

	@Test
	void theDayIsNeverExceededHoweverManyOrdersAtOnce() throws Exception {
		grant(yuan(10), yuan(2));
		List<String> answers = race(16, i -> () -> {
			try {
				place(yuan(2));
				return "placed";
			}
			catch (DomainException refusal) {
				return refusal.getCode();
			}
		});
		assertThat(answers.stream().filter("placed"::equals)).hasSize(5);
		assertThat(answers).containsOnly("placed", "order.above-per-day");
		assertThat(left()).isEqualTo(yuan(0));
	}

	@Test
	void aNewDayOfTheOrganizationHasAsMuchAgainAndAnOrderThatClosesGivesItsOwnBack() {
		grant(yuan(10), yuan(10));
		OrderDetails order = place(yuan(10));
		assertRefused("order.above-per-day", () -> place(yuan(1)));
		Instant midnight = EVENING.plus(Duration.ofHours(1));
		assertThat(at(midnight, () -> orders.place(order(yuan(6), "a regular"))).total()).isEqualTo(yuan(24));
		at(midnight, () -> orders.cancel(order.id()));
		assertThat(at(midnight, () -> given.left()).orElseThrow().left()).as("its own day has it").isEqualTo(yuan(4));
		assertThat(left()).isEqualTo(yuan(10));
	}

	/**
	 * ★ One closes and one is placed, each with an allowance and from the shelf, and both
	 * stand before the shelf when it opens: who came through the allowance first goes.
	 */
	@Test
	void placingAndClosingDoNotWaitForEachOther() throws Exception {
		grant(yuan(10), yuan(10));
		staff.as(owner(), () -> stock.change(tea, 5, "delivered"));
		OrderDetails held = place(yuan(2));
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			List<Future<OrderDetails>> both = onBehalf.ofSystem(owner().organizationId(),
					() -> Objects.requireNonNull(transaction.execute(status -> {
						lockTheShelf();
						Future<OrderDetails> closed = threads.submit(() -> at(EVENING, () -> orders.cancel(held.id())));
						awaitWaiting(jdbc, 1);
						Future<OrderDetails> placed = threads.submit(() -> place(yuan(3)));
						awaitWaiting(jdbc, 2);
						return List.of(closed, placed);
					})));
			assertThat(both.get(0).get().state()).isEqualTo(OrderState.CANCELLED);
			assertThat(both.get(1).get().state()).isEqualTo(OrderState.UNPAID);
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(left()).isEqualTo(yuan(7));
	}

	private void lockTheShelf() {
		jdbc.sql("select 1 from product_stock where organization_id = :acme and product_id = :tea for update")
			.param("acme", owner().organizationId())
			.param("tea", tea.id())
			.query(Integer.class)
			.single();
	}

	/** ★ A lower price is no way round the allowance. */
	@Test
	void aPriceBelowThatOfTheProductCountsLikeADiscount() {
		assertRefused("order.below-price", () -> sell(yuan(28), null));
		assertThat(sell(yuan(31), null).total()).as("a higher one gives nothing away").isEqualTo(yuan(31));
		grant(yuan(10), yuan(4));
		assertRefused("order.discretion-reason", () -> sell(yuan(28), null));
		assertThat(at(EVENING, () -> orders.quote(cheap(yuan(28), null))).total()).as("a quote asks for no reason")
			.isEqualTo(yuan(28));
		assertRefused("order.above-per-order", () -> sell(yuan(25), new Discretion(null, "a regular")));
		assertRefused("order.above-per-order", () -> sell(yuan(28), new Discretion(yuan(3), "a regular")));
		assertThat(left()).as("what is refused takes nothing").isEqualTo(yuan(10));
		OrderDetails both = sell(yuan(28), new Discretion(yuan(2), "a regular"));
		assertThat(both.total()).isEqualTo(yuan(26));
		assertThat(left()).isEqualTo(yuan(6));
		sell(yuan(26), new Discretion(null, "a scratch"));
		assertRefused("order.above-per-day", () -> sell(yuan(27), new Discretion(null, "a scratch")));
		at(EVENING, () -> orders.cancel(both.id()));
		assertThat(left()).as("one that closes gives both back").isEqualTo(yuan(6));
	}

	/** ★ The same as {@link #theDayIsNeverExceededHoweverManyOrdersAtOnce}. */
	@Test
	void theDayIsNotExceededByPricesEither() throws Exception {
		grant(yuan(10), yuan(2));
		List<String> answers = race(16, i -> () -> {
			try {
				sell(yuan(28), new Discretion(null, "a regular"));
				return "placed";
			}
			catch (DomainException refusal) {
				return refusal.getCode();
			}
		});
		assertThat(answers.stream().filter("placed"::equals)).hasSize(5);
		assertThat(answers).containsOnly("placed", "order.above-per-day");
		assertThat(left()).isEqualTo(yuan(0));
	}

	@Test
	void whoSetsPoliciesSellsForLessAndThatIsWrittenDown() {
		StaffFixtures.Person manager = staff.hired(owner(), Role.MANAGER);
		OrderDetails order = staff.as(manager, () -> orders.place(cheap(yuan(20), null)));
		assertThat(order.total()).isEqualTo(yuan(20));
		grant(yuan(10), yuan(10));
		sell(yuan(27), new Discretion(yuan(1), "a regular"));
		assertThat(staff.as(manager, () -> given.given(null, null)).items())
			.extracting(OrderAllowances.Given::amount, OrderAllowances.Given::price, OrderAllowances.Given::counted,
					OrderAllowances.Given::reason)
			.containsExactlyInAnyOrder(tuple(yuan(10), true, false, null), tuple(yuan(3), true, true, "a regular"),
					tuple(yuan(1), false, true, "a regular"));
		staff.as(manager, () -> orders.cancel(order.id()));
		assertThat(left()).as("nothing was counted for the manager").isEqualTo(yuan(6));
	}

	@Test
	void isWithinTheLimitOfAnOrderAndHasAReason() {
		grant(yuan(50), yuan(20));
		assertRefused("order.above-per-order", () -> place(yuan(21)));
		assertRefused("order.discretion-reason", () -> at(EVENING, () -> orders.place(order(yuan(1), " "))));
		assertRefused("order.discretion-amount", () -> place(yuan(0)));
		grant(yuan(50), yuan(50));
		assertRefused("order.discretion-amount", () -> place(yuan(31)));
		assertThat(left()).as("what is refused takes nothing").isEqualTo(yuan(50));
		OrderDetails whole = place(yuan(30));
		assertThat(whole.state()).isEqualTo(OrderState.PAID);
		assertThat(whole.discounts()).singleElement().satisfies(one -> {
			assertThat(one.reason()).isEqualTo("a regular");
			assertThat(one.account()).isEqualTo(sam().accountId());
		});
		assertThat(at(EVENING, () -> orders.quote(order(yuan(5), "a regular"))).total()).isEqualTo(yuan(25));
		assertThat(left()).as("a quote takes nothing").isEqualTo(yuan(20));
		at(EVENING, () -> orders.cancel(whole.id()));
		assertThat(left()).as("what is called off gives all of it back").isEqualTo(yuan(50));
	}

	@Test
	void managersSeeWhoGaveWhat() {
		grant(yuan(50), yuan(50));
		OrderDetails order = place(yuan(3));
		StaffFixtures.Person manager = staff.hired(owner(), Role.MANAGER);
		assertThat(staff.as(manager, () -> given.given(null, null)).items()).singleElement().satisfies(one -> {
			assertThat(one.order()).isEqualTo(order.id());
			assertThat(one.amount()).isEqualTo(yuan(3));
			assertThat(one.actorName()).isEqualTo(sam().name());
		});
		assertThat(staff.as(manager, () -> given.given(manager.accountId(), null)).items()).isEmpty();
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(sam(), () -> given.given(null, null)));
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> staff.as(manager, () -> allowances.of(sam().accountId())));
	}

	@Test
	void anAllowanceOfNothingOrOfMoreThanADayThereIsNone() {
		assertRefused("staff.allowance-amount", () -> grant(yuan(10), yuan(11)));
		assertRefused("staff.allowance-amount", () -> grant(yuan(0), yuan(0)));
		assertRefused("staff.allowance-amount", () -> grant(new Money(100, "EUR"), new Money(100, "EUR")));
	}

	private OrderDetails place(Money off) {
		return at(EVENING, () -> orders.place(order(off, "a regular")));
	}

	private NewOrder order(Money off, String reason) {
		return new NewOrder(ann, List.of(new NewOrder.Line(tea, 1, null)), List.of(), null, OrderSource.STAFF,
				new Discretion(off, reason));
	}

	private OrderDetails sell(Money price, @Nullable Discretion wanted) {
		return at(EVENING, () -> orders.place(cheap(price, wanted)));
	}

	private NewOrder cheap(Money price, @Nullable Discretion wanted) {
		return new NewOrder(ann, List.of(new NewOrder.Line(tea, 1, price)), List.of(), null, OrderSource.STAFF, wanted);
	}

	private Money left() {
		return at(EVENING, given::left).orElseThrow().left();
	}

	private void grant(Money perDay, Money perOrder) {
		allow(new Allowance(perDay, perOrder));
	}

	private void allow(@Nullable Allowance allowance) {
		staff.as(owner(), () -> {
			allowances.grant(sam().accountId(), allowance);
			return sam();
		});
	}

	private <T> T at(Instant now, Tenancy.Work<@Nullable T, RuntimeException> work) {
		return Objects.requireNonNull(clock.callAt(now, () -> staff.as(sam(), work)));
	}

	private StaffFixtures.Person owner() {
		return Objects.requireNonNull(owner);
	}

	private StaffFixtures.Person sam() {
		return Objects.requireNonNull(sam);
	}

}
