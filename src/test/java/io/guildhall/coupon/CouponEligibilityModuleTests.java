package io.guildhall.coupon;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.Eligibility;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.job.JobService;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.tiering.TierPolicyService;
import io.guildhall.tiering.TieringService;
import lombok.RequiredArgsConstructor;

/** To whom a batch is given, whichever way its coupons go out. */
@HouseTest
@RequiredArgsConstructor
class CouponEligibilityModuleTests {

	private final StaffFixtures staff;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final CouponClaiming claiming;

	private final CouponGiving giving;

	private final CouponIssues issues;

	private final JobService jobs;

	private final IssueReading reading;

	private final IssueReach reach;

	private final CouponService coupons;

	private final MemberService members;

	private final MembersOfGroups stays;

	private final CommunityService communities;

	private final GroupService groups;

	private final TieringService tiering;

	private final TierPolicyService policies;

	private final CatalogService catalog;

	private final PlanService plans;

	private final OrderService orders;

	private final OrganizationService organizations;

	private final Clock clock;

	private Person boss;

	private GroupId readers;

	private MemberId ann;

	private MemberId ben;

	@BeforeEach
	void annReadsAndBenDoesNot() {
		boss = staff.found();
		readers = staff.as(boss, () -> groups.create(communities.create(CommunityFixtures.card("Readers")).id(),
				CommunityFixtures.terms("Readers", boss.accountId())))
			.id();
		ann = staff.as(boss, () -> members.add(NewMember.named("Ann").in(readers, null)));
		ben = staff.as(boss, () -> members.add(NewMember.named("Ben")));
	}

	@Test
	void whoIsInNoneOfItsGroupsIsGivenNoneWhicheverWayItGoesOut() {
		BatchId batch = open(new Eligibility(null, List.of(readers.toString()), null));
		assertRefused("coupon.not-for-member", () -> staff.as(boss, () -> issuing.issue(batch, ben, null)));
		assertRefused("coupon.not-for-member",
				() -> staff.as(boss, () -> claiming.claim(CouponClaim.of(batch, ben), null)));
		assertThat(staff.as(boss, () -> giving.give(batch, List.of(new CouponGiving.Wanted(ben, "by itself")))))
			.extracting(CouponGiving.Given::refusal)
			.containsExactly("coupon.not-for-member");
		CouponIssues.Started started = staff.as(boss, () -> issues.issueToList(batch, List.of("Ann", "Ben"), null));
		staff.as(boss, () -> {
			jobs.runNow(started.job());
			return started;
		});
		assertThat(staff.as(boss, () -> reading.results(started.issue(), null, null, 10)).items())
			.extracting(IssueResult::outcome)
			.containsExactly(IssueOutcome.ISSUED, IssueOutcome.NOT_FOR_MEMBER);
		staff.as(boss, () -> claiming.claim(CouponClaim.of(batch, ann), null));
		assertThat(staff.as(boss, () -> batches.get(batch)).issued()).isEqualTo(2);
		assertThat(staff.as(boss, () -> coupons.held(ben))).isEmpty();
	}

	@Test
	void whatSomebodyHoldsTheyKeepWhereverTheyGo() {
		BatchId batch = open(new Eligibility(null, List.of(readers.toString()), null));
		CouponId coupon = staff.as(boss, () -> issuing.issue(batch, ann, null)).id();
		staff.as(boss, () -> {
			stays.left(ann, readers, clock.instant());
			return ann;
		});
		assertRefused("coupon.not-for-member", () -> staff.as(boss, () -> issuing.issue(batch, ann, null)));
		ProductId year = plan();
		assertThat(staff
			.as(boss,
					() -> orders.quote(new NewOrder(ann, List.of(new NewOrder.Line(year, 1, null)), List.of(coupon),
							null, OrderSource.STAFF, null)))
			.discount()).isEqualTo(CouponFixtures.yuan(5));
	}

	@Test
	void aTierIsTheOneOfNow() {
		BatchId batch = open(new Eligibility(List.of("NEW"), null, null));
		assertRefused("coupon.not-for-member", () -> staff.as(boss, () -> issuing.issue(batch, ann, null)));
		staff.as(boss, () -> tiering.evaluate(policies.ofOrganization().id(), organizations.today()));
		staff.as(boss, () -> issuing.issue(batch, ann, null));
		BatchId core = open(new Eligibility(List.of("CORE"), null, null));
		assertRefused("coupon.not-for-member", () -> staff.as(boss, () -> issuing.issue(core, ann, null)));
	}

