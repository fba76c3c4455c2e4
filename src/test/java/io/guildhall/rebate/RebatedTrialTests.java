package io.guildhall.rebate;

import static io.guildhall.order.OrderFixtures.CASH;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.LadderRung;
import io.guildhall.catalog.NewPriceLadder;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.PriceLadders;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
import io.guildhall.coupon.CouponId;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.coupon.CouponTerms;
import io.guildhall.coupon.CouponValidity;
import io.guildhall.coupon.NewBatch;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.order.NewOrder;
import io.guildhall.order.OrderDetails;
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

/** ★ What comes back of a trial is not taken off the full product as well. */
@HouseTest
@RequiredArgsConstructor
class RebatedTrialTests {

	private final RebateProgrammes programmes;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final CatalogService catalog;

	private final PriceLadders ladders;

	private final MemberService members;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private UUID acme = Ids.next();

	private MemberId ann = new MemberId(Ids.next());

	private ProductId trial = ProductId.of(Ids.next().toString());

	private ProductId full = ProductId.of(Ids.next().toString());

	@BeforeEach
	void aLadder() {
		acme = Ids.next();
		as(() -> organizations
			.found(new NewOrganization("Acme", null, ZoneId.of("Asia/Shanghai"), "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
		trial = product("Three lessons", 10);
		full = product("Camp", 200);
		as(() -> ladders
			.create(new NewPriceLadder("Lessons", null, Map.of(LadderRung.TRIAL, trial, LadderRung.FULL, full), 14)));
	}

	@Test
	void aTrialCountsForWhatItsRebateLeaves() {
		programme(yuan(4));
		OrderDetails paid = buy(List.of(), trial);
		assertThat(as(() -> orders.quote(order(List.of(), full))).total()).isEqualTo(yuan(194));
		as(() -> refunds.refund(paid.id(), new RefundAsk(null, yuan(5), PaymentMethod.CASH, "one lesson less")));
		OrderDetails bought = buy(List.of(), full);
		assertThat(bought.total()).as("of the five that are left two come back").isEqualTo(yuan(197));
		assertThat(as(() -> orders.get(bought.id())).lines().get(0).credit()).isEqualTo(yuan(3));
	}

	@Test
	void aTrialThatComesBackAsAWholeTakesNothingOff() {
		programme(yuan(10));
		buy(List.of(), trial);
		assertThat(buy(List.of(), full).total()).isEqualTo(yuan(200));
	}

	@Test
	void ofTwoTrialsThatCountsWhichCostMore() {
		buy(List.of(coupon(yuan(7))), trial);
		OrderDetails dearer = buy(List.of(coupon(yuan(2))), trial);
		assertThat(as(() -> orders.quote(order(List.of(), full))).total()).as("ten less two").isEqualTo(yuan(192));
		as(() -> refunds.refund(dearer.id(), new RefundAsk(null, null, PaymentMethod.CASH, "all of it")));
		assertThat(buy(List.of(), full).total()).as("ten less seven").isEqualTo(yuan(197));
	}

	private void programme(Money amount) {
		LocalDate today = LocalDate.now(clock);
		as(() -> programmes.activate(programmes
			.create(new RebateTerms("Taste for less", List.of(trial), amount, null, null, today.minusDays(1),
					today.plusDays(30), 7, null, null, null))
			.id()));
	}

	private CouponId coupon(Money back) {
		BatchId batch = as(() -> batches.create(new NewBatch("Back", "", CouponTerms.ofCashback(back, yuan(0), 7),
				CouponValidity.daysFromIssue(30), 50, 10, null, CouponConditions.NONE)));
		as(() -> batches.activate(batch));
		return as(() -> issuing.issue(batch, ann, null)).id();
	}

	private OrderDetails buy(List<CouponId> coupons, ProductId product) {
		return as(() -> orders.placePaid(order(coupons, product), CASH));
	}

	private NewOrder order(List<CouponId> coupons, ProductId product) {
		return new NewOrder(ann, List.of(new NewOrder.Line(product, 1, null)), coupons, null, OrderSource.STAFF, null);
	}

	private ProductId product(String name, int price) {
		return as(() -> catalog.create(new NewProduct(name, ProductKind.SERVICE, yuan(price), null)));
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

}
