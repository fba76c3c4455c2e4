package io.guildhall.order;

import static io.guildhall.Refusals.assertRefused;
import static io.guildhall.order.OrderFixtures.CASH;
import static io.guildhall.order.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.HouseTest;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.journal.Account;
import io.guildhall.journal.JournalService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberTimeline;
import io.guildhall.member.NewMember;
import io.guildhall.member.PersonalData;
import io.guildhall.member.TimelineEntry;
import io.guildhall.membership.EarlyBirdService;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipState;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.NewEarlyBird;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanConditions;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.merge.MergeId;
import io.guildhall.merge.MergeService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Memberships that one member buys for another. */
@HouseTest
@RequiredArgsConstructor
class OrderGiftModuleTests {

	private static final Instant NOON = Instant.parse("2026-03-10T04:00:00Z");

	private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

	private final OrderService orders;

	private final OrderRefunds refunds;

	private final OrderListing listing;

	private final OrderGifts gifts;

	private final CatalogService catalog;

	private final PlanService plans;

	private final EarlyBirdService earlyBirds;

	private final MembershipService memberships;

	private final MemberService members;

	private final MemberTimeline timeline;

	private final PersonalData personal;

	private final MergeService merges;

	private final JournalService journal;

	private final CommunityService communities;

	private final GroupService groups;

	private final StaffFixtures staff;

	private final ScopedClock clock;

	@Nullable private Person boss;

	private Instant now = NOON;

	@BeforeEach
	void anOrganization() {
		now = NOON;
		boss = staff.found();
	}

