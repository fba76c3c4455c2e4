package io.guildhall.benefit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.benefit.BenefitPeriod;
import io.guildhall.benefit.BenefitRule;
import io.guildhall.benefit.Bookings;
import io.guildhall.benefit.PlanBenefits;
import io.guildhall.benefit.SlotId;
import io.guildhall.benefit.SlotTerms;
import io.guildhall.benefit.Slots;
import io.guildhall.link.Telephone;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberPages;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.staff.AtTheDoors;

/** Bookings through all doors: the staff's pages, the member's own, REST. */
@AtOneMoment
@HouseTest
class SlotDoorsTests extends AtTheDoors {

	private static final LocalDate DAY = AtOneMoment.TODAY.plusDays(9);

	@Autowired
	private PlanService plans;

	@Autowired
	private PlanBenefits benefits;

	@Autowired
	private Slots slots;

	@Autowired
	private Bookings bookings;

	@Autowired
	private MemberPages pages;

	@Autowired
	private MembershipService memberships;

	@Autowired
	private MemberService members;

	@Autowired
	private TransactionTemplate transaction;

	private MemberId member;

	@BeforeEach
	void somebodyWithAMembership() {
		member = staff.as(ann, () -> {
			PlanDetails plan = plans
				.get(plans.create(new NewPlan("Club", "", PlanTerm.YEARLY, new Money(29_900, "CNY"), 0, List.of())));
			benefits.change(plan.id(),
					List.of(new BenefitRule("Outings", null, 1, BenefitPeriod.YEAR, 0, new Money(5_000, "CNY"))), true,
					0);
			MemberId bought = members.add(NewMember.named("王小明"));
			transaction.execute(
					status -> memberships.grant(bought, plan.product(), Ids.next(), plan.price(), AtOneMoment.NOW));
			return bought;
		});
	}

	@Test
	void staffOfferBookCheckInAndCallOff() {
		assertThat(page("/slots")).hasStatusOk().bodyText().contains("No time is offered yet");
		assertThat(page("/slots/new")).hasStatusOk().bodyText().contains("In the time of Asia/Shanghai");
		assertThat(post("/slots", form("0"))).hasStatusOk().bodyText().contains("is-invalid", "湖边徒步");
		assertThat(post("/slots", form("1"))).hasStatus3xxRedirection();
		assertThat(page("/slots")).hasStatusOk().bodyText().contains("湖边徒步", "0 of 1");
		assertThat(page("/slots?past=true")).hasStatusOk().bodyText().contains("Nothing took place yet");
		SlotId slot = staff.as(ann, () -> slots.list(false, null)).items().get(0).id();
		String path = "/slots/" + slot;
		assertThat(page(path + "?q=王小")).hasStatusOk().bodyText().contains("Book for 王小明", "Nobody has booked yet");
		assertThat(post(path + "/bookings", Map.of("member", member.toString()))).hasStatus3xxRedirection();
		assertThat(page(path)).hasStatusOk()
			.bodyText()
			.contains("1 of 1", "Mark as attended: 王小明", "Cancel the booking: 王小明");
		assertThat(page(path + "/edit")).hasStatusOk().bodyText().contains(DAY + "T14:00", "It is booked already");
		assertThat(post(path, form("2"))).hasStatus3xxRedirection();
		String booking = staff.as(ann, () -> bookings.of(slot)).get(0).id().toString();
		assertThat(post("/benefit-bookings/" + booking + "/no-show", Map.of())).hasStatus(HttpStatus.CONFLICT);
		assertThat(post("/benefit-bookings/" + booking + "/check-in", Map.of())).hasStatus3xxRedirection();
		assertThat(post(path + "/cancellation", Map.of("reason", "storm"))).hasStatus3xxRedirection();
		assertThat(page(path + "?lang=zh-CN")).hasStatusOk().bodyText().contains("场次已取消：storm", "已到场");
	}

