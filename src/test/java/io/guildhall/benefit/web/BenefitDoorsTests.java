package io.guildhall.benefit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.benefit.BenefitPeriod;
import io.guildhall.benefit.BenefitRule;
import io.guildhall.benefit.BenefitUse;
import io.guildhall.benefit.BenefitUses;
import io.guildhall.benefit.MemberCodes;
import io.guildhall.benefit.PlanBenefits;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberPages;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.membership.Benefit;
import io.guildhall.membership.MembershipService;
import io.guildhall.membership.MembershipSummary;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTerm;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.staff.AtTheDoors;

/** Benefits through all doors: the plan's page, the counter, the member's own, REST. */
@AtOneMoment
@HouseTest
class BenefitDoorsTests extends AtTheDoors {

	@Autowired
	private PlanService plans;

	@Autowired
	private PlanBenefits benefits;

	@Autowired
	private BenefitUses uses;

	@Autowired
	private MemberCodes codes;

	@Autowired
	private MemberPages pages;

	@Autowired
	private MembershipService memberships;

	@Autowired
	private MemberService members;

	@Autowired
	private TransactionTemplate transaction;

	private MemberId member;

	private PlanDetails plan;

	@BeforeEach
	void newOrganization() {
		member = staff.as(ann, () -> members.add(NewMember.named("王小明")));
		plan = staff.as(ann, () -> plans.get(plans.create(new NewPlan("Club", "", PlanTerm.YEARLY,
				new Money(29_900, "CNY"), 0, List.of(new Benefit("Lessons", "12 次/年"), new Benefit("Book", null))))));
	}

	@Test
	void howOftenIsSetOnThePlansPageFromWhatItsWordsSay() {
		String path = "/plans/" + plan.id() + "/benefits";
		assertThat(page("/plans/" + plan.id())).hasStatusOk().bodyText().contains(ann.path() + path + "/now");
		assertThat(page(path + "/now")).hasStatusOk().bodyText().contains("Set how often", "12 次/年");
		assertThat(page(path)).hasStatusOk()
			.bodyText()
			.contains("value=\"Lessons\"", "value=\"12\"", "value=\"YEAR\" selected", "value=\"Book\"");
		assertThat(post(path, Map.of("gives[0].name", "Lessons", "gives[0].quota", "x", "number", "0"))).hasStatusOk()
			.bodyText()
			.contains("cannot be read");
		assertThat(post(path, Map.of("gives[0].name", "Lessons", "gives[0].carry", "3", "number", "0"))).hasStatusOk()
			.bodyText()
			.contains("needs a limit");
		assertThat(post(path,
				Map.of("gives[0].name", "Lessons", "gives[0].quota", "12", "gives[0].period", "YEAR", "gives[0].carry",
						"3", "gives[0].value", "49.90", "gives[1].name", "", "everybody", "true", "number", "0")))
			.hasStatus3xxRedirection();
		assertThat(page(path + "/now")).hasStatusOk()
			.bodyText()
			.contains("12 in each year", "up to 3 go on into the next year", "¥49.90", "For everybody");
		assertThat(post(path, Map.of("gives[0].name", "Lessons", "number", "0"))).as("somebody was faster")
			.hasStatus(HttpStatus.CONFLICT);
	}

	@Test
	void staffFindSomebodyByCodeOrNameCheckOffAndTakeBack() {
		MembershipSummary membership = bought();
		String code = staff.as(ann, () -> codes.make(member));
		assertThat(page("/check-off")).hasStatusOk().bodyText().contains("Code or name");
		for (String found : List.of("q=" + code.toLowerCase(java.util.Locale.ROOT), "code=" + code, "q=王小",
				"member=" + member)) {
			assertThat(page("/check-off?" + found)).as(found)
				.hasStatusOk()
				.bodyText()
				.contains("王小明", "2 of 2 left until", "Check off one: Lessons");
		}
		assertThat(page("/check-off?q=nobody")).hasStatusOk().bodyText().contains("Nobody goes by");
		for (int i = 0; i < 2; i++) {
			assertThat(checksOff(membership, "click")).hasStatus3xxRedirection();
		}
		assertThat(page("/check-off?member=" + member)).bodyText().contains("1 of 2 left", "Take it back: Lessons");
		checksOff(membership, "next");
		assertThat(page("/check-off?member=" + member)).bodyText()
			.contains("Used up")
			.doesNotContain("Check off one: Lessons");
		assertThat(checksOff(membership, "one more")).hasStatus(HttpStatus.CONFLICT);
		BenefitUse use = staff.as(ann, () -> uses.list(member, null, null)).items().get(0);
		assertThat(post("/benefit-uses/" + use.id() + "/undo", Map.of("reason", "wrong person")))
			.hasStatus3xxRedirection();
		assertThat(page("/benefit-uses?benefit=Lessons")).hasStatusOk()
			.bodyText()
			.contains("王小明", "wrong person", "¥50.00");
		assertThat(page("/benefit-uses?benefit=Nothing")).hasStatusOk().bodyText().contains("Nothing matches");
	}

