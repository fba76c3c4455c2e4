package io.guildhall.fulfilment;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.Race;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductStock;
import io.guildhall.catalog.StockLevel;
import io.guildhall.fulfilment.FulfilmentFilter.Stage;
import io.guildhall.fulfilment.TrackingOutcome.Result;
import io.guildhall.member.Belongings;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderHanding;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import io.guildhall.table.TableSource;
import lombok.RequiredArgsConstructor;

/** Orders on their way to their members. */
@HouseTest
@RequiredArgsConstructor
class FulfilmentModuleTests {

	private static final ShippingAddress HOME = new ShippingAddress("安然", "13800008000", "浙江", "杭州", "西湖区", "龙井路 1 号",
			"310000", "");

	private static final Courier COURIER = new Courier("顺丰", "SF100");

	private static final FulfilmentDetails.TakenBack NEVER = new FulfilmentDetails.TakenBack(Instant.EPOCH, "", "never",
			"");

	private final FulfilmentService fulfilment;

	private final FulfilmentListing listing;

	private final CourierTable table;

	private final CourierTables tables;

	private final WrongShipments wrong;

	private final WrongHandings handings;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final OrderHanding handing;

	private final CatalogService catalog;

	private final ProductStock stock;

	private final MemberService members;

	private final OrganizationService organizations;

	private final List<Belongings> belongings;

	private final OnBehalf onBehalf;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = ProductId.of(Ids.next().toString());

	private ProductId course = tea;

