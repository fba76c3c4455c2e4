package io.guildhall.membership.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.Benefit;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanConditions;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanFilter;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.membership.RefundPolicy;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.staff.AtTheDoors;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures.Person;

/** Plans and memberships through both doors, with the whole application behind them. */
@AtOneMoment
@HouseTest
class MembershipDoorsTests extends AtTheDoors {

	@Autowired
	private PlanService plans;

	@Autowired
	private MembershipService memberships;

	@Autowired
	private MemberService members;

	@Autowired
	private TransactionTemplate transaction;

	private MemberId member;

	@BeforeEach
	void newOrganization() {
		member = staff.as(ann, () -> members.add(NewMember.named("王小明")));
	}

	@Test
	void aPlanIsMadeChangedAndShelved() {
		assertThat(page("/plans")).hasStatusOk().bodyText().contains("No plans yet");
		assertThat(page("/plans/new")).hasStatusOk().bodyText().contains("action=\"" + ann.path() + "/plans\"");
		assertThat(post("/plans", Map.of("name", "Reading club", "term", "YEARLY", "price", "299", "family", "",
				"graceDays", "7", "benefits", "Lessons | 12 a year\nBook")))
			.hasStatus3xxRedirection();
		assertThat(page("/plans")).hasStatusOk().bodyText().contains("Reading club", "¥299.00", "A year");
		PlanDetails plan = staff.as(ann, () -> plans.list()).get(0);
		assertThat(plan.benefits()).containsExactly(new Benefit("Lessons", "12 a year"), new Benefit("Book", null));
		assertThat(page("/plans/" + plan.id())).hasStatusOk().bodyText().contains("Lessons | 12 a year", "299.00");
		assertThat(post("/plans/" + plan.id(), Map.of("name", "Reading club", "price", "-1"))).hasStatusOk()
			.bodyText()
			.contains("The price must not be negative");
		assertThat(post("/plans/" + plan.id() + "/archive", Map.of())).hasStatus3xxRedirection();
		assertThat(page("/plans")).hasStatusOk().bodyText().contains("Not sold");
	}

	@Test
	void plansAreSearchedPagedAndTakenOutByThoseWhoMay() {
		staff.as(ann, () -> {
			for (int i = 10; i < 62; i++) {
				plans.create(
						new NewPlan("Club " + i, "=Clubs", PlanTerm.YEARLY, new Money(29_900, "CNY"), 0, List.of()));
			}
			return plans.archive(
					plans.create(new NewPlan("Old one", "", PlanTerm.MONTHLY, new Money(100, "CNY"), 0, List.of())));
		});
		assertThat(page("/plans?q=old o")).hasStatusOk().bodyText().contains("Old one").doesNotContain("Club 10");
		assertThat(page("/plans?q=old o&archived=false")).hasStatusOk().bodyText().contains("Nothing matches");
		assertThat(page("/plans?q=clubs")).hasStatusOk()
			.bodyText()
			.contains("Club 10", "Club 59", "q=clubs&amp;after=")
			.doesNotContain("Club 60");
		PlanDetails last = staff.as(ann, () -> {
			Slice<PlanDetails> first = plans.list(new PlanFilter(null, null), null);
			Slice<PlanDetails> rest = plans.list(new PlanFilter(null, null), first.next());
			assertThat(rest.next()).isNull();
			assertThat(rest.items()).extracting(PlanDetails::name).containsExactly("Club 60", "Club 61", "Old one");
			return rest.items().get(2);
		});
		assertThat(api("/plans?q=Old")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].id")
			.isEqualTo(last.id().toString());
		assertThat(page("/plans/export?archived=false&q=club")).hasStatusOk()
			.bodyText()
			.contains("plan_id,name,family", ",Club 61,'=Clubs,YEARLY,,299.00,CNY,0,,,,false,0,")
			.doesNotContain("Old one");
		Person bob = staff.hired(ann, Role.STAFF);
		assertThat(mvc.get().uri(ann.path() + "/plans").with(staff.login(bob))).hasStatusOk()
			.bodyText()
			.doesNotContain("/plans/export");
		assertThat(mvc.get().uri(ann.path() + "/plans/export").with(staff.login(bob))).hasStatus(HttpStatus.FORBIDDEN)
			.doesNotContainHeader("Content-Disposition");
	}

