package io.guildhall.rebate;

import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.CASH;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.fulfilment.Courier;
import io.guildhall.fulfilment.FulfilmentDetails;
import io.guildhall.fulfilment.FulfilmentService;
import io.guildhall.fulfilment.ShippingAddress;
import io.guildhall.fulfilment.WrongHandings;
import io.guildhall.fulfilment.WrongShipments;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
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
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * ★ A rebate is earned once its order was received, as far as there is something to
 * receive. All is paid on the first day.
 */
@HouseTest
@RequiredArgsConstructor
class RebateReceiptTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	/** Early on the first day where the shop is, and the day before elsewhere. */
	private static final Instant START = Instant.parse("2026-02-28T20:00:00Z");

	private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);

	private static final int WAIT = 7;

	private final RebateProgrammes programmes;

	private final Rebates rebates;

	private final RebateNight night;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final FulfilmentService fulfilment;

	private final WrongHandings wrongHandings;

	private final WrongShipments wrongShipments;

	private final CatalogService catalog;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId tea = new ProductId(Ids.next());

	private ProductId cup = new ProductId(Ids.next());

	private ProductId course = new ProductId(Ids.next());

	@BeforeEach
	void aShopWithAProgramme() {
		acme = Ids.next();
		at(0, () -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
		ann = at(0, () -> members.add(NewMember.named("Ann")));
		tea = product("Tea", ProductKind.GOODS, 30);
		cup = product("Cup", ProductKind.GOODS, 20);
		course = product("Tasting", ProductKind.COURSE, 30);
		RebateTerms terms = new RebateTerms("Cash back", List.of(), yuan(5), null, null, FIRST, FIRST.plusDays(30),
				WAIT, null, null, null);
		at(0, () -> programmes.activate(programmes.create(terms).id()));
	}

	@Test
	void waitsForTheGoodsAndItsDaysBeginWhenTheyAreHandedOver() {
		OrderId order = at(0, () -> orders.place(wanted(tea))).id();
		assertThat(only(order, 0).waitsFor()).isEqualTo(RebateWait.PAYMENT);
		at(0, () -> orders.markPaid(order, CASH));
		assertThat(only(order, 0).waitsFor()).isEqualTo(RebateWait.GOODS);
		assertThat(only(order, 0).earnedOn()).isNull();
		earn(30);
		assertThat(only(order, 30).state()).as("they still lie in the shop").isEqualTo(RebateState.PROMISED);
		UUID id = only(order, 30).id();
		assertRefused("rebate.moved", () -> at(30, () -> rebates.approve(List.of(id))));
		handOver(order, 30);
		Rebate promised = only(order, 32);
		assertThat(promised.waitsFor()).isEqualTo(RebateWait.DAYS);
		assertThat(promised.daysLeft()).isEqualTo(5);
		assertThat(promised.earnedOn()).isEqualTo(FIRST.plusDays(30 + WAIT));
		earn(36);
		assertThat(only(order, 36).state()).as("they may still be taken back").isEqualTo(RebateState.PROMISED);
		earn(37);
		Rebate earned = only(order, 37);
		assertThat(earned.state()).isEqualTo(RebateState.PENDING);
		assertThat(earned.earnedOn()).isEqualTo(FIRST.plusDays(30 + WAIT));
		assertThat(earned.waitsFor()).isNull();
		assertThat(earned.daysLeft()).isNull();
		assertThat(at(37, () -> journal.balance(Account.REBATE_LIABILITY))).isEqualTo(yuan(-5));
	}

	@Test
	void countsAParcelFromTheDayItLeftAndFromItsArrivalWhereSomebodySaysSo() {
		OrderId order = paid(tea);
		UUID parcel = ship(order, 1);
		assertThat(only(order, 1).earnedOn()).isEqualTo(FIRST.plusDays(1 + WAIT));
		at(4, () -> fulfilment.delivered(parcel));
		earn(10);
		assertThat(only(order, 10).state()).isEqualTo(RebateState.PROMISED);
		assertThat(only(order, 10).earnedOn()).isEqualTo(FIRST.plusDays(4 + WAIT));
		earn(11);
		assertThat(only(order, 11).state()).isEqualTo(RebateState.PENDING);
		OrderId silent = paid(tea);
		ship(silent, 2);
		earn(2 + WAIT);
		assertThat(only(silent, 10).state()).as("nobody wrote down that it arrived").isEqualTo(RebateState.PENDING);
	}

	@Test
	void waitsForAllOfItsOrderButNotForWhatWasPaidBackAndStaysHere() {
		OrderId order = paid(tea, cup, course);
		handOver(order, 1, line(order, tea));
		earn(20);
		assertThat(only(order, 20).waitsFor()).isEqualTo(RebateWait.GOODS);
		UUID unwanted = line(order, cup);
		at(20, () -> refunds.refund(order, new RefundAsk(unwanted, null, PaymentMethod.CASH, "not wanted")));
		assertThat(only(order, 20).earnedOn()).as("what counts is what left").isEqualTo(FIRST.plusDays(1 + WAIT));
		earn(20);
		assertThat(only(order, 20).state()).isEqualTo(RebateState.PENDING);
		assertThat(only(order, 20).earnedOn()).isEqualTo(FIRST.plusDays(1 + WAIT));
		OrderId last = paid(tea, cup);
		handOver(last, 2, line(last, tea));
		handOver(last, 9, line(last, cup));
		assertThat(only(last, 9).earnedOn()).as("from the last of it").isEqualTo(FIRST.plusDays(9 + WAIT));
	}

	@Test
	void waitsAgainForWhatWasNeverHandedOverOrSent() {
		OrderId order = paid(tea);
		handOver(order, 1);
		at(3, () -> wrongHandings.takeBack(order.id(), List.of(), "It still lies here"));
		assertThat(only(order, 3).waitsFor()).isEqualTo(RebateWait.GOODS);
		earn(20);
		assertThat(only(order, 20).state()).isEqualTo(RebateState.PROMISED);
		UUID parcel = ship(order, 20);
		at(21, () -> wrongShipments.takeBack(parcel, "It was another one"));
		assertThat(only(order, 21).waitsFor()).isEqualTo(RebateWait.GOODS);
		earn(30);
		assertThat(only(order, 30).state()).isEqualTo(RebateState.PROMISED);
		handOver(order, 30);
		earn(36);
		assertThat(only(order, 36).state()).as("its days begin anew").isEqualTo(RebateState.PROMISED);
		earn(37);
		assertThat(only(order, 37).state()).isEqualTo(RebateState.PENDING);
	}

	@Test
	void staysEarnedWhateverBecomesOfTheGoodsAfterwards() {
		OrderId order = paid(tea);
		handOver(order, 1);
		earn(8);
		at(9, () -> wrongHandings.takeBack(order.id(), List.of(), "It still lies here"));
		earn(10);
		Rebate earned = only(order, 10);
		assertThat(earned.state()).isEqualTo(RebateState.PENDING);
		assertThat(earned.waitsFor()).isNull();
		assertThat(earned.earnedOn()).isEqualTo(FIRST.plusDays(1 + WAIT));
		assertThat(at(10, () -> rebates.approve(List.of(earned.id())))).isEqualTo(yuan(5));
		handOver(order, 11);
		assertThat(only(order, 11).state()).isEqualTo(RebateState.APPROVED);
		assertThat(only(order, 11).earnedOn()).as("as it was when it was").isEqualTo(FIRST.plusDays(1 + WAIT));
		assertThat(at(11, journal::balances)).isTrue();
	}

	@Test
	void countsFromThePaymentWhereNothingIsToBeHandedOver() {
		OrderId order = paid(course);
		assertThat(only(order, 2).waitsFor()).isEqualTo(RebateWait.DAYS);
		assertThat(only(order, 2).daysLeft()).isEqualTo(5);
		earn(6);
		assertThat(only(order, 6).state()).isEqualTo(RebateState.PROMISED);
		earn(WAIT);
		assertThat(only(order, WAIT).state()).isEqualTo(RebateState.PENDING);
		assertThat(only(order, WAIT).earnedOn()).isEqualTo(FIRST.plusDays(WAIT));
	}

	@Test
	void isApprovedWithoutWaitingForANightOnceItsDaysAreOver() {
		OrderId order = paid(tea);
		handOver(order, 2);
		UUID id = only(order, 2).id();
		assertRefused("rebate.moved", () -> at(8, () -> rebates.approve(List.of(id))));
		assertThat(at(9, () -> rebates.approve(List.of(id)))).isEqualTo(yuan(5));
		assertThat(only(order, 9).earnedOn()).isEqualTo(FIRST.plusDays(2 + WAIT));
	}

	private ProductId product(String name, ProductKind kind, long price) {
		return at(0, () -> catalog.create(new NewProduct(name, kind, yuan(price), null)));
	}

	private NewOrder wanted(ProductId... products) {
		return new NewOrder(ann,
				List.of(products).stream().map(product -> new NewOrder.Line(product, 1, null)).toList(), null, null,
				OrderSource.STAFF);
	}

	private OrderId paid(ProductId... products) {
		return at(0, () -> orders.placePaid(wanted(products), CASH)).id();
	}

	private UUID line(OrderId order, ProductId product) {
		OrderDetails its = at(0, () -> orders.get(order));
		return its.lines().stream().filter(line -> line.product().equals(product)).findFirst().orElseThrow().id();
	}

	/** Some lines, or all that are here. */
	private void handOver(OrderId order, int day, UUID... lines) {
		at(day, () -> fulfilment.handOver(order.id(), List.of(lines)));
	}

	private UUID ship(OrderId order, int day) {
		at(day, () -> fulfilment.address(order.id(),
				new ShippingAddress("Ann", "13800008000", "", "杭州", "", "龙井路 1 号", "", "")));
		FulfilmentDetails shipped = at(day, () -> fulfilment.ship(order.id(), new Courier("SF", "SF1"), List.of()));
		return shipped.parcels().stream().filter(FulfilmentDetails.Parcel::isUnderWay).findFirst().orElseThrow().id();
	}

	private void earn(int day) {
		at(day, () -> {
			night.run(FIRST.plusDays(day));
			return 0;
		});
	}

	private Rebate only(OrderId order, int day) {
		List<Rebate> all = at(day, () -> rebates.list(RebateFilter.of(order), null)).items();
		assertThat(all).hasSize(1);
		return all.get(0);
	}

	/** So many days later. */
	private <T> T at(int days, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(START.plus(Duration.ofDays(days)), () -> onBehalf.ofSystem(acme, work));
	}

}
