package io.guildhall.order;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.benefit.BenefitAccess;
import io.guildhall.benefit.BenefitPeriod;
import io.guildhall.benefit.BenefitRule;
import io.guildhall.benefit.BenefitUses;
import io.guildhall.benefit.MemberBenefits;
import io.guildhall.benefit.PlanBenefits;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponConditions;
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
import io.guildhall.membership.MembershipState;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
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
 * ★ The money of a membership that one member buys for another: coupons, upgrades and
 * refunds are the buyer's as far as they paid, and the other's as far as they have it.
 */
@HouseTest
@RequiredArgsConstructor
class OrderGiftMoneyTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

	private static final NewPayment CASH = new NewPayment(PaymentMethod.CASH, null, null, null);

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final OrderListing listing;

	private final OrderGifts gifts;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponService coupons;

	private final PlanService plans;

	private final MembershipService memberships;

	private final PlanBenefits planBenefits;

	private final MemberBenefits benefits;

	private final BenefitUses uses;

	private final MemberService members;

	private final JournalService journal;

	private final OrganizationService organizations;

	private final OnBehalf onBehalf;

	private final ScopedClock clock;

	private UUID acme = Ids.next();

	private Instant now = noon(TODAY);

	private MemberId ann = new MemberId(Ids.next());

	private MemberId bob = new MemberId(Ids.next());

	@BeforeEach
	void twoMembers() {
		acme = Ids.next();
		now = noon(TODAY);
		as(() -> organizations.found(new NewOrganization("Acme", null, ZONE, "CNY", "zh-CN", false)));
		ann = as(() -> members.add(NewMember.named("Ann")));
		bob = as(() -> members.add(NewMember.named("Bob")));
	}

	@Test
	void theBuyersCouponIsUsedAndComesBackToThemWithTheMoney() {
		PlanDetails plan = plan("Club", 299);
		BatchId batch = batch(CouponConditions.NONE);
		CouponId ofAnn = issue(batch, ann);
		CouponId ofBob = issue(batch, bob);
		assertRefused("coupon.of-somebody-else", () -> as(() -> orders.place(gift(plan, ofBob))));
		OrderDetails order = as(() -> orders.place(gift(plan, ofAnn)));
		assertThat(order.total()).isEqualTo(yuan(294));
		as(() -> orders.cancel(order.id()));
		assertThat(state(ofAnn)).as("nobody paid").isEqualTo(CouponState.ISSUED);
		OrderDetails sold = as(() -> orders.placePaid(gift(plan, ofAnn), CASH));
		assertThat(state(ofAnn)).isEqualTo(CouponState.USED);
		UUID line = sold.lines().get(0).id();
		as(() -> refunds.refund(sold.id(), new RefundAsk(line, yuan(100), PaymentMethod.CASH, "a part")));
		assertThat(state(ofAnn)).as("a part does not bring it back").isEqualTo(CouponState.USED);
		assertThat(only(bob).state()).isEqualTo(MembershipState.ACTIVE);
		as(() -> refunds.refund(sold.id(), all()));
		assertThat(as(() -> orders.get(sold.id())).left()).as("to the cent").isEqualTo(yuan(0));
		assertThat(only(bob).state()).isEqualTo(MembershipState.REFUNDED);
		await().untilAsserted(() -> assertThat(state(ofAnn)).isEqualTo(CouponState.ISSUED));
		assertThat(as(() -> coupons.get(ofAnn)).member()).isEqualTo(ann);
		assertThat(state(ofBob)).isEqualTo(CouponState.ISSUED);
		assertThat(balance(Account.DEFERRED_REVENUE)).isZero();
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void aCouponForWhoHasAMembershipAsksForThatOfTheBuyer() {
		PlanDetails plan = plan("Club", 299);
		BatchId batch = batch(new CouponConditions(List.of(), true, false, 0));
		as(() -> orders.placePaid(own(bob, plan), CASH));
		assertRefused("coupon.members-only", () -> as(() -> issuing.issue(batch, ann, null)));
		as(() -> orders.placePaid(own(ann, plan), CASH));
		CouponId ofAnn = issue(batch, ann);
		assertThat(as(() -> orders.placePaid(gift(plan, ofAnn), CASH)).total()).isEqualTo(yuan(294));
	}

	@Test
	void anUpgradeOfTheGiftIsTheOthersAndTakesOffWhatTheBuyerPaid() {
		PlanDetails basic = plan("Basic", 299);
		PlanDetails gold = plan("Gold", 599);
		OrderDetails sold = as(() -> orders.placePaid(gift(basic, null), CASH));
		MembershipSummary given = only(bob);
		now = noon(TODAY.plusDays(100));
		long credit = 29_900L * 265 / 365;
		OrderDetails upgrade = as(() -> orders.upgrade(given.id(), gold.id(), OrderSource.STAFF));
		assertThat(upgrade).returns(bob, OrderDetails::member).returns(false, OrderDetails::gift);
		assertThat(upgrade.total().minor()).isEqualTo(59_900 - credit);
		assertRefused("membership.change-pending", () -> as(() -> orders.place(gift(gold, null))));
		as(() -> orders.markPaid(upgrade.id(), CASH));
		assertThat(only(bob).planName()).isEqualTo("Gold");
		assertRefused("membership.credited", () -> as(() -> refunds.refund(sold.id(), all())));
		assertThat(as(() -> gifts.of(given.id()))).extracting(MembershipGift::giver).containsExactly(ann);
		as(() -> refunds.refund(upgrade.id(), all()));
		assertThat(only(bob)).returns("Basic", MembershipSummary::planName)
			.returns(given.endsOn(), MembershipSummary::endsOn);
		as(() -> refunds.refund(sold.id(), all()));
		assertThat(only(bob).state()).isEqualTo(MembershipState.REFUNDED);
		assertThat(balance(Account.CASH)).isZero();
		assertThat(balance(Account.DEFERRED_REVENUE)).isZero();
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void aRefundThatEndsTheMembershipEndsThatOfTheOtherAndLeavesTheBuyersOwn() {
		PlanDetails plan = plan("Club", 365);
		as(() -> orders.placePaid(own(ann, plan), CASH));
		OrderDetails sold = as(() -> orders.placePaid(gift(plan, null), CASH));
		now = noon(TODAY.plusDays(100));
		UUID line = sold.lines().get(0).id();
		as(() -> refunds.refund(sold.id(), new RefundAsk(line, yuan(265), PaymentMethod.CASH, "moves away", true)));
		assertThat(only(bob)).returns(MembershipState.CANCELLED, MembershipSummary::state)
			.returns(TODAY.plusDays(100), MembershipSummary::endsOn);
		assertThat(only(ann)).returns(MembershipState.ACTIVE, MembershipSummary::state)
			.returns(TODAY.plusYears(1), MembershipSummary::endsOn);
		assertThat(as(() -> listing.figures(ann)).spent()).isEqualTo(yuan(365 + 100));
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void theBenefitsAreForWhoHasTheMembershipAndEndWithTheMoney() {
		PlanDetails plan = plan("Club", 299);
		as(() -> planBenefits.change(plan.id(),
				List.of(new BenefitRule("Lessons", null, 2, BenefitPeriod.YEAR, 0, yuan(50))), true, 0));
		OrderDetails sold = as(() -> orders.placePaid(gift(plan, null), CASH));
		assertThat(as(() -> benefits.access(ann, "Lessons")).reason()).isEqualTo(BenefitAccess.Reason.NOT_A_MEMBER);
		assertThat(as(() -> benefits.access(bob, "Lessons"))).returns(true, BenefitAccess::granted)
			.returns(only(bob).id(), BenefitAccess::membership);
		assertThat(as(() -> uses.use(bob, "Lessons", null, "the first")).member()).isEqualTo(bob);
		OrderDetails own = as(() -> orders.placePaid(own(bob, plan), CASH));
		as(() -> refunds.refund(sold.id(), all()));
		assertThat(as(() -> benefits.access(bob, "Lessons")).granted()).as("what they paid for moved up").isTrue();
		as(() -> refunds.refund(own.id(), all()));
		assertThat(as(() -> benefits.access(bob, "Lessons")).granted()).isFalse();
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void listsAndExportsMarkIt() {
		PlanDetails plan = plan("Club", 299);
		as(() -> orders.placePaid(gift(plan, null), CASH));
		as(() -> orders.placePaid(own(ann, plan), CASH));
		assertThat(as(() -> listing.latest(ann, 5))).extracting(OrderSummary::gift)
			.containsExactlyInAnyOrder(true, false);
		assertThat(as(() -> listing.latest(bob, 5))).as("the buyer's").isEmpty();
	}

	private PlanDetails plan(String name, long price) {
		return as(
				() -> plans.get(plans.create(new NewPlan(name, "Family", PlanTerm.YEARLY, yuan(price), 0, List.of()))));
	}

	private NewOrder gift(PlanDetails plan, @Nullable CouponId coupon) {
		return new NewOrder(ann, List.of(new NewOrder.Line(plan.product(), 1, null)), coupon, null, OrderSource.STAFF)
			.giveTo(bob);
	}

	private static NewOrder own(MemberId member, PlanDetails plan) {
		return new NewOrder(member, List.of(new NewOrder.Line(plan.product(), 1, null)), null, null, OrderSource.STAFF);
	}

	private static RefundAsk all() {
		return new RefundAsk(null, null, PaymentMethod.CASH, "changed their mind");
	}

	private BatchId batch(CouponConditions conditions) {
		return as(() -> {
			BatchId batch = batches.create(new NewBatch("Five off", "", CouponTerms.ofAmount(yuan(5), yuan(0)),
					CouponValidity.daysFromIssue(30), 9, 1, null, conditions));
			batches.activate(batch);
			return batch;
		});
	}

	private CouponId issue(BatchId batch, MemberId member) {
		return as(() -> issuing.issue(batch, member, null)).id();
	}

	private CouponState state(CouponId coupon) {
		return as(() -> coupons.get(coupon)).state();
	}

	private MembershipSummary only(MemberId member) {
		return as(() -> memberships.of(member)).get(0);
	}

	private long balance(Account account) {
		return as(() -> journal.balance(account)).minor();
	}

	private static Instant noon(LocalDate day) {
		return day.atTime(12, 0).atZone(ZONE).toInstant();
	}

	private static Money yuan(long amount) {
		return new Money(amount * 100, "CNY");
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now, () -> onBehalf.ofSystem(acme, work));
	}

}
