package io.guildhall.order;

import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.CASH;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.Race;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductStock;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.coupon.BatchDetails;
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
import io.guildhall.fulfilment.Courier;
import io.guildhall.fulfilment.FulfilmentDetails;
import io.guildhall.fulfilment.FulfilmentListing;
import io.guildhall.fulfilment.FulfilmentService;
import io.guildhall.fulfilment.LineState;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.fulfilment.WrongHandings;
import io.guildhall.fulfilment.WrongShipments;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.EarlyBird;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.membership.NewEarlyBird;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.organization.NewOrganization;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * ★ A gift of an early bird that is a thing of ours: there is one for whoever gets a
 * seat, it comes with the paid order, and goes back with its money.
 */
@HouseTest
@RequiredArgsConstructor
class EarlyBirdGiftsTests {

	private static final ShippingAddress HOME = new ShippingAddress("安然", "13800008000", "浙江", "杭州", "西湖区", "龙井路 1 号",
			"310000", "");

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final OrderHanding handing;

	private final FulfilmentListing fulfilments;

	private final FulfilmentService shipping;

	private final WrongShipments wrong;

	private final WrongHandings handings;

	private final CatalogService catalog;

	private final ProductStock stock;

	private final PlanService plans;

	private final EarlyBirdService earlyBirds;

	private final CouponBatches batches;

	private final CouponService coupons;

	private final CouponIssuing issuing;

	private final CouponDebts debts;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final Clock clock;

	private UUID acme = Ids.next();

	private PlanDetails plan;