	@Test
	void aMemberBooksAndGivesBackOnTheirOwnPage() {
		SlotId slot = offered();
		String own = staff.as(ann, () -> pages.make(member)) + "/benefits";
		assertThat(mvc.get().uri(own + "?lang=en")).hasStatusOk()
			.bodyText()
			.contains("湖边徒步", DAY + "</span> <span>14:00", "Free seats: 1", "Uses one of “Outings”");
		assertThat(mvc.post().uri(own + "/bookings/" + slot)).hasStatus3xxRedirection();
		assertThat(mvc.get().uri(own + "?lang=en&said=done")).hasStatusOk()
			.bodyText()
			.contains("Booked", "Cancel the booking: 湖边徒步", "Used up", "Done.");
		SlotId another = offered();
		assertThat(mvc.post().uri(own + "/bookings/" + another + "?lang=en")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("is used up");
		assertThat(mvc.post().uri(own + "/bookings/" + slot + "/cancellation")).hasStatus3xxRedirection();
		assertThat(mvc.get().uri(own + "?lang=zh-CN")).hasStatusOk().bodyText().contains("剩 1 次，共 1 次");
		assertThat(mvc.post().uri(own + "/bookings/" + Ids.next())).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void whoTriesManyLinksThatAreNoneIsAnsweredNoMore() {
		String own = staff.as(ann, () -> pages.make(member));
		String none = own.substring(0, own.length() - 4) + "zzzz/benefits";
		Telephone telephone = new Telephone(mvc, "203.0.113.30");
		for (int i = 0; i < 30; i++) {
			assertThat(telephone.get(none)).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(telephone.get(none)).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(telephone.post(none + "/bookings/" + Ids.next(), Map.of())).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(telephone.get(own + "/benefits")).as("one that is right always opens").hasStatusOk();
	}

	@Test
	void aProgramOffersAndBooks() {
		String body = "{\"title\": \"Walk\", \"startsAt\": \"2099-01-01T06:00:00Z\", \"capacity\": 1}";
		for (int i = 0; i < 2; i++) {
			assertThat(api("/slots", body, "s1")).hasStatus(HttpStatus.CREATED)
				.bodyJson()
				.extractingPath("$.title")
				.isEqualTo("Walk");
		}
		assertThat(staff.as(ann, () -> slots.list(false, null)).items()).hasSize(1);
		String slot = "/slots/" + staff.as(ann, () -> slots.list(false, null)).items().get(0).id();
		MemberId other = staff.as(ann, () -> members.add(NewMember.named("Bea")));
		assertThat(api(slot + "/bookings", "{\"member\": \"" + member + "\"}", "b1")).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.extractingPath("$.state")
			.isEqualTo("BOOKED");
		assertThat(api(slot + "/bookings", "{\"member\": \"" + other + "\"}", "b2")).hasStatus(HttpStatus.CREATED)
			.bodyJson()
			.extractingPath("$.state")
			.isEqualTo("WAITING");
		String booking = staff.as(ann, () -> bookings.of(SlotId.of(slot.substring(7)))).get(0).id().toString();
		assertThat(api("/benefit-bookings/" + booking + "/cancellation", "{}", null)).hasStatusOk();
		assertThat(api(slot)).hasStatusOk().bodyJson().extractingPath("$.taken").isEqualTo(1);
		assertThat(api(slot + "/bookings")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].member")
			.isEqualTo(other.toString());
		assertThat(api("/slots", body.replace("2099", "2001"), null)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyText()
			.contains("benefit.booking.past");
	}

	private SlotId offered() {
		return staff.as(ann, () -> slots.create(new SlotTerms("湖边徒步", "Lake", "bring water",
				DAY.atTime(14, 0).atZone(ZoneId.of("Asia/Shanghai")).toInstant(), 1, "Outings", 24, true)));
	}

	private static Map<String, String> form(String seats) {
		return Map.of("title", "湖边徒步", "place", "Lake", "startsAt", DAY + "T14:00", "capacity", seats, "benefit",
				"Outings", "cancelHours", "24", "missedCounts", "true");
	}

}