	@Test
	void theBuyerPaysAndTheOtherHasTheMembershipUntilTheMoneyGoesBack() {
		MemberId ann = member("Ann");
		MemberId bob = member("Bob");
		PlanDetails plan = plan("Club", PlanTerm.YEARLY, PlanConditions.NONE);
		OrderDetails placed = as(() -> orders.place(order(ann, plan).giveTo(bob)));
		assertThat(placed).returns(true, OrderDetails::gift).returns(bob, OrderDetails::recipient);
		assertThat(of(bob)).as("nothing is paid yet").isEmpty();
		as(() -> orders.markPaid(placed.id(), CASH));
		assertThat(of(ann)).isEmpty();
		assertThat(only(bob)).returns(MembershipState.ACTIVE, MembershipSummary::state)
			.returns(TODAY.plusYears(1), MembershipSummary::endsOn);
		assertThat(as(() -> listing.figures(ann)).spent()).isEqualTo(yuan(299));
		assertThat(as(() -> listing.figures(bob)).spent()).isEqualTo(yuan(0));
		MembershipId given = only(bob).id();
		assertThat(as(() -> gifts.of(given))).singleElement()
			.returns(placed.id(), MembershipGift::order)
			.returns(ann, MembershipGift::giver);

		OrderDetails own = as(() -> orders.placePaid(order(bob, plan), CASH));
		assertThat(own.gift()).isFalse();
		assertThat(only(bob).endsOn()).as("behind the gift").isEqualTo(TODAY.plusYears(2));
		as(() -> refunds.refund(placed.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no")));
		assertThat(only(bob).endsOn()).as("what they paid for moves up").isEqualTo(TODAY.plusYears(1));
		as(() -> refunds.refund(own.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no")));
		assertThat(only(bob).state()).isEqualTo(MembershipState.REFUNDED);
		assertThat(as(() -> journal.balance(Account.DEFERRED_REVENUE)).isZero()).isTrue();
		assertThat(as(journal::balances)).isTrue();
	}

	@Test
	void whatTheOtherHasSaysWhetherItIsSoldAndTheSeatIsTheBuyers() {
		MemberId ann = member("Ann");
		MemberId bob = member("Bob");
		MemberId eve = member("Eve");
		PlanDetails plan = plan("Club", PlanTerm.YEARLY, PlanConditions.NONE);
		as(() -> earlyBirds.set(plan.id(),
				new NewEarlyBird(9, NOON.plus(Duration.ofDays(3)), yuan(199), null, yuan(0), 1)));
		assertThat(as(() -> orders.placePaid(early(ann, plan).giveTo(bob), CASH)).total()).isEqualTo(yuan(199));
		assertThat(as(() -> earlyBirds.seats(plan.id()))).singleElement().returns(ann, EarlyBirdService.Seat::member);
		assertRefused("plan.early-bird-once", () -> as(() -> orders.place(early(ann, plan).giveTo(eve))));
		assertThat(as(() -> orders.quote(order(ann, plan).giveTo(eve))).total()).isEqualTo(yuan(299));
		assertThat(as(() -> orders.quote(early(bob, plan))).total()).as("theirs is still free").isEqualTo(yuan(199));

		PlanDetails over = plan("Spring", PlanTerm.YEARLY,
				new PlanConditions(null, null, NOON.plus(Duration.ofDays(1))));
		as(() -> orders.placePaid(order(bob, over), CASH));
		now = NOON.plus(Duration.ofDays(2));
		as(() -> orders.quote(order(ann, over).giveTo(bob)));
		assertRefused("plan.sale-over", () -> as(() -> orders.quote(order(bob, over).giveTo(ann))));

		PlanDetails life = plan("Life", PlanTerm.LIFETIME, PlanConditions.NONE);
		as(() -> orders.placePaid(order(ann, life).giveTo(bob), CASH));
		assertRefused("membership.lifetime-already", () -> as(() -> orders.place(order(ann, life).giveTo(bob))));
		as(() -> orders.place(order(ann, life)));
	}

	@Test
	void onlyMembershipsGoToAnotherMemberOfTheSameHouse() {
		MemberId ann = member("Ann");
		MemberId bob = member("Bob");
		PlanDetails plan = plan("Club", PlanTerm.YEARLY, PlanConditions.NONE);
		ProductId tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, yuan(30), null)));
		NewOrder mixed = new NewOrder(ann,
				List.of(new NewOrder.Line(plan.product(), 1, null), new NewOrder.Line(tea, 1, null)), null, null,
				OrderSource.STAFF);
		assertRefused("order.gift.memberships", () -> as(() -> orders.place(mixed.giveTo(bob))));
		assertRefused("order.gift.buyer", () -> as(() -> orders.place(order(ann, plan).giveTo(ann))));
		Person stranger = staff.found();
		MemberId foreign = staff.as(stranger, () -> members.add(NewMember.named("Foreign")));
		assertRefused("member.unknown", () -> as(() -> orders.place(order(ann, plan).giveTo(foreign))));
		MemberId gone = member("Gone");
		as(() -> {
			members.erase(gone);
			return gone;
		});
		assertRefused("order.gift.erased", () -> as(() -> orders.quote(order(ann, plan).giveTo(gone))));
		MemberId twin = member("Bob B.");
		as(() -> merges.merge(bob, twin));
		assertRefused("member.moved", () -> as(() -> orders.place(order(ann, plan).giveTo(twin))));
	}

	@Test
	void giftsGoAlongWithWhoTurnsOutToBeOneAndComeBack() {
		MemberId ann = member("Ann");
		MemberId bob = member("Bob");
		MemberId twin = member("Bob B.");
		PlanDetails plan = plan("Club", PlanTerm.YEARLY, PlanConditions.NONE);
		OrderDetails waits = as(() -> orders.place(order(ann, plan).giveTo(twin)));
		MergeId merge = as(() -> merges.merge(bob, twin));
		assertThat(get(waits).recipient()).isEqualTo(bob);
		undo(merge);
		assertThat(get(waits).recipient()).isEqualTo(twin);
		as(() -> merges.merge(bob, twin));
		as(() -> orders.markPaid(waits.id(), CASH));
		assertThat(only(bob).state()).isEqualTo(MembershipState.ACTIVE);

		MergeId one = as(() -> merges.merge(ann, bob));
		assertThat(get(waits)).as("who gave it to themselves gave nothing")
			.returns(false, OrderDetails::gift)
			.returns(ann, OrderDetails::member)
			.returns(null, OrderDetails::recipient);
		MembershipId own = only(ann).id();
		assertThat(as(() -> gifts.of(own))).isEmpty();
		undo(one);
		assertThat(get(waits)).returns(true, OrderDetails::gift)
			.returns(ann, OrderDetails::member)
			.returns(bob, OrderDetails::recipient);
	}

	@Test
	void bothSeeItInTheirTimeAndInACopyOfTheirData() {
		MemberId ann = member("Ann");
		MemberId bob = member("Bob");
		PlanDetails plan = plan("Club", PlanTerm.YEARLY, PlanConditions.NONE);
		OrderDetails sold = as(() -> orders.placePaid(order(ann, plan).giveTo(bob), CASH));
		assertThat(as(() -> timeline.of(ann, "orders", null, 9)).items()).extracting(TimelineEntry::text)
			.containsExactlyInAnyOrder("order.timeline.placed-gift", "order.timeline.paid");
		assertThat(as(() -> timeline.of(bob, "orders", null, 9)).items()).singleElement()
			.returns("order.timeline.gift", TimelineEntry::text)
			.returns("Club", TimelineEntry::word)
			.returns("/orders/" + sold.id(), TimelineEntry::link);
		assertThat(as(() -> personal.take(ann)).records().get("orders")).hasSize(1);
		assertThat(as(() -> personal.take(bob)).records()).satisfies(records -> {
			assertThat(records.get("orders")).isEmpty();
			assertThat(records.get("memberships")).hasSize(1);
			assertThat(records.get("order_gifts")).singleElement()
				.satisfies(gift -> assertThat(gift.toString()).contains("Club").doesNotContain(ann.toString()));
		});
		for (MemberId erased : List.of(ann, bob)) {
			as(() -> {
				members.erase(erased);
				return erased;
			});
		}
		assertThat(get(sold)).returns(ann, OrderDetails::member).returns(bob, OrderDetails::recipient);
		as(() -> refunds.refund(sold.id(), new RefundAsk(null, null, PaymentMethod.CASH, "no")));
		assertThat(only(bob).state()).isEqualTo(MembershipState.REFUNDED);
	}

	@Test
	void whoHostsGroupsNeitherChoosesNorSeesWhoIsInNoneOfThem() {
		Person host = staff.hired(boss(), Role.OPERATOR);
		CommunityId community = as(() -> communities.create(CommunityFixtures.card("Readers"))).id();
		GroupId group = as(() -> groups.create(community, CommunityFixtures.terms("One", host.accountId()))).id();
		MemberId seen = as(() -> members.add(NewMember.named("Seen").in(group, null)));
		MemberId hidden = member("Hidden");
		PlanDetails plan = plan("Club", PlanTerm.YEARLY, PlanConditions.NONE);
		assertRefused("member.unknown", () -> at(host, () -> orders.quote(order(seen, plan).giveTo(hidden))));
		OrderDetails given = as(() -> orders.place(order(seen, plan).giveTo(hidden)));
		assertThat(at(host, () -> orders.get(given.id()))).returns(true, OrderDetails::gift)
			.returns(null, OrderDetails::recipient);
		assertThat(at(host, () -> listing.latest(seen, 5))).singleElement()
			.returns(true, OrderSummary::gift)
			.returns(null, OrderSummary::recipient);
		assertThat(as(() -> listing.latest(seen, 5))).singleElement().returns(hidden, OrderSummary::recipient);
		assertThat(at(host, () -> orders.markPaid(given.id(), CASH)).recipient()).isNull();
		assertThat(only(hidden).state()).as("also where who takes the money does not see them")
			.isEqualTo(MembershipState.ACTIVE);
		MembershipId unseen = only(hidden).id();
		assertRefused("membership.unknown", () -> at(host, () -> gifts.of(unseen)));

		OrderDetails got = as(() -> orders.placePaid(order(hidden, plan).giveTo(seen), CASH));
		assertRefused("order.unknown", () -> at(host, () -> orders.get(got.id())));
		MembershipId theirs = only(seen).id();
		assertThat(at(host, () -> gifts.of(theirs))).singleElement()
			.returns(null, MembershipGift::giver)
			.returns(null, MembershipGift::order);
		assertThat(at(host, () -> timeline.of(seen, "orders", null, 9)).items())
			.filteredOn(entry -> entry.text().equals("order.timeline.gift"))
			.singleElement()
			.returns(null, TimelineEntry::link);
	}

	private void undo(MergeId merge) {
		as(() -> {
			merges.undo(merge);
			return merge;
		});
	}

	private OrderDetails get(OrderDetails order) {
		return as(() -> orders.get(order.id()));
	}

	private List<MembershipSummary> of(MemberId member) {
		return as(() -> memberships.of(member));
	}

	private MembershipSummary only(MemberId member) {
		return of(member).get(0);
	}

	/** Known a little less long than those before. */
	private MemberId member(String name) {
		now = now.plusSeconds(1);
		return as(() -> members.add(NewMember.named(name)));
	}

	private PlanDetails plan(String name, PlanTerm term, PlanConditions conditions) {
		return as(() -> plans.get(plans.create(new NewPlan(name, name, term, yuan(299), 0, List.of(), conditions))));
	}

	private static NewOrder order(MemberId buyer, PlanDetails plan) {
		return new NewOrder(buyer, List.of(new NewOrder.Line(plan.product(), 1, null)), null, null, OrderSource.STAFF);
	}

	private static NewOrder early(MemberId buyer, PlanDetails plan) {
		return new NewOrder(buyer, List.of(new NewOrder.Line(plan.product(), 1, null, yuan(199))), null, null,
				OrderSource.STAFF);
	}

	private Person boss() {
		return Objects.requireNonNull(boss);
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return at(boss(), work);
	}

	private <T> T at(Person person, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(now, () -> staff.as(person, work));
	}

}
