package io.guildhall;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.guildhall.audit.AuditTrail;
import io.guildhall.benefit.Bookings;
import io.guildhall.benefit.SlotId;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.CouponFixtures;
import io.guildhall.coupon.CouponIssuing;
import io.guildhall.field.FieldValues;
import io.guildhall.member.Consent;
import io.guildhall.member.MemberBlocks;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberIdentities;
import io.guildhall.member.MemberNotes;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.member.Profile;
import io.guildhall.membership.MembershipGrants;
import io.guildhall.membership.PlanId;
import io.guildhall.order.NewOrder;
import io.guildhall.order.NewPayment;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderNotes;
import io.guildhall.order.OrderRefunds;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderSource;
import io.guildhall.order.RefundAsk;
import io.guildhall.organization.OrganizationService;
import io.guildhall.payment.PaymentMethod;
import io.guildhall.points.PointReading;
import io.guildhall.points.PointsService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.task.NewTask;
import io.guildhall.task.TaskId;
import io.guildhall.task.TaskService;
import lombok.RequiredArgsConstructor;

/** Nothing is written about who was erased, nor given to them, whichever module asks. */
@HouseTest
@RequiredArgsConstructor
class ErasedMembersTests {

	private final MemberService members;

	private final MemberNotes notes;

	private final MemberTagging tagging;

	private final MemberConsents consents;

	private final MemberIdentities identities;

	private final MemberBlocks blocks;

	private final MembersOfGroups stays;

	private final FieldValues fields;

	private final CommunityService communities;

	private final GroupService groups;

	private final TaskService tasks;

	private final CatalogService catalog;

	private final OrderService orders;

	private final OrderNotes orderNotes;

	private final OrderRefunds refunds;

	private final AuditTrail trail;

	private final PointReading pointReading;

	private final PointsService points;

	private final CouponBatches batches;

	private final CouponIssuing issuing;

	private final MembershipGrants grants;

	private final Bookings bookings;

	private final OrganizationService organizations;

	private final StaffFixtures staff;

	private final ScopedClock clock;

	private Person boss;

	private MemberId gone;

	private GroupId group;

	private ProductId tea;

	private OrderDetails order;

	private OrderId paid;

	private TaskId task;

	@BeforeEach
	void annIsErased() {
		boss = staff.found();
		group = as(() -> groups.create(communities.create(CommunityFixtures.card("Readers")).id(),
				CommunityFixtures.terms("Readers", boss.accountId())))
			.id();
		gone = as(() -> members.add(NewMember.named("Ann")));
		tea = as(() -> catalog.create(new NewProduct("Tea", ProductKind.GOODS, new Money(3_000, "CNY"), null)));
		order = as(() -> orders.place(ordered("Ring twice at Ann's")));
		paid = as(() -> orders.place(ordered(null))).id();
		as(() -> orders.markPaid(paid, new NewPayment(PaymentMethod.TRANSFER, null, null, "from Ann's mother")));
		as(() -> refunds.refund(paid, back(1_000, "Ann does not like it")));
		as(() -> points.grant(gone, 20, "Ann helped", null));
		task = as(() -> tasks.add(new NewTask("Call Ann", "at home", gone, null, today())));
		as(() -> {
			members.erase(gone);
			return gone;
		});
	}

	@Test
	void nothingIsWrittenDownOfThem() {
		assertRefused("member.erased", () -> as(() -> notes.write(gone, "likes tea")));
		assertRefused("member.erased", () -> as(() -> members.edit(gone, new Profile("Ann", null, null, null), null)));
		assertRefused("member.erased",
				() -> as(() -> members.edit(gone, new Profile("Ann", null, null, boss.accountId()), null)));
		assertRefused("member.erased", () -> as(() -> {
			consents.say(gone, Consent.GIVEN, false, "at the door");
			return gone;
		}));
		assertRefused("member.erased", () -> as(() -> {
			identities.add(gone, NewIdentity.handle(Carrier.WECHAT, "ann-1"));
			return gone;
		}));
		assertRefused("member.erased", () -> as(() -> blocks.block(gone, "spam")));
		assertRefused("member.erased", () -> as(() -> {
			stays.joined(gone, group, clock.instant());
			return gone;
		}));
		assertRefused("field.erased", () -> as(() -> fields.set(gone, Map.of(), null)));
		assertThat(as(() -> tagging.tag(MemberFilter.of(List.of(gone)), "vip"))).isZero();
	}