	@Test
	void aPlanIsOneThatRunsAndEachThingThatIsNamedHolds() {
		ProductId year = plan();
		PlanId plan = staff.as(boss, () -> plans.sold()).get(0).id();
		BatchId batch = open(new Eligibility(null, List.of(readers.toString()), List.of(plan.toString())));
		assertRefused("coupon.not-for-member", () -> staff.as(boss, () -> issuing.issue(batch, ann, null)));
		for (MemberId buyer : List.of(ann, ben)) {
			staff
				.as(boss,
						() -> orders.placePaid(
								new NewOrder(buyer, List.of(new NewOrder.Line(year, 1, null)), List.of(), null,
										OrderSource.STAFF, null),
								new NewPayment(PaymentMethod.CASH, null, null, null)));
		}
		staff.as(boss, () -> issuing.issue(batch, ann, null));
		assertRefused("coupon.not-for-member", () -> staff.as(boss, () -> issuing.issue(batch, ben, null)));
	}

	@Test
	void aChangeIsForWhatIsGivenFromThenOnAndNamesWhatThereIs() {
		BatchId batch = open(Eligibility.ALL);
		staff.as(boss, () -> issuing.issue(batch, ben, null));
		staff.as(boss,
				() -> batches.change(batch, wanted(new Eligibility(null, List.of(readers.toString()), null)), null));
		assertThat(staff.as(boss, () -> batches.get(batch)).eligibility().groups()).containsExactly(readers.toString());
		assertRefused("coupon.not-for-member", () -> staff.as(boss, () -> issuing.issue(batch, ben, null)));
		assertThat(staff.as(boss, () -> coupons.held(ben))).hasSize(1);
		assertRefused("catalog.eligibility.unknown",
				() -> staff.as(boss, () -> batches.create(wanted(new Eligibility(List.of("KINGS"), null, null)))));
	}

	@Test
	void beforeItIsIssuedToManyItIsSaidHowManyOfThemGetOne() {
		BatchId batch = open(new Eligibility(null, List.of(readers.toString()), null));
		Audience all = Audience.all();
		assertThat(staff.as(boss, () -> reach.of(batch, all))).isEqualTo(new IssueReach.Reach(2, 1));
		assertThat(staff.as(boss, () -> reach.of(batch, List.of("Ann", "Ann", "Ben", ann.toString(), "Nobody"))))
			.isEqualTo(new IssueReach.Reach(5, 1));
		assertThat(staff.as(boss, () -> reach.of(batch, List.of(" Ann ", "", " ")))).as("as an issue reads them")
			.isEqualTo(new IssueReach.Reach(1, 1));
		staff.as(boss, () -> issuing.issue(batch, ann, null));
		assertThat(staff.as(boss, () -> reach.of(batch, all)).givable()).as("one member may have two").isEqualTo(1);
		staff.as(boss, () -> issuing.issue(batch, ann, null));
		assertThat(staff.as(boss, () -> reach.of(batch, all)).givable()).isZero();
		assertThat(staff.as(boss, () -> reach.of(batch, List.of("Ann"))).givable()).isZero();
		assertThat(staff.as(boss, () -> reach.of(open(Eligibility.ALL), all))).isEqualTo(new IssueReach.Reach(2, 2));
		BatchId members = staff.as(boss, () -> {
			BatchId id = batches.create(wanted(Eligibility.ALL, new CouponConditions(List.of(), true, false, 0)));
			batches.activate(id);
			return id;
		});
		assertThat(staff.as(boss, () -> reach.of(members, all)).givable()).isZero();
		ProductId year = plan();
		staff.as(boss, () -> orders.placePaid(
				new NewOrder(ben, List.of(new NewOrder.Line(year, 1, null)), List.of(), null, OrderSource.STAFF, null),
				new NewPayment(PaymentMethod.CASH, null, null, null)));
		assertThat(staff.as(boss, () -> reach.of(members, all)).givable()).isEqualTo(1);
		assertThat(staff.as(boss, () -> reach.of(members, List.of("Ben", "Ann"))).givable()).isEqualTo(1);
		PlanId plan = staff.as(boss, () -> plans.sold()).get(0).id();
		BatchId both = open(new Eligibility(List.of("CORE"), List.of(readers.toString()), List.of(plan.toString())));
		assertThat(staff.as(boss, () -> reach.of(both, all)).givable()).isZero();
	}

	private BatchId open(Eligibility eligibility) {
		return staff.as(boss, () -> {
			BatchId id = batches.create(wanted(eligibility));
			batches.activate(id);
			return id;
		});
	}

	private static NewBatch wanted(Eligibility eligibility) {
		return wanted(eligibility, CouponConditions.NONE);
	}

	private static NewBatch wanted(Eligibility eligibility, CouponConditions conditions) {
		NewBatch all = CouponFixtures.fiveOff(10, 2);
		return new NewBatch(all.name(), "", all.terms(), all.validity(), all.stock(), all.perMember(), null, conditions,
				eligibility);
	}

	/** The product of a plan of a year. */
	private ProductId plan() {
		staff.as(boss,
				() -> plans.create(new NewPlan("Year", "", PlanTerm.YEARLY, CouponFixtures.yuan(299), 0, List.of())));
		return staff.as(boss, () -> catalog.active())
			.stream()
			.filter(product -> product.kind() == ProductKind.MEMBERSHIP)
			.findFirst()
			.orElseThrow()
			.id();
	}

}