	@BeforeEach
	void aPlanIsSold() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		plan = as(() -> plans.get(plans.create(new NewPlan("Club", "", PlanTerm.YEARLY, yuan(299), 0, List.of()))));
	}

	@Test
	void aProductIsHeldWithTheOrderAndDeliveredWithIt() {
		ProductId book = book(2, null);
		early(5, book, null);
		assertThat(early().gift()).as("by its own name").isEqualTo("Book");
		assertThat(early().giftCost()).as("at what it costs").isEqualTo(yuan(12));
		assertThat(early().giftLeft()).isEqualTo(2);
		OrderDetails order = as(() -> orders.place(order(member(), false)));
		assertThat(early().giftLeft()).isOne();
		assertThat(as(() -> stock.level(book)).held()).isOne();
		as(() -> orders.markPaid(order.id(), CASH));
		assertThat(delivered(order)).singleElement().satisfies(line -> {
			assertThat(line.productName()).isEqualTo("Book");
			assertThat(line.state()).isEqualTo(LineState.OPEN);
		});
		assertThat(seat(order).giftWaits()).isTrue();
		assertRefused("plan.gift-with-order", () -> handOver(order));
		as(() -> handing.handOver(order.id()));
		assertThat(seat(order).handedAt()).isNotNull();
		assertThat(as(() -> stock.level(book)).handed()).isOne();
		as(() -> refunds.refund(order.id(), all()));
		assertThat(seat(order).releasedAt()).as("the money is back, the book is not").isNotNull();
		assertThat(seat(order).handedAt()).isNotNull();
		assertThat(as(() -> stock.level(book)).left()).isOne();
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void aGiftWhoseParcelNeverWentOutIsOwedAgainUnlessItsSeatIsFreeByThen() {
		ProductId book = book(2, null);
		early(5, book, null);
		ProductId tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
		NewOrder wanted = new NewOrder(member(),
				List.of(new NewOrder.Line(plan.product(), 1, null, null), new NewOrder.Line(tea, 1, null)), null, null,
				OrderSource.STAFF)
			.to(HOME);
		OrderDetails order = as(() -> orders.placePaid(wanted, CASH));
		UUID parcel = ship(order);
		assertThat(seat(order).handedAt()).isNotNull();
		as(() -> wrong.takeBack(parcel, "the other order"));
		assertThat(seat(order).giftWaits()).as("it is here again").isTrue();
		assertThat(as(() -> stock.level(book)).held()).isOne();
		UUID second = ship(order);
		assertThat(seat(order).handedAt()).isNotNull();
		UUID sold = order.lines().get(0).id();
		as(() -> refunds.refund(order.id(), new RefundAsk(sold, null, PaymentMethod.CASH, "no")));
		assertRefused("fulfilment.refused.paid-back-since", () -> as(() -> wrong.takeBack(second, "wrong")));
		assertThat(as(() -> stock.level(book)).handed()).as("the seat is free, the book is gone").isOne();
	}

	@Test
	void aGiftThatWasNotHandedOverIsOwedAgainUnlessItsSeatIsFreeByThen() {
		ProductId book = book(2, null);
		early(5, book, null);
		ProductId tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
		NewOrder wanted = new NewOrder(member(),
				List.of(new NewOrder.Line(plan.product(), 1, null, null), new NewOrder.Line(tea, 1, null)), null, null,
				OrderSource.STAFF);
		OrderDetails order = as(() -> orders.placePaid(wanted, CASH));
		UUID id = order.id().id();
		UUID gift = seat(order).id();
		as(() -> shipping.handOver(id, List.of()));
		assertThat(seat(order).giftWaits()).as("it is gone").isFalse();
		assertThat(as(() -> stock.level(book)).handed()).isOne();
		as(() -> handings.takeBack(id, List.of(gift), "they left without it"));
		assertThat(seat(order).giftWaits()).as("it is here again").isTrue();
		assertThat(as(() -> stock.level(book)).held()).isOne();
		as(() -> shipping.handOver(id, List.of(gift)));
		assertThat(seat(order).giftWaits()).as("it is gone once more").isFalse();
		assertThat(as(() -> stock.level(book)).handed()).isOne();
		UUID sold = order.lines().get(0).id();
		as(() -> refunds.refund(order.id(), new RefundAsk(sold, null, PaymentMethod.CASH, "no")));
		assertRefused("fulfilment.refused.given-paid-back-since",
				() -> as(() -> handings.takeBack(id, List.of(gift), "wrong")));
		assertThat(as(() -> stock.level(book)).handed()).as("the seat is free, the book is gone").isOne();
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void aProductGoesBackOnTheShelfWithTheMoneyAndWhereNobodyPays() {
		ProductId book = book(2, null);
		early(5, book, null);
		OrderDetails waiting = as(() -> orders.place(order(member(), false)));
		OrderDetails paid = as(() -> orders.placePaid(order(member(), false), CASH));
		assertThat(early().open()).as("no book is left").isFalse();
		assertThat(early().giftGone()).isTrue();
		assertThat(as(() -> orders.quote(order(member(), false))).total()).isEqualTo(yuan(299));
		as(() -> orders.cancel(waiting.id()));
		assertThat(as(() -> stock.level(book)).left()).isOne();
		as(() -> refunds.refund(paid.id(), all()));
		assertThat(as(() -> stock.level(book)).left()).isEqualTo(2);
		assertThat(delivered(paid)).extracting(FulfilmentDetails.Line::state).containsExactly(LineState.STOPPED);
		assertThat(early().taken()).isZero();
		assertThat(as(() -> orders.quote(order(member(), false))).total()).isEqualTo(yuan(199));
	}

	/** It is no purchase: who has as many as one may buy gets it all the same. */
	@Test
	void aGiftIsNotCountedAgainstWhatAMemberMayBuy() {
		ProductId book = book(5, 1);
		early(5, book, null);
		MemberId ann = member();
		as(() -> orders.placePaid(one(ann, book, null), CASH));
		assertThat(as(() -> orders.placePaid(order(ann, false), CASH)).total()).isEqualTo(yuan(199));
		assertThat(as(() -> stock.level(book)).left()).isEqualTo(3);
		MemberId bob = member();
		as(() -> orders.placePaid(order(bob, false), CASH));
		as(() -> orders.placePaid(one(bob, book, null), CASH));
		assertRefused("catalog.limit-reached", () -> as(() -> orders.placePaid(one(bob, book, null), CASH)));
		assertThat(as(() -> stock.level(book)).left()).as("the gift came first and counts for nothing").isOne();
	}

	/** It was sold: whom the batch is given to of itself is not asked (ADR 157). */
	@Test
	void aCouponIsIssuedToWhoeverBoughtTheSeatAlsoWhereItsBatchIsForOthers() {
		BatchId forSome = batch(new NewBatch("Gold only", "", CouponTerms.ofAmount(yuan(5), yuan(0)),
				CouponValidity.daysFromIssue(30), 5, 1, null, new CouponConditions(List.of(), true, false, 0),
				new Eligibility(List.of("CORE"), List.of(), List.of())));
		early(5, null, forSome);
		MemberId ann = member();
		MemberId bob = member();
		assertRefused("coupon.members-only", () -> as(() -> issuing.issue(forSome, ann, null)));
		OrderDetails own = as(() -> orders.placePaid(order(ann, false), CASH));
		CouponId coupon = issued(own);
		OrderDetails given = as(() -> orders.placePaid(order(bob, false).giveTo(ann), CASH));
		CouponId ofBob = issued(given);
		assertThat(as(() -> coupons.get(ofBob)).member()).as("the seat is the buyer's").isEqualTo(bob);
		ProductId tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
		assertRefused("coupon.members-only", () -> as(() -> orders.placePaid(one(bob, tea, ofBob), CASH)));
		as(() -> orders.placePaid(one(ann, tea, coupon), CASH));
	}

	@Test
	void aCouponIsIssuedToWhoHasAsManyAsOneMayHave() {
		BatchId batch = batch(5);
		early(5, null, batch);
		MemberId ann = member();
		as(() -> issuing.issue(batch, ann, null));
		assertRefused("coupon.limit-reached", () -> as(() -> issuing.issue(batch, ann, null)));
		OrderDetails order = as(() -> orders.placePaid(order(ann, false), CASH));
		CouponId coupon = issued(order);
		assertThat(as(() -> coupons.get(coupon)).state()).isEqualTo(CouponState.ISSUED);
		assertThat(figures(batch)).returns(2L, BatchDetails::issued).returns(0L, BatchDetails::setAside);
		assertRefused("coupon.limit-reached", () -> as(() -> issuing.issue(batch, ann, null)));
	}

	/** ★ Ten seats and three books, whoever comes, pays, and has their money back. */
	@Test
	void nobodyGetsASeatWithoutItsGiftHoweverManyAskAtOnce() throws Exception {
		ProductId book = book(3, null);
		early(10, book, null);
		List<String> answers = race(24, i -> as(() -> orders.placePaid(order(member(), false), CASH)).total());
		assertThat(Collections.frequency(answers, "199.00 CNY")).isEqualTo(3);
		assertThat(early().taken()).isEqualTo(3);
		assertThat(as(() -> stock.level(book)).left()).isZero();
		List<EarlyBirdService.Seat> seats = as(() -> earlyBirds.seats(plan.id()));
		race(seats.size() * 2, i -> {
			OrderId order = new OrderId(seats.get(i / 2).order());
			return (i % 2 == 0) ? as(() -> handing.handOver(order)) : as(() -> refunds.refund(order, all()));
		});
		long gone = as(() -> stock.level(book)).handed();
		assertThat(as(() -> stock.level(book)).left()).as("either handed over or back").isEqualTo(3 - gone);
		assertThat(early().taken()).isZero();
	}

	@Test
	void aCouponIsSetAsideWithTheOrderIssuedWithTheMoneyAndTakenBackWithIt() {
		BatchId batch = batch(5);
		early(5, null, batch);
		assertThat(early().giftCost()).as("at its most").isEqualTo(yuan(5));
		OrderDetails called = as(() -> orders.place(order(member(), false)));
		assertThat(figures(batch).setAside()).isOne();
		assertThat(early().giftLeft()).isEqualTo(4);
		as(() -> orders.cancel(called.id()));
		assertThat(figures(batch).setAside()).isZero();
		OrderDetails order = as(() -> orders.placePaid(order(member(), false), CASH));
		CouponId coupon = issued(order);
		assertThat(as(() -> coupons.get(coupon)).state()).isEqualTo(CouponState.ISSUED);
		assertThat(figures(batch)).returns(1L, BatchDetails::issued).returns(0L, BatchDetails::setAside);
		assertRefused("plan.nothing-to-hand-over", () -> handOver(order));
		as(() -> refunds.refund(order.id(), all()));
		await().untilAsserted(() -> assertThat(as(() -> coupons.get(coupon)).state()).isEqualTo(CouponState.REVOKED));
		assertThat(figures(batch).issued()).isZero();
		assertThat(seat(order).releasedAt()).isNotNull();
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void aCouponThatWasUsedIsOwedOnceTheMoneyIsBack() {
		BatchId batch = batch(5);
		early(5, null, batch);
		MemberId ann = member();
		OrderDetails order = as(() -> orders.placePaid(order(ann, false), CASH));
		CouponId coupon = issued(order);
		ProductId tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
		as(() -> orders.placePaid(one(ann, tea, coupon), CASH));
		as(() -> refunds.refund(order.id(), all()));
		await().untilAsserted(() -> assertThat(as(() -> debts.of(coupon)).orElseThrow().amount()).isEqualTo(yuan(5)));
	}

	@Test
	void aCouponThatCannotBeIssuedNowWaitsUntilSomebodyIssuesIt() throws Exception {
		BatchId batch = batch(5);
		early(5, null, batch);
		OrderDetails order = as(() -> orders.place(order(member(), false)));
		as(() -> batches.pause(batch));
		assertThat(early().open()).as("nobody gets one now").isFalse();
		as(() -> orders.markPaid(order.id(), CASH));
		assertRefused("coupon.not-open", () -> handOver(order));
		assertThat(seat(order).isHandedHere()).isTrue();
		as(() -> batches.activate(batch));
		// Who listens may come as late as this, and issue it as well.
		race(1, i -> {
			handOver(order);
			return order;
		});
		assertThat(issued(order)).isNotNull();
		assertThat(figures(batch)).returns(1L, BatchDetails::issued).returns(0L, BatchDetails::setAside);
	}

	/** ★ The last coupon of a batch goes with one seat. */
	@Test
	void noMoreSeatsThanCouponsHoweverManyAskAtOnce() throws Exception {
		BatchId batch = batch(3);
		early(10, null, batch);
		List<String> answers = race(16, i -> as(() -> orders.placePaid(order(member(), true), CASH)).total());
		assertThat(Collections.frequency(answers, "199.00 CNY")).isEqualTo(3);
		assertThat(answers).filteredOn(answer -> !answer.startsWith("199"))
			.isSubsetOf("plan.gift-gone", "plan.early-bird-over");
		await().untilAsserted(
				() -> assertThat(figures(batch)).returns(3L, BatchDetails::issued).returns(0L, BatchDetails::setAside));
		assertThat(early().taken()).isEqualTo(3);
	}

	@Test
	void whatIsNoThingOrNotOpenIsNoGift() {
		ProductId course = as(() -> catalog.create(new NewProduct("Course", ProductKind.COURSE, yuan(30), null)));
		assertRefused("plan.gift-product", () -> early(5, course, null));
		BatchId draft = as(() -> batches.create(draft(5)));
		assertRefused("plan.gift-batch", () -> early(5, null, draft));
		ProductId book = book(5, null);
		BatchId open = batch(5);
		assertRefused("plan.one-gift", () -> early(5, book, open));
	}

	private void early(int seats, @Nullable ProductId product, @Nullable BatchId batch) {
		Instant until = clock.instant().plus(Duration.ofHours(72));
		as(() -> earlyBirds.set(plan.id(),
				new NewEarlyBird(seats, until, yuan(199), null, yuan(0), 1, product, batch)));
	}

	private EarlyBird early() {
		return as(() -> earlyBirds.get(plan.id()));
	}

	private ProductId book(int number, @Nullable Integer perMember) {
		ProductId book = as(() -> catalog.create(new NewProduct("Book", ProductKind.GOODS, yuan(30), null,
				new ProductTraits(null, yuan(12), null, null, null, perMember, Eligibility.ALL))));
		as(() -> stock.change(book, number, "printed"));
		return book;
	}

	private BatchId batch(long number) {
		return batch(draft(number));
	}

	private BatchId batch(NewBatch wanted) {
		return as(() -> {
			BatchId batch = batches.create(wanted);
			batches.activate(batch);
			return batch;
		});
	}

	private static NewBatch draft(long number) {
		return new NewBatch("Five off", "", CouponTerms.ofAmount(yuan(5), yuan(0)), CouponValidity.daysFromIssue(30),
				number, 1, null, CouponConditions.NONE);
	}

	private BatchDetails figures(BatchId batch) {
		return as(() -> batches.get(batch));
	}

	private CouponId issued(OrderDetails order) {
		await().untilAsserted(() -> assertThat(seat(order).giftCoupon()).isNotNull());
		return Objects.requireNonNull(seat(order).giftCoupon());
	}

	private EarlyBirdService.Seat seat(OrderDetails order) {
		return as(() -> earlyBirds.seatsOfOrder(order.id().id())).get(0);
	}

	private void handOver(OrderDetails order) {
		as(() -> {
			earlyBirds.handOver(seat(order).id());
			return order;
		});
	}

	private UUID ship(OrderDetails order) {
		return as(() -> shipping.ship(order.id().id(), new Courier("SF", "SF" + Ids.next()), List.of())).parcels()
			.stream()
			.filter(FulfilmentDetails.Parcel::isUnderWay)
			.findFirst()
			.orElseThrow()
			.id();
	}

	private List<FulfilmentDetails.Line> delivered(OrderDetails order) {
		return as(() -> fulfilments.get(order.id().id())).lines();
	}

	/**
	 * The plan.
	 * @param shown whether its early price was shown, and more is refused
	 */
	private NewOrder order(MemberId member, boolean shown) {
		return new NewOrder(member, List.of(new NewOrder.Line(plan.product(), 1, null, shown ? yuan(199) : null)), null,
				null, OrderSource.STAFF);
	}

	private static NewOrder one(MemberId member, ProductId product, @Nullable CouponId coupon) {
		return new NewOrder(member, List.of(new NewOrder.Line(product, 1, null)), coupon, null, OrderSource.STAFF);
	}

	private static RefundAsk all() {
		return new RefundAsk(null, null, PaymentMethod.CASH, "changed their mind");
	}

	private MemberId member() {
		return as(() -> members.add(NewMember.named("Ann")));
	}

	/** What came of each, or why it was refused. */
	private static List<String> race(int times, Attempt work) throws Exception {
		return Race.race(times, number -> () -> {
			try {
				return work.of(number).toString();
			}
			catch (DomainException refused) {
				return refused.getCode();
			}
		});
	}

	@FunctionalInterface
	private interface Attempt {

		Object of(int number);

	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

}