	@Test
	void otherPagesShowWhatIsLeft() {
		MembershipSummary membership = bought();
		assertThat(page("/members/" + member + "/benefits")).hasStatusOk()
			.bodyText()
			.contains("2 of 2 left", "Make a code");
		assertThat(page("/members/" + member + "/benefit-code.svg")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(post("/members/" + member + "/benefit-code", Map.of())).hasStatus3xxRedirection();
		assertThat(page("/members/" + member + "/benefit-code.svg")).hasStatusOk().hasContentType("image/svg+xml");
		checksOff(membership, "click");
		assertThat(page("/memberships/" + membership.id() + "/benefits")).hasStatusOk()
			.bodyText()
			.contains("1 of 2 left", "Used so far: 1, worth ¥50.00");
		assertThat(page("/members/" + member + "/benefits?lang=zh-CN")).bodyText().contains("剩 1 次，共 2 次", "会员码");
	}

	@Test
	void aMemberSeesWhatIsLeftAndWhatItBroughtOnTheirOwnPage() {
		MembershipSummary membership = bought();
		checksOff(membership, "click");
		String own = staff.as(ann, () -> pages.make(member));
		assertThat(mvc.get().uri(own + "?lang=en")).hasStatusOk().bodyText().contains(own + "/benefits");
		String code = staff.as(ann, () -> codes.make(member));
		assertThat(mvc.get().uri(own + "/benefits?lang=en")).hasStatusOk()
			.hasHeader("Cache-Control", "no-store")
			.bodyText()
			.contains("Club", "1 of 2 left", "Used once so far, worth ¥50.00 to you", code);
		assertThat(mvc.get().uri(own + "/benefits?lang=zh-CN")).hasStatusOk().bodyText().contains("我的会员", "到店请出示");
		assertThat(mvc.get().uri(own + "/benefits/code.svg")).hasStatusOk().bodyText().startsWith("<svg");
		assertThat(mvc.get().uri(own.substring(0, own.length() - 2) + "zz/benefits")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(mvc.get().uri(own.substring(0, own.length() - 2) + "zz/benefits/code.svg"))
			.hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void aProgramAsksUsesAndTakesBack() {
		bought();
		assertThat(api("/members/" + member + "/access?benefit=Lessons")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.granted")
			.isEqualTo(true);
		assertThat(api("/members/" + member + "/access?benefit=Boat")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.reason")
			.isEqualTo("not-in-plan");
		String body = "{\"member\": \"" + member + "\", \"benefit\": \"Lessons\"}";
		MvcTestResult first = api("/benefit-uses", body, "k1");
		assertThat(first).hasStatus(HttpStatus.CREATED);
		assertThat(api("/benefit-uses", body, "k1")).hasStatus(HttpStatus.CREATED);
		assertThat(api("/members/" + member + "/benefits")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].benefits[0].left")
			.isEqualTo(1);
		api("/benefit-uses", body, "k2");
		assertThat(api("/benefit-uses", body, "k3")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("benefit.used-up");
		String use = staff.as(ann, () -> uses.list(null, null, null)).items().get(0).id().toString();
		assertThat(api("/benefit-uses/" + use)).hasStatusOk();
		assertThat(api("/benefit-uses?member=" + member)).hasStatusOk();
		assertThat(api("/benefit-uses/" + use + "/undo", "{\"reason\": \"\"}", null)).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(api("/benefit-uses/" + use + "/undo", "{\"reason\": \"by mistake\"}", null)).hasStatusOk();
		assertThat(api("/members/" + member + "/benefit-code", "{}", null)).hasStatusOk();
		String code = staff.as(ann, () -> codes.make(member));
		assertThat(api("/benefit-codes/" + code)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.displayName")
			.isEqualTo("王小明");
	}

	@Test
	void aProgramSetsWhatAPlanGivesOverWhatItHasRead() {
		String path = "/plans/" + plan.id() + "/benefits";
		assertThat(api(path)).hasStatusOk().bodyJson().extractingPath("$.number").isEqualTo(0);
		String body = "{\"benefits\": [{\"name\": \"Lessons\", \"quota\": 12, \"period\": \"YEAR\","
				+ " \"unitValue\": {\"minor\": 5000, \"currency\": \"CNY\"}}]}";
		assertThat(put(path, body, "\"0\"")).hasStatusOk().headers().containsHeader("ETag");
		assertThat(put(path, body.replace("12", "11"), "\"0\"")).hasStatus(HttpStatus.CONFLICT);
		assertThat(put(path, body.replace("12", "0"), null)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(api("/plans/" + plan.id() + "/benefit-sets")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.items.length()")
			.isEqualTo(1);
	}

	@Test
	void whoMayNotSellMembershipsChecksNothingOff() {
		bought();
		String reader = "Bearer "
				+ staff.apiKey(ann, java.util.EnumSet.of(Permission.SALES_READ, Permission.MEMBER_READ));
		assertThat(mvc.post()
			.uri("/api/v1/benefit-uses")
			.header("Authorization", reader)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"member\": \"" + member + "\", \"benefit\": \"Lessons\"}")).hasStatus(HttpStatus.FORBIDDEN);
	}

	private MembershipSummary bought() {
		return staff.as(ann, () -> {
			benefits.change(plan.id(), List.of(new BenefitRule("Lessons", "book two days ahead", 2, BenefitPeriod.YEAR,
					0, new Money(5_000, "CNY"))), true, null);
			return Objects.requireNonNull(transaction.execute(
					status -> memberships.grant(member, plan.product(), Ids.next(), plan.price(), AtOneMoment.NOW)));
		});
	}

	private MvcTestResult checksOff(MembershipSummary membership, String key) {
		return post("/check-off", Map.of("member", member.toString(), "membership", membership.id().toString(),
				"benefit", "Lessons", "key", key));
	}

	private MvcTestResult put(String path, String body, @org.jspecify.annotations.Nullable String ifMatch) {
		var request = mvc.put()
			.uri("/api/v1" + path)
			.header("Authorization", key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body);
		return ((ifMatch != null) ? request.header("If-Match", ifMatch) : request).exchange();
	}

}