	@Test
	void noTaskIsAboutThem() {
		assertRefused("member.erased", () -> as(() -> tasks.add(new NewTask("Call Ann", "", gone, null, today()))));
		assertRefused("member.erased", () -> as(() -> {
			tasks.reopen(task);
			return task;
		}));
		assertThat(as(() -> tasks.get(task)).note()).isEmpty();
	}

	@Test
	void whatWasNotedWithTheirOrdersIsGoneAndNothingMoreIs() {
		assertThat(as(() -> orders.get(order.id())).note()).isEmpty();
		assertRefused("order.erased-note", () -> as(() -> orderNotes.change(order.id(), "Ring twice")));
		assertThat(as(() -> orderNotes.change(order.id(), " ")).note()).isEmpty();
		as(() -> orders.cancel(order.id()));
	}

	@Test
	void whyTheirOrdersWerePaidBackIsGoneAndNoneIsKeptAfterThat() {
		as(() -> refunds.refund(paid, back(500, "Ann's mother called")));

		OrderDetails settled = as(() -> orders.get(paid));
		assertThat(settled.refunded()).isEqualTo(new Money(1_500, "CNY"));
		assertThat(settled.refunds()).hasSize(2).allSatisfy(refund -> assertThat(refund.reason()).isEmpty());
		assertThat(settled.payments()).allSatisfy(payment -> assertThat(payment.reference()).isEmpty());
		assertThat(as(() -> trail.of("order", paid.toString()))).isNotEmpty()
			.allSatisfy(entry -> assertThat(entry.toString()).doesNotContain("mother", "does not like"));
	}

	@Test
	void pointsAreTakenWithoutWords() {
		as(() -> points.take(gone, 5, "Ann was rude"));

		assertThat(as(() -> pointReading.of(gone)).available()).isEqualTo(15);
		assertThat(as(() -> pointReading.ledger(gone, null, null)).items())
			.allSatisfy(entry -> assertThat(entry.note()).isNullOrEmpty());
	}

	@Test
	void nothingIsSoldOrGivenToThem() {
		assertRefused("member.erased", () -> as(() -> orders.place(ordered(null))));
		assertRefused("member.erased", () -> as(() -> orders.quote(ordered(null))));
		assertRefused("member.erased", () -> as(() -> points.grant(gone, 5, "thanks", null)));
		assertRefused("member.erased",
				() -> as(() -> grants.give(gone, new PlanId(Ids.next()), today().plusDays(30), "thanks")));
		assertRefused("member.erased", () -> as(() -> bookings.book(new SlotId(Ids.next()), gone)));
		BatchId batch = as(() -> {
			BatchId id = batches.create(CouponFixtures.fiveOff(10, 1));
			batches.activate(id);
			return id;
		});
		assertRefused("coupon.not-eligible", () -> as(() -> issuing.issue(batch, gone, null)));
	}

	private NewOrder ordered(@Nullable String note) {
		return new NewOrder(gone, List.of(new NewOrder.Line(tea, 1, null)), null, note, OrderSource.STAFF);
	}

	private static RefundAsk back(long minor, String why) {
		return new RefundAsk(null, new Money(minor, "CNY"), PaymentMethod.CASH, why);
	}

	private LocalDate today() {
		return as(() -> organizations.today());
	}

	private <T, E extends Throwable> T as(Tenancy.Work<T, E> work) throws E {
		return staff.as(boss, work);
	}

}