	@Test
	void aMembershipHasAPageAndPartsOnOtherPages() {
		assertThat(page("/memberships")).hasStatusOk().bodyText().contains("Nobody has a membership yet");
		MembershipSummary membership = granted(PlanTerm.MONTHLY);
		assertThat(page("/memberships")).hasStatusOk().bodyText().contains("王小明", "Active");
		assertThat(page("/memberships?due=true")).hasStatusOk().bodyText().contains("王小明");
		assertThat(page("/memberships?q=王&plan=" + membership.plan())).hasStatusOk().bodyText().contains("王小明");
		assertThat(page("/memberships?q=nobody&plan=")).hasStatusOk()
			.bodyText()
			.contains("Nothing matches")
			.doesNotContain("王小明");
		assertThat(page("/memberships/export?due=true&q=王")).hasStatusOk()
			.bodyText()
			.contains("membership_id,member_id", "王小明", "ACTIVE");
		assertThat(api("/memberships?member=" + member)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items.length()")
			.isEqualTo(1);
		assertThat(page("/memberships/" + membership.id())).hasStatusOk()
			.bodyText()
			.contains("王小明", "Cancel at its end", "/memberships/" + membership.id() + "/benefits",
					"/orders/new?product=" + membership.product());
		assertThat(page("/memberships/of/" + member)).hasStatusOk().bodyText().contains("Renew", "Sell Club");
		assertThat(page("/memberships/today")).hasStatusOk();
		assertThat(post("/memberships/" + membership.id() + "/cancellation", Map.of())).hasStatus3xxRedirection();
		assertThat(page("/memberships/" + membership.id())).hasStatusOk()
			.bodyText()
			.contains("not to be renewed", "Take the cancellation back");
		assertThat(post("/memberships/" + membership.id() + "/continuation", Map.of())).hasStatus3xxRedirection();
	}

	@Test
	void anEarlyBirdHasAPageACounterAndAnAnswerForPrograms() {
		PlanDetails plan = staff.as(ann, () -> plans
			.get(plans.create(new NewPlan("Club", "", PlanTerm.YEARLY, new Money(29_900, "CNY"), 0, List.of()))));
		String path = "/plans/" + plan.id() + "/early-bird";
		assertThat(page(path)).hasStatusOk().bodyText().contains("¥299.00", "Nobody yet");
		assertThat(post(path, Map.of("seats", "x", "until", "", "price", "199"))).hasStatusOk()
			.bodyText()
			.contains("Give a whole number");
		assertThat(post(path, Map.of("seats", "10", "until", "2099-01-01T20:00", "price", "300"))).hasStatusOk()
			.bodyText()
			.contains("must lie below");
		assertThat(post(path,
				Map.of("seats", "10", "until", "2099-01-01T20:00", "price", "199", "gift", "Book", "giftCost", "20")))
			.hasStatus3xxRedirection();
		assertThat(page(path)).hasStatusOk().bodyText().contains("10 of 10 seats left", "With a gift: Book");
		assertThat(page(path + "/counter")).hasStatusOk().bodyText().contains("hx-get", "¥199.00");
		assertThat(page("/plans/" + plan.id())).hasStatusOk().bodyText().contains("10 of 10 seats left");
		assertThat(page("/orders/new?product=" + plan.product() + "&member=" + member)).hasStatusOk()
			.bodyText()
			.contains("name=\"early\"", "¥199.00");
		assertThat(api(path)).hasStatusOk().bodyJson().extractingPath("$.open").isEqualTo(true);
		assertThat(api(path + "/seats")).hasStatusOk();
		assertThat(post(path + "/end", Map.of())).hasStatus3xxRedirection();
		assertThat(api(path)).hasStatusOk().bodyJson().extractingPath("$.open").isEqualTo(false);
	}

	@Test
	void aMembershipIsGivenPausedChangedAndTakenBackOnItsPage() {
		PlanDetails plan = staff.as(ann,
				() -> plans.get(plans.create(new NewPlan("Club", "", PlanTerm.YEARLY, new Money(29_900, "CNY"), 0,
						List.of(), new PlanConditions(null, null, null, 30, RefundPolicy.NONE, null, List.of(7))))));
		PlanDetails other = staff.as(ann, () -> plans
			.get(plans.create(new NewPlan("Gold", "Club", PlanTerm.YEARLY, new Money(59_900, "CNY"), 0, List.of()))));
		assertThat(page("/memberships/gifts/" + member)).hasStatusOk().bodyText().contains("Club", "王小明");
		assertThat(post("/memberships/gifts/" + member, Map.of("plan", plan.id().toString()))).hasStatusOk();
		assertThat(post("/memberships/gifts/" + member,
				Map.of("plan", plan.id().toString(), "lastDay", "2020-01-01", "reason", "sorry")))
			.hasStatusOk()
			.bodyText()
			.contains("Choose a last day");
		assertThat(post("/memberships/gifts/" + member, Map.of("plan", plan.id().toString(), "lastDay",
				AtOneMoment.TODAY.plusDays(90).toString(), "reason", "a hard day")))
			.hasStatus3xxRedirection();
		String one = "/memberships/" + staff.as(ann, () -> memberships.of(member)).get(0).id();
		assertThat(page(one)).hasStatusOk().bodyText().contains("a hard day", "Pause for at most 30 days", "given");
		assertThat(post(one + "/pause", Map.of("reason", "away"))).hasStatus3xxRedirection();
		assertThat(page(one)).hasStatusOk().bodyText().contains("Paused", "Days left: ", "Go on today");
		assertThat(post(one + "/resumption", Map.of())).hasStatus3xxRedirection();
		assertThat(api(one + "/pauses")).hasStatusOk().bodyJson().extractingPath("$.daysLeft").isEqualTo(30);
		assertThat(page(one + "/upgrades")).hasStatusOk()
			.bodyText()
			.contains("Gold", "¥599.00", "name=\"shown\" value=\"59900\"", "Change at its end");
		assertThat(post(one + "/change", Map.of("plan", other.id().toString()))).hasStatus3xxRedirection();
		assertThat(api(one + "/change")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.pending.planName")
			.isEqualTo("Gold");
		assertThat(page(one)).hasStatusOk().bodyText().contains("From the end on: Gold", "product=" + other.product());
		assertThat(post(one + "/change/withdrawal", Map.of())).hasStatus3xxRedirection();
		String term = staff.as(ann, () -> memberships.terms(MembershipId.of(one.substring(13)))).get(0).id().toString();
		assertThat(post(one + "/terms/" + term + "/revocation", Map.of("reason", "not theirs")))
			.hasStatus3xxRedirection();
		assertThat(page(one)).hasStatusOk().bodyText().contains("Cancelled", "not theirs");
	}

	@Test
	void membersAreFoundByHowTheyStand() {
		granted(PlanTerm.YEARLY);
		for (String standing : List.of("ACTIVE", "GRACE", "PAUSED", "CANCELS", "ENDED", "GIVEN", "EARLY_BIRD")) {
			boolean theirs = standing.equals("ACTIVE");
			assertThat(page("/members?membership_standing=" + standing)).hasStatusOk()
				.bodyText()
				.satisfies(text -> assertThat(text.contains("/members/" + member)).as(standing).isEqualTo(theirs));
		}
	}

	@Test
	void pagesSpeakChinese() {
		MembershipSummary membership = granted(PlanTerm.LIFETIME);
		assertThat(mvc.get().uri(ann.path() + "/memberships/" + membership.id() + "?lang=zh-CN").with(staff.login(ann)))
			.hasStatusOk()
			.bodyText()
			.contains("终身", "已付款的时长");
	}

	@Test
	void aProgramAsksForAMembership() {
		MembershipSummary membership = granted(PlanTerm.YEARLY);
		assertThat(api("/memberships/" + membership.id())).hasStatusOk()
			.bodyJson()
			.extractingPath("$.state")
			.isEqualTo("ACTIVE");
		assertThat(api("/plans/" + membership.plan())).hasStatusOk().headers().containsHeader("ETag");
		Person eve = staff.found();
		assertThat(mvc.get()
			.uri("/api/v1/memberships/" + membership.id())
			.header("Authorization", "Bearer " + staff.apiKey(eve))).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void aProgramMakesAPlanOnce() {
		String body = "{\"name\":\"Club\",\"term\":\"YEARLY\",\"price\":{\"minor\":29900,\"currency\":\"CNY\"},"
				+ "\"benefits\":[{\"name\":\"Lessons\",\"quota\":\"12\"}]}";
		for (int i = 0; i < 2; i++) {
			assertThat(mvc.post()
				.uri("/api/v1/plans")
				.header("Authorization", key)
				.header("Idempotency-Key", "p1")
				.contentType(MediaType.APPLICATION_JSON)
				.content(body)).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("$.name").isEqualTo("Club");
		}
		assertThat(staff.as(ann, () -> plans.list())).hasSize(1);
	}

	private MembershipSummary granted(PlanTerm term) {
		return staff.as(ann, () -> {
			PlanDetails plan = plans.get(plans.create(new NewPlan("Club", "", term, new Money(29_900, "CNY"), 0,
					List.of(new Benefit("Lessons", "12 a year")))));
			return Objects.requireNonNull(transaction.execute(
					status -> memberships.grant(member, plan.product(), Ids.next(), plan.price(), AtOneMoment.NOW)));
		});
	}

}
