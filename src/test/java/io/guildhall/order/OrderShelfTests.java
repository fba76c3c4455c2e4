package io.guildhall.order;

import static io.guildhall.Race.race;
import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.CASH;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductHold;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductStock;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.catalog.StockChange;
import io.guildhall.catalog.StockLevel;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponService;
import io.guildhall.coupon.CouponState;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.member.Belongings;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Orders and the shelf from which they take what there is only so much of. */
@HouseTest
@RequiredArgsConstructor
class OrderShelfTests {

	private static final Money PRICE = new Money(3000, "CNY");

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final OrderHanding handing;

	private final OrderClosing closing;

	private final OrderImporting importing;

	private final CatalogService catalog;

	private final ProductStock stock;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponService coupons;

	private final PlanService plans;

	private final MemberService members;

	private final OrganizationService organizations;

	private final List<Belongings> belongings;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
	}

	@Test
	void sellsNoMoreThanThereAreHoweverManyOrderAtOnce() throws Exception {
		ProductId tea = product("Tea", null);
		lay(tea, 10);
		List<MemberId> all = members(40);
		List<String> answers = race(40, i -> () -> placed(all.get(i), line(tea, 1)));
		assertThat(answers.stream().filter("placed"::equals)).hasSize(10);
		assertThat(answers.stream().filter("catalog.sold-out"::equals)).hasSize(30);
		assertThat(level(tea)).isEqualTo(new StockLevel(10L, 10, 0));
		assertThat(query("select count(*)::text from orders where organization_id = ?")).isEqualTo("10");
	}

	@Test
	void sellsAMemberNoMoreThanTheLimitHoweverOftenTheyOrderAtOnce() throws Exception {
		ProductId tea = product("Tea", 3);
		List<String> answers = race(16, i -> () -> placed(ann, line(tea, 1)));
		assertThat(answers.stream().filter("placed"::equals)).hasSize(3);
		assertThat(answers.stream().filter("catalog.limit-reached"::equals)).hasSize(13);
		assertThat(placed(ann, line(tea, 1))).isEqualTo("catalog.limit-reached");
	}

	@Test
	void ordersInACircleWaitForNobodyForGood() throws Exception {
		ProductId tea = product("Tea", null);
		ProductId cup = product("Cup", null);
		lay(tea, 100);
		lay(cup, 100);
		List<String> answers = race(24, i -> () -> (i % 2 == 0) ? placed(ann, line(tea, 1), line(cup, 1))
				: placed(ann, line(cup, 1), line(tea, 1)));
		assertThat(answers).containsOnly("placed");
		assertThat(level(tea).left()).isEqualTo(76);
	}

	@Test
	void anOrderOfWhichOneThingIsSoldOutTakesNothing() {
		ProductId tea = product("Tea", null);
		ProductId cup = product("Cup", null);
		lay(tea, 5);
		lay(cup, 1);
		CouponId coupon = coupon();
		assertRefused("catalog.sold-out", () -> as(() -> orders
			.place(new NewOrder(ann, List.of(line(tea, 2), line(cup, 2)), coupon, null, OrderSource.STAFF))));
		assertThat(level(tea)).isEqualTo(new StockLevel(5L, 0, 0));
		assertThat(as(() -> coupons.get(coupon)).state()).isEqualTo(CouponState.ISSUED);
		assertThat(query("select count(*)::text from orders where organization_id = ?")).isEqualTo("0");
	}

	@Test
	void twoLinesOfOneProductCountTogether() {
		ProductId tea = product("Tea", 3);
		lay(tea, 3);
		assertRefused("catalog.sold-out", () -> as(() -> orders.place(order(line(tea, 2), line(tea, 2)))));
		lay(tea, 3);
		assertRefused("catalog.limit-reached", () -> as(() -> orders.place(order(line(tea, 2), line(tea, 2)))));
		as(() -> orders.place(order(line(tea, 2), line(tea, 1))));
		assertThat(level(tea).left()).isEqualTo(3);
	}

	@Test
	void givesBackWhatAnOrderHeldThatIsClosed() {
		ProductId tea = product("Tea", 2);
		lay(tea, 5);
		OrderDetails called = as(() -> orders.place(order(line(tea, 2))));
		assertRefused("catalog.limit-reached", () -> as(() -> orders.place(order(line(tea, 1)))));
		as(() -> orders.cancel(called.id()));
		assertThat(level(tea)).isEqualTo(new StockLevel(5L, 0, 0));
		OrderDetails late = as(() -> orders.place(order(line(tea, 2))));
		assertThat(in(Duration.ofDays(3), closing::closeDue)).isOne();
		assertThat(level(tea)).isEqualTo(new StockLevel(5L, 0, 0));
		assertThat(states(late)).containsExactly(ProductHold.State.RETURNED);
	}

	@Test
	void anOrderThatCannotBeClosedStopsNoOther() {
		ProductId tea = product("Tea", null);
		ProductId cup = product("Cup", null);
		lay(tea, 5);
		lay(cup, 5);
		OrderDetails broken = as(() -> orders.place(order(line(tea, 1))));
		OrderDetails sound = as(() -> orders.place(order(line(cup, 1))));
		moveTaken(tea, -1);
		assertThat(in(Duration.ofDays(3), closing::closeDue)).isOne();
		assertThat(states(broken)).containsExactly(ProductHold.State.HELD);
		assertThat(states(sound)).containsExactly(ProductHold.State.RETURNED);
		moveTaken(tea, 1);
		assertThat(in(Duration.ofDays(3), closing::closeDue)).isOne();
		assertThat(states(broken)).containsExactly(ProductHold.State.RETURNED);
	}

	private void moveTaken(ProductId product, int count) {
		as(() -> Objects.requireNonNull(transaction.execute(status -> jdbc
			.sql("update product_stock set taken = taken + :count where organization_id = :acme and product_id = :id")
			.param("count", count)
			.param("acme", acme)
			.param("id", product.id())
			.update())));
	}

	@Test
	void givesBackWhatWasRefundedBeforeItWasHandedOver() {
		ProductId tea = product("Tea", null);
		ProductId cup = product("Cup", null);
		lay(tea, 5);
		lay(cup, 5);
		OrderDetails order = as(() -> orders.placePaid(order(line(tea, 2), line(cup, 1)), CASH));
		UUID first = order.lines().get(0).id();
		as(() -> refunds.refund(order.id(),
				new RefundAsk(null, new Money(100, "CNY"), PaymentMethod.CASH, "a little")));
		assertThat(level(tea).held()).as("a part of the money").isEqualTo(2);
		as(() -> refunds.refund(order.id(), new RefundAsk(first, null, PaymentMethod.CASH, "no tea")));
		assertThat(level(tea).held()).isZero();
		assertThat(level(cup).held()).isOne();
		as(() -> handing.handOver(order.id()));
		assertThat(level(cup)).isEqualTo(new StockLevel(4L, 0, 1));
		as(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "all the rest")));
		assertThat(level(cup)).as("the member has it").isEqualTo(new StockLevel(4L, 0, 1));
		assertThat(level(tea)).isEqualTo(new StockLevel(5L, 0, 0));
		assertRefused("order.not-to-hand-over", () -> as(() -> handing.handOver(order.id())));
	}

	@Test
	void handsOverOnceAndOnlyWhatIsPaid() {
		ProductId tea = product("Tea", null);
		lay(tea, 5);
		OrderDetails order = as(() -> orders.place(order(line(tea, 2))));
		assertRefused("order.not-to-hand-over", () -> as(() -> handing.handOver(order.id())));
		as(() -> orders.markPaid(order.id(), CASH));
		assertThat(as(() -> handing.handOver(order.id()))).extracting(ProductHold::state)
			.containsExactly(ProductHold.State.HANDED_OVER);
		assertRefused("order.nothing-held", () -> as(() -> handing.handOver(order.id())));
		assertThat(level(tea)).isEqualTo(new StockLevel(3L, 0, 2));
	}

	@Test
	void whatWasHandedOverByMistakeIsHeldAgain() {
		ProductId course = seats("Course", ProductKind.COURSE);
		ProductId camp = seats("Camp", ProductKind.CAMP);
		ProductId tea = product("Tea", null);
		lay(tea, 5);
		OrderDetails order = as(() -> orders.placePaid(order(line(course, 2), line(camp, 1), line(tea, 1)), CASH));
		OrderId id = order.id();
		UUID ofCourse = order.lines().get(0).id();
		UUID ofCamp = order.lines().get(1).id();
		UUID ofTea = order.lines().get(2).id();
		assertRefused("order.nothing-handed", () -> as(() -> handing.takeBack(id, null, "no")));
		as(() -> handing.handOver(id));
		assertThat(level(course)).isEqualTo(new StockLevel(3L, 0, 2));
		assertThat(as(() -> handing.handedByThemselves(id))).extracting(ProductHold::line)
			.containsExactlyInAnyOrder(ofCourse, ofCamp);
		assertRefused("order.reason-of-handing", () -> as(() -> handing.takeBack(id, List.of(ofCourse), " ")));
		assertRefused("order.nothing-chosen", () -> as(() -> handing.takeBack(id, List.of(), "none")));
		assertRefused("order.not-handed", () -> as(() -> handing.takeBack(id, List.of(ofCourse, ofTea), "both")));
		assertThat(level(course)).as("nothing moved").isEqualTo(new StockLevel(3L, 0, 2));
		assertThat(as(() -> handing.takeBack(id, List.of(ofCourse), "the other Ann")))
			.filteredOn(hold -> hold.state() == ProductHold.State.HELD)
			.extracting(ProductHold::line)
			.containsExactly(ofCourse);
		assertThat(level(course)).isEqualTo(new StockLevel(5L, 2, 0));
		assertThat(level(camp)).isEqualTo(new StockLevel(4L, 0, 1));
		assertThat(level(tea)).as("it has a delivery").isEqualTo(new StockLevel(4L, 0, 1));
		assertRefused("order.not-handed", () -> as(() -> handing.takeBack(id, List.of(ofCourse), "again")));
		as(() -> refunds.refund(id, new RefundAsk(ofCamp, null, PaymentMethod.CASH, "no camp")));
		assertThat(as(() -> handing.handedByThemselves(id))).isEmpty();
		assertRefused("order.handed-paid-back-since", () -> as(() -> handing.takeBack(id, null, "all")));
		as(() -> handing.handOverByThemselves(id));
		as(() -> refunds.refund(id, new RefundAsk(null, null, PaymentMethod.CASH, "all the rest")));
		assertRefused("order.handed-paid-back-since",
				() -> as(() -> handing.takeBack(id, List.of(ofCourse), "too late")));
		assertThat(level(course)).isEqualTo(new StockLevel(3L, 0, 2));
		assertThat(as(() -> handing.takenBack(id))).singleElement()
			.returns("Course × 2", HandingTakenBack::things)
			.returns("the other Ann", HandingTakenBack::reason);
		as(() -> {
			members.erase(ann);
			return ann;
		});
		assertThat(as(() -> handing.takenBack(id))).singleElement().returns("", HandingTakenBack::reason);
	}

	@Test
	void whySomethingWasNotHandedOverIsNotKeptOfWhoWasErased() {
		ProductId course = seats("Course", ProductKind.COURSE);
		OrderDetails order = as(() -> orders.placePaid(order(line(course, 1)), CASH));
		as(() -> handing.handOverByThemselves(order.id()));
		as(() -> {
			members.erase(ann);
			return ann;
		});
		as(() -> handing.takeBack(order.id(), null, "the other Ann"));
		assertThat(as(() -> handing.takenBack(order.id()))).singleElement()
			.returns("Course × 1", HandingTakenBack::things)
			.returns("", HandingTakenBack::reason);
	}

	/** ★ Either the refund finds it held, and lays it back, or it is gone for good. */
	@Test
	void takingAHandingBackAndARefundAtOnceLeaveTheSeatInOnePlace() throws Exception {
		ProductId course = seats("Course", ProductKind.COURSE);
		for (int round = 0; round < 5; round++) {
			OrderDetails order = as(() -> orders.placePaid(order(line(course, 1)), CASH));
			as(() -> handing.handOverByThemselves(order.id()));
			long handed = level(course).handed();
			List<String> answers = race(2, i -> () -> (i == 0) ? takenBack(order) : refunded(order));
			assertThat(answers.get(1)).isEqualTo("refunded");
			assertThat(level(course).held()).isZero();
			assertThat(level(course).handed()).isEqualTo(answers.get(0).equals("back") ? handed - 1 : handed);
		}
	}

	private String takenBack(OrderDetails order) {
		try {
			as(() -> handing.takeBack(order.id(), null, "wrong"));
			return "back";
		}
		catch (DomainException refusal) {
			return refusal.getCode();
		}
	}

	private String refunded(OrderDetails order) {
		as(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no")));
		return "refunded";
	}

	/** Five of something that has no delivery. */
	private ProductId seats(String name, ProductKind kind) {
		ProductId product = as(() -> catalog.create(new NewProduct(name, kind, PRICE, null)));
		lay(product, 5);
		return product;
	}

	@Test
	void refusesAQuoteLikeAnOrderAndTakesNothingForIt() {
		ProductId tea = product("Tea", null);
		lay(tea, 1);
		assertRefused("catalog.sold-out", () -> as(() -> orders.quote(order(line(tea, 2)))));
		as(() -> orders.quote(order(line(tea, 1))));
		assertThat(level(tea).left()).isOne();
	}

	@Test
	void sellsToThoseOnlyForWhomItIs() {
		PlanId year = as(() -> plans.create(new NewPlan("Year", "", PlanTerm.YEARLY, PRICE, 0, List.of())));
		ProductId tea = as(
				() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, PRICE, null, new ProductTraits(null, null,
						null, null, null, null, new Eligibility(null, null, List.of(year.toString()))))));
		assertRefused("catalog.not-eligible", () -> as(() -> orders.place(order(line(tea, 1)))));
		ProductId membership = as(catalog::active).stream()
			.filter(product -> product.kind() == ProductKind.MEMBERSHIP)
			.findFirst()
			.orElseThrow()
			.id();
		as(() -> orders.placePaid(order(line(membership, 1)), CASH));
		as(() -> orders.place(order(line(tea, 1))));
	}

	@Test
	void sellsNoCampThatIsOver() {
		LocalDate today = as(organizations::today);
		ProductId camp = as(() -> catalog.create(new NewProduct("Camp", ProductKind.CAMP, PRICE, null,
				new ProductTraits(null, null, today.minusDays(7), today, null, null, Eligibility.ALL))));
		as(() -> orders.place(order(line(camp, 1))));
		assertRefused("catalog.over", () -> in(Duration.ofDays(1), () -> orders.place(order(line(camp, 1)))));
	}

	@Test
	void keepsEveryChangeByHandWithItsReasonAndNeverGoesBelowWhatOrdersHold() {
		ProductId tea = product("Tea", null);
		assertThat(level(tea)).isEqualTo(new StockLevel(null, 0, 0));
		lay(tea, 5);
		as(() -> orders.place(order(line(tea, 3))));
		assertRefused("catalog.stock-below-held", () -> as(() -> stock.change(tea, -3, "lost")));
		assertRefused("catalog.no-reason", () -> as(() -> stock.change(tea, -1, " ")));
		assertRefused("catalog.stock.range", () -> as(() -> stock.change(tea, 0, "nothing")));
		assertThat(as(() -> stock.change(tea, -2, "lost"))).isEqualTo(new StockLevel(3L, 3, 0));
		assertThat(as(() -> stock.release(tea, "it grows on trees"))).isEqualTo(new StockLevel(null, 3, 0));
		assertRefused("catalog.no-stock", () -> as(() -> stock.release(tea, "again")));
		as(() -> orders.place(order(line(tea, 1000))));
		assertThat(as(() -> stock.change(tea, 7, "counted again")).left()).isEqualTo(7);
		assertThat(as(() -> stock.history(tea, null)).items()).extracting(StockChange::reason)
			.containsExactly("counted again", "it grows on trees", "lost", "delivered");
	}

	@Test
	void historyThatIsImportedTakesNoStock() {
		ProductId tea = product("Tea", 1);
		lay(tea, 1);
		as(() -> Objects.requireNonNull(transaction.execute(status -> {
			jdbc.sql("""
					create temporary table staged_past (ordinal int primary key, external_no text, member_id uuid,
					    product text, quantity int, amount_minor bigint, paid_at timestamptz, refunded_minor bigint,
					    outcome text) on commit drop
					""").update();
			jdbc.sql("insert into staged_past values (1, 'A1', :ann, 'Tea', 5, 1000, '2020-01-01 17:00Z', null, null)")
				.param("ann", ann.id())
				.update();
			return importing.take(Ids.next(), "staged_past");
		})));
		assertThat(level(tea)).isEqualTo(new StockLevel(1L, 0, 0));
		as(() -> orders.place(order(line(tea, 1))));
	}

	@Test
	void oneWhoWasTwoGetsNoMoreThanOneMay() {
		ProductId tea = product("Tea", 1);
		MemberId other = as(() -> members.add(NewMember.named("An")));
		assertThat(placed(ann, line(tea, 1))).isEqualTo("placed");
		assertThat(placed(other, line(tea, 1))).isEqualTo("placed");
		Belongings holds = belongings.stream().filter(kind -> kind.key().equals("catalog")).findFirst().orElseThrow();
		UUID merge = Ids.next();
		String moved = as(() -> holds.move(merge, other, ann));
		assertThat(as(() -> holds.count(ann))).isEqualTo(2);
		assertThat(placed(ann, line(tea, 1))).isEqualTo("catalog.limit-reached");
		as(() -> {
			holds.moveBack(merge, other, ann, moved);
			return moved;
		});
		assertThat(as(() -> holds.count(other))).isOne();
	}

	@Test
	void whatOneOrganizationHoldsIsNothingToAnother() {
		ProductId tea = product("Tea", null);
		lay(tea, 5);
		OrderDetails order = as(() -> orders.placePaid(order(line(tea, 1)), CASH));
		UUID globex = Ids.next();
		onBehalf.ofSystem(globex,
				() -> organizations.found(new NewOrganization("Globex", null, ZoneId.of("UTC"), "CNY", "en", false)));
		assertRefused("catalog.unknown", () -> onBehalf.ofSystem(globex, () -> stock.change(tea, 1, "mine")));
		assertRefused("order.unknown", () -> onBehalf.ofSystem(globex, () -> handing.handOver(order.id())));
		assertThat(onBehalf.ofSystem(globex, () -> stock.levels(List.of(tea)))).isEmpty();
	}

	private ProductId product(String name, @Nullable Integer perMember) {
		return as(() -> catalog.create(new NewProduct(name, ProductKind.GOODS, PRICE, null,
				new ProductTraits(null, null, null, null, null, perMember, Eligibility.ALL))));
	}

	private void lay(ProductId product, long number) {
		as(() -> stock.change(product, number, "delivered"));
	}

	private StockLevel level(ProductId product) {
		return as(() -> stock.level(product));
	}

	private List<ProductHold.State> states(OrderDetails order) {
		return as(() -> handing.of(order.id())).stream().map(ProductHold::state).toList();
	}

	private String placed(MemberId member, NewOrder.Line... lines) {
		try {
			as(() -> orders.place(new NewOrder(member, List.of(lines), null, null, OrderSource.STAFF)));
			return "placed";
		}
		catch (DomainException refusal) {
			return refusal.getCode();
		}
	}

	private NewOrder order(NewOrder.Line... lines) {
		return new NewOrder(ann, List.of(lines), null, null, OrderSource.STAFF);
	}

	private static NewOrder.Line line(ProductId product, int quantity) {
		return new NewOrder.Line(product, quantity, null);
	}

	private CouponId coupon() {
		BatchId batch = as(() -> batches
			.create(new NewBatch("Ten off", "", CouponTerms.ofAmount(new Money(1000, "CNY"), Money.zero("CNY")),
					CouponValidity.daysFromIssue(30), 10, 10)));
		as(() -> batches.activate(batch));
		return as(() -> issuing.issue(batch, ann, null)).id();
	}

	private List<MemberId> members(int count) {
		List<MemberId> all = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			String name = "Member " + i;
			all.add(as(() -> members.add(NewMember.named(name))));
		}
		return all;
	}

	private String query(String sql) {
		return as(() -> Objects
			.requireNonNull(transaction.execute(status -> jdbc.sql(sql).param(acme).query(String.class).single())));
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

	private <T> T in(Duration later, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(clock.instant().plus(later), () -> as(work));
	}

}