	@BeforeEach
	void aShop() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("安然")));
		tea = product("Tea", ProductKind.GOODS);
		course = product("Course", ProductKind.COURSE);
		as(() -> stock.change(tea, 100, "delivered"));
	}

	@Test
	void anOrderGoesOutInParcelsAndArrives() {
		ProductId cup = product("Cup", ProductKind.SAMPLE);
		OrderDetails order = as(() -> orders.placePaid(
				new NewOrder(ann, List.of(line(tea, 2), line(cup, 1), line(course, 1)), null, null, OrderSource.STAFF)
					.to(HOME),
				cash()));
		FulfilmentDetails its = get(order);
		assertThat(its.lines()).extracting(FulfilmentDetails.Line::productName).containsExactly("Tea", "Cup");
		assertThat(list(Stage.TO_SHIP)).singleElement()
			.returns(order.number(), FulfilmentSummary::number)
			.returns("Tea × 2, Cup × 1", FulfilmentSummary::things);
		UUID ofTea = its.lines().get(0).id();
		FulfilmentDetails half = as(() -> fulfilment.ship(order.id().id(), COURIER, List.of(ofTea)));
		assertThat(states(half)).containsExactly(LineState.SHIPPED, LineState.OPEN);
		assertThat(level().handed()).isEqualTo(2);
		assertThat(list(Stage.TO_SHIP)).singleElement().returns("Cup × 1", FulfilmentSummary::things);
		assertThat(list(Stage.UNDER_WAY)).singleElement().returns("SF100", FulfilmentSummary::trackingNo);
		UUID parcel = half.parcels().get(0).id();
		as(() -> fulfilment.correct(parcel, new Courier("顺丰", "SF101")));
		assertThat(as(() -> fulfilment.delivered(parcel)).parcels()).singleElement()
			.returns("SF101", FulfilmentDetails.Parcel::trackingNo);
		assertRefused("fulfilment.refused.not-under-way", () -> as(() -> fulfilment.delivered(parcel)));
		assertRefused("fulfilment.refused.not-under-way", () -> as(() -> fulfilment.correct(parcel, COURIER)));
		assertThat(states(as(() -> fulfilment.handOver(order.id().id(), List.of()))))
			.containsExactly(LineState.DELIVERED, LineState.HANDED_OVER);
		assertThat(list(Stage.TO_SHIP)).isEmpty();
		assertThat(list(Stage.UNDER_WAY)).isEmpty();
		assertRefused("fulfilment.refused.nothing-open", () -> as(() -> fulfilment.address(order.id().id(), HOME)));
	}

	@Test
	void whatIsPaidBackBeforeItLeftStaysAndWhatLeftIsOnNoShelf() {
		OrderDetails here = paid(1, HOME);
		refund(here);
		assertThat(states(get(here))).containsExactly(LineState.STOPPED);
		assertRefused("fulfilment.refused.nothing-open",
				() -> as(() -> fulfilment.ship(here.id().id(), COURIER, List.of())));
		assertThat(level().left()).isEqualTo(100);
		OrderDetails gone = paid(1, HOME);
		as(() -> fulfilment.ship(gone.id().id(), COURIER, List.of()));
		refund(gone);
		assertThat(states(get(gone))).containsExactly(LineState.SHIPPED);
		assertThat(level()).isEqualTo(new StockLevel(99L, 0, 1));
	}

	@Test
	void aParcelThatNeverWentOutIsTakenBackWithItsStock() {
		OrderDetails order = paid(2, HOME);
		StockLevel before = level();
		UUID parcel = ship(order);
		assertRefused("fulfilment.refused.reason", () -> as(() -> wrong.takeBack(parcel, " ")));
		FulfilmentDetails its = as(() -> wrong.takeBack(parcel, "the other order"));
		assertThat(states(its)).containsExactly(LineState.OPEN);
		assertThat(its.parcels()).singleElement()
			.extracting(FulfilmentDetails.Parcel::takenBack)
			.isNotNull()
			.returns("the other order", FulfilmentDetails.TakenBack::reason)
			.returns("Tea × 2", FulfilmentDetails.TakenBack::things);
		assertThat(level()).isEqualTo(before);
		assertThat(list(Stage.TO_SHIP)).singleElement().returns(null, FulfilmentSummary::carrier);
		assertThat(list(Stage.UNDER_WAY)).isEmpty();
		assertRefused("fulfilment.refused.taken-back-already", () -> as(() -> wrong.takeBack(parcel, "again")));
		assertRefused("fulfilment.refused.not-under-way", () -> as(() -> fulfilment.delivered(parcel)));
		assertRefused("fulfilment.refused.not-under-way", () -> as(() -> fulfilment.correct(parcel, COURIER)));
		UUID second = ship(order);
		as(() -> fulfilment.delivered(second));
		assertRefused("fulfilment.refused.arrived", () -> as(() -> wrong.takeBack(second, "no")));
		assertThat(level()).isEqualTo(new StockLevel(98L, 0, 2));
		as(() -> {
			members.erase(ann);
			return ann;
		});
		assertThat(get(order).parcels()).extracting(one -> Objects.requireNonNullElse(one.takenBack(), NEVER).reason())
			.containsExactly("never", "");
	}

	@Test
	void whatWasNotHandedOverIsTakenBackWithItsStock() {
		ProductId cup = product("Cup", ProductKind.SAMPLE);
		OrderDetails order = as(() -> orders
			.placePaid(new NewOrder(ann, List.of(line(tea, 2), line(cup, 1)), null, null, OrderSource.STAFF), cash()));
		UUID id = order.id().id();
		StockLevel before = level();
		assertRefused("fulfilment.refused.nothing-given", () -> as(() -> handings.takeBack(id, List.of(), "no")));
		as(() -> fulfilment.handOver(id, List.of()));
		assertThat(level().handed()).isEqualTo(2);
		UUID ofTea = get(order).lines().get(0).id();
		assertRefused("fulfilment.refused.reason", () -> as(() -> handings.takeBack(id, List.of(ofTea), " ")));
		FulfilmentDetails its = as(() -> handings.takeBack(id, List.of(ofTea), "the other order"));
		assertThat(states(its)).containsExactly(LineState.OPEN, LineState.HANDED_OVER);
		assertThat(its.wrongHandings()).singleElement()
			.extracting(FulfilmentDetails.WrongHanding::takenBack)
			.returns("the other order", FulfilmentDetails.TakenBack::reason)
			.returns("Tea × 2", FulfilmentDetails.TakenBack::things);
		assertThat(level()).as("here, and held for the order").isEqualTo(before);
		assertRefused("fulfilment.refused.not-given", () -> as(() -> handings.takeBack(id, List.of(ofTea), "again")));
		as(() -> fulfilment.handOver(id, List.of()));
		as(() -> refunds.refund(order.id(),
				new RefundAsk(order.lines().get(0).id(), null, PaymentMethod.CASH, "of the tea")));
		assertRefused("fulfilment.refused.given-paid-back-since",
				() -> as(() -> handings.takeBack(id, List.of(), "all")));
		UUID ofCup = get(order).lines().get(1).id();
		assertThat(states(as(() -> handings.takeBack(id, List.of(ofCup), "only the cup"))))
			.containsExactly(LineState.HANDED_OVER, LineState.OPEN);
		assertThat(level()).as("the tea is gone").isEqualTo(new StockLevel(98L, 0, 2));
		as(() -> {
			members.erase(ann);
			return ann;
		});
		assertThat(get(order).wrongHandings()).hasSize(2).allMatch(one -> one.takenBack().reason().isEmpty());
	}

	/** ★ Either the refund finds it here, and lays it back, or it is gone for good. */
	@Test
	void takingAHandingBackAndARefundAtOnceLeaveTheGoodsInOnePlace() throws Exception {
		for (int i = 0; i < 8; i++) {
			OrderDetails order = paid(1, HOME);
			long handed = level().handed();
			as(() -> fulfilment.handOver(order.id().id(), List.of()));
			List<String> answers = race(() -> {
				handings.takeBack(order.id().id(), List.of(), "wrong");
				return "back";
			}, () -> {
				refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no"));
				return "refunded";
			});
			assertThat(answers.get(1)).isEqualTo("refunded");
			boolean back = answers.get(0).equals("back");
			assertThat(states(get(order))).containsExactly(back ? LineState.STOPPED : LineState.HANDED_OVER);
			assertThat(level().held()).isZero();
			assertThat(level().handed()).isEqualTo(back ? handed : handed + 1);
		}
	}

	@Test
	void aParcelOfWhichSomethingWasPaidBackSinceStays() {
		OrderDetails order = paid(1, HOME);
		UUID parcel = ship(order);
		as(() -> refunds.refund(order.id(),
				new RefundAsk(null, new Money(100, "CNY"), PaymentMethod.CASH, "a little")));
		as(() -> wrong.takeBack(parcel, "a part of the money is no reason"));
		UUID second = ship(order);
		refund(order);
		assertRefused("fulfilment.refused.paid-back-since", () -> as(() -> wrong.takeBack(second, "no")));
		assertThat(level()).isEqualTo(new StockLevel(99L, 0, 1));
	}

	@Test
	void takingAParcelBackAndARefundAtOnceLeaveTheGoodsInOnePlace() throws Exception {
		for (int i = 0; i < 8; i++) {
			OrderDetails order = paid(1, HOME);
			long handed = level().handed();
			UUID parcel = ship(order);
			List<String> answers = race(() -> {
				wrong.takeBack(parcel, "wrong");
				return "back";
			}, () -> {
				refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no"));
				return "refunded";
			});
			assertThat(answers.get(1)).isEqualTo("refunded");
			boolean back = answers.get(0).equals("back");
			assertThat(states(get(order))).containsExactly(back ? LineState.STOPPED : LineState.SHIPPED);
			StockLevel level = level();
			assertThat(level.held()).isZero();
			assertThat(level.handed()).isEqualTo(back ? handed : handed + 1);
			assertThat(level.onHand()).isEqualTo(100 - level.handed());
		}
	}

	@Test
	void aTableOfACourierIsTakenBackAsAWholeAndCanComeAgain() {
		OrderDetails one = paid(1, HOME);
		OrderDetails two = paid(1, HOME);
		OrderDetails three = paid(1, HOME);
		String csv = "order_no,carrier,tracking_no\n" + one.number() + ",SF,SF1\n" + two.number() + ",SF,SF2\n"
				+ three.number() + ",SF,SF3\n";
		UUID table = Objects.requireNonNull(take(csv).get(0).table());
		assertThat(as(() -> tables.list(null)).items()).singleElement()
			.returns(table, CourierTableSummary::id)
			.returns(3, CourierTableSummary::parcels)
			.returns("numbers.csv", CourierTableSummary::name);
		as(() -> fulfilment.delivered(get(two).parcels().get(0).id()));
		refund(three);
		assertThat(as(() -> wrong.takeBackTable(table, "of yesterday")))
			.extracting(TakenBackOutcome::number, TakenBackOutcome::refusal)
			.containsExactlyInAnyOrder(tuple(one.number(), null), tuple(two.number(), "fulfilment.refused.arrived"),
					tuple(three.number(), "fulfilment.refused.paid-back-since"));
		assertThat(states(get(one))).containsExactly(LineState.OPEN);
		assertThat(level()).isEqualTo(new StockLevel(98L, 1, 2));
		assertThat(as(() -> wrong.takeBackTable(table, "again"))).noneMatch(TakenBackOutcome::takenBack);
		assertThat(as(() -> tables.get(table)).table().takenBackReason()).isEqualTo("of yesterday");
		assertThat(take(csv)).extracting(TrackingOutcome::result)
			.containsExactly(Result.SHIPPED, Result.SAME, Result.SAME);
		assertRefused("fulfilment.refused.unknown-table", () -> as(() -> wrong.takeBackTable(Ids.next(), "no")));
	}

	@Test
	void whyATableIsTakenBackIsNotKeptOfWhoWasErased() {
		OrderDetails order = paid(1, HOME);
		UUID table = Objects
			.requireNonNull(take("order_no,carrier,tracking_no\n" + order.number() + ",SF,SF1\n").get(0).table());
		as(() -> {
			members.erase(ann);
			return ann;
		});
		assertThat(as(() -> wrong.takeBackTable(table, "Ann moved"))).allMatch(TakenBackOutcome::takenBack);
		assertThat(states(get(order))).containsExactly(LineState.OPEN);
		assertThat(get(order).parcels()).extracting(one -> Objects.requireNonNullElse(one.takenBack(), NEVER).reason())
			.containsExactly("");
	}

	@Test
	void whatIsNotPaidWaitsAndWhatIsCalledOffStays() {
		OrderDetails order = as(() -> orders.place(wanted(1, HOME)));
		assertThat(list(Stage.TO_SHIP)).isEmpty();
		assertRefused("fulfilment.refused.not-paid",
				() -> as(() -> fulfilment.ship(order.id().id(), COURIER, List.of())));
		as(() -> orders.cancel(order.id()));
		assertThat(states(get(order))).containsExactly(LineState.STOPPED);
		assertRefused("fulfilment.refused.nothing-to-send", () -> as(() -> orders
			.place(new NewOrder(ann, List.of(line(course, 1)), null, null, OrderSource.STAFF).to(HOME))));
	}

	@Test
	void handingOverWhatAnOrderHoldsIsHandingOverItsLines() {
		OrderDetails order = paid(3, null);
		assertThat(list(Stage.NO_ADDRESS)).hasSize(1);
		as(() -> handing.handOver(order.id()));
		assertThat(states(get(order))).containsExactly(LineState.HANDED_OVER);
		assertThat(level().handed()).isEqualTo(3);
		assertRefused("order.nothing-held", () -> as(() -> handing.handOver(order.id())));
	}

	@Test
	void aParcelAndARefundAtOnceAreNeverBoth() throws Exception {
		for (int i = 0; i < 12; i++) {
			OrderDetails order = paid(1, HOME);
			List<String> answers = race(() -> {
				fulfilment.ship(order.id().id(), COURIER, List.of());
				return "shipped";
			}, () -> {
				refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no"));
				return "refunded";
			});
			assertThat(answers.get(1)).isEqualTo("refunded");
			LineState state = states(get(order)).get(0);
			assertThat(state).isEqualTo(answers.get(0).equals("shipped") ? LineState.SHIPPED : LineState.STOPPED);
			StockLevel level = level();
			assertThat(level.held()).isZero();
			assertThat(level.onHand()).isEqualTo(100 - level.handed());
		}
	}

	@Test
	void twoWhoShipTheSameSendOneParcel() throws Exception {
		OrderDetails order = paid(1, HOME);
		Callable<String> ship = () -> {
			fulfilment.ship(order.id().id(), COURIER, List.of());
			return "shipped";
		};
		assertThat(race(ship, ship)).containsExactlyInAnyOrder("shipped", "fulfilment.refused.nothing-open");
		assertThat(get(order).parcels()).hasSize(1);
	}

	@Test
	void theTableOfACourierComesBackWithNumbersRowByRow() {
		OrderDetails one = paid(1, HOME);
		OrderDetails two = paid(2, HOME);
		OrderDetails nowhere = paid(1, null);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		as(() -> {
			table.write(FulfilmentFilter.of(Stage.TO_SHIP), out);
			return out;
		});
		assertThat(out.toString(StandardCharsets.UTF_8)).contains("order_no", "安然", "13800008000", "Tea × 2")
			.doesNotContain("\r\n" + nowhere.number() + ",");
		assertThat(take(out.toString(StandardCharsets.UTF_8))).as("no number yet: it waits").isEmpty();
		String back = "订单号,快递公司,运单号\n" + one.number() + ",顺丰,SF1\n" + two.number() + ",顺丰,SF2\n" + nowhere.number()
				+ ",顺丰,SF3\n999999,顺丰,SF4\nabc,顺丰,SF5\n" + two.number() + ",顺丰,SF6\n" + two.number() + ",,SF7\n";
		List<TrackingOutcome> outcomes = take(back);
		assertThat(outcomes).extracting(TrackingOutcome::result)
			.containsExactly(Result.SHIPPED, Result.SHIPPED, Result.REFUSED, Result.REFUSED, Result.REFUSED,
					Result.REFUSED, Result.REFUSED);
		assertThat(outcomes.subList(2, 7)).extracting(TrackingOutcome::refusal)
			.containsExactly("fulfilment.refused.no-address", "fulfilment.refused.unknown",
					"fulfilment.refused.order-number", "fulfilment.refused.nothing-open", "fulfilment.refused.carrier");
		assertThat(outcomes.get(2).line()).isEqualTo(4);
		assertThat(take(back).subList(0, 2)).extracting(TrackingOutcome::result)
			.containsExactly(Result.SAME, Result.SAME);
		assertThat(get(two).parcels()).singleElement().returns("SF2", FulfilmentDetails.Parcel::trackingNo);
		assertThat(level().handed()).isEqualTo(3);
		assertRefused("fulfilment.refused.columns", () -> take("a,b,c\n1,2,3\n"));
	}

	@Test
	void whereSomebodyLivesIsOfferedAgainGoesAlongAndIsForgotten() {
		MemberId an = as(() -> members.add(NewMember.named("An")));
		assertThat(as(() -> listing.lastWhole(ann))).isEmpty();
		OrderDetails order = paid(1, HOME);
		as(() -> fulfilment.ship(order.id().id(), COURIER, List.of()));
		assertThat(as(() -> listing.lastWhole(ann))).contains(HOME);
		Belongings its = belongings.stream().filter(one -> one.key().equals("fulfilment")).findFirst().orElseThrow();
		UUID merge = Ids.next();
		String moved = as(() -> its.move(merge, ann, an));
		assertThat(as(() -> listing.lastWhole(an))).contains(HOME);
		as(() -> {
			its.moveBack(merge, ann, an, moved);
			return moved;
		});
		as(() -> {
			members.erase(ann);
			return ann;
		});
		FulfilmentDetails left = get(order);
		assertThat(left.address()).isNull();
		assertThat(left.parcels()).singleElement().returns("", FulfilmentDetails.Parcel::trackingNo);
		assertThat(as(() -> listing.lastWhole(ann))).isEmpty();
	}

	private UUID ship(OrderDetails order) {
		return as(() -> fulfilment.ship(order.id().id(), COURIER, List.of())).parcels().get(0).id();
	}

	private List<TrackingOutcome> take(String csv) {
		byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
		return as(() -> table.take(TableSource.of("numbers.csv", bytes.length, () -> new ByteArrayInputStream(bytes))));
	}

	private List<FulfilmentSummary> list(Stage stage) {
		return as(() -> listing.list(FulfilmentFilter.of(stage), null)).items();
	}

	private FulfilmentDetails get(OrderDetails order) {
		return as(() -> listing.get(order.id().id()));
	}

	private static List<LineState> states(FulfilmentDetails its) {
		return its.lines().stream().map(FulfilmentDetails.Line::state).toList();
	}

	private OrderDetails paid(int quantity, @Nullable ShippingAddress to) {
		return as(() -> orders.placePaid(wanted(quantity, to), cash()));
	}

	private NewOrder wanted(int quantity, @Nullable ShippingAddress to) {
		return new NewOrder(ann, List.of(line(tea, quantity)), null, null, OrderSource.STAFF).to(to);
	}

	private void refund(OrderDetails order) {
		as(() -> refunds.refund(order.id(), new RefundAsk(null, null, PaymentMethod.CASH, "does not like it")));
	}

	private StockLevel level() {
		return as(() -> stock.level(tea));
	}

	private ProductId product(String name, ProductKind kind) {
		return as(() -> catalog.create(new NewProduct(name, kind, new Money(3000, "CNY"), null)));
	}

	private static NewOrder.Line line(ProductId product, int quantity) {
		return new NewOrder.Line(product, quantity, null);
	}

	private static NewPayment cash() {
		return new NewPayment(PaymentMethod.CASH, null, null, null);
	}

	private List<String> race(Callable<String> one, Callable<String> other) throws Exception {
		List<Callable<String>> both = new ArrayList<>();
		for (Callable<String> work : List.of(one, other)) {
			both.add(() -> onBehalf.ofSystem(acme, () -> {
				try {
					return work.call();
				}
				catch (DomainException refusal) {
					return refusal.getCode();
				}
				catch (Exception broken) {
					throw new IllegalStateException(broken);
				}
			}));
		}
		return Race.race(both);
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

}
