package io.guildhall.tiering.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.AtOneMoment;
import io.guildhall.HouseTest;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.organization.OrganizationService;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.tiering.ActivityMeasure;
import io.guildhall.tiering.TierPolicyId;
import io.guildhall.tiering.TierPolicyService;
import io.guildhall.tiering.TierTerms;
import io.guildhall.tiering.TieringService;

/** Tiers through their doors, with the whole application behind them. */
@AtOneMoment
@HouseTest
class TieringDoorsTests {

	private static final String WEEKLY = """
			{"kind": "ACTIVITY", "windowDays": 7, "activityMeasure": "MESSAGES", "activityThreshold": 5,
			"potentialThreshold": 1, "marginPercent": 0}""";

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private TierPolicyService policies;

	@Autowired
	private TieringService tiering;

	@Autowired
	private OrganizationService organizations;

	@Autowired
	private CommunityService communities;

	@Autowired
	private MemberService members;

	private Person ann;

	private String key;

	private TierPolicyId policy;

	private MemberId bob;

	@BeforeEach
	void aMemberWhoIsNew() {
		ann = staff.found();
		key = staff.apiKey(ann);
		policy = staff.as(ann, () -> policies.ofOrganization().id());
		bob = staff.as(ann, () -> members.add(NewMember.named("Bob")));
	}

	@Test
	void showsTiersAndWhy() {
		assertThat(get(ann, "/tiers")).hasStatusOk().bodyText().contains("Not evaluated yet").doesNotContain("??");
		assertThat(get(ann, "/members/" + bob + "/tier")).hasStatusOk().bodyText().contains("Not evaluated yet");
		assertThat(get(ann, "/tiers/today")).hasStatusOk().bodyText().contains("Not evaluated yet");
		staff.as(ann, () -> tiering.evaluate(policy, organizations.today()));
		assertThat(get(ann, "/tiers")).hasStatusOk()
			.bodyText()
			.contains("data-chart=\"sankey\"", "tier-NEW", "/members?tier=NEW")
			.doesNotContain("??");
		assertThat(get(ann, "/tiers?from=2026-03-02&to=2026-03-01")).hasStatusOk()
			.bodyText()
			.contains("not from 2026-03-02 to 2026-03-01", "value=\"2026-01-30\"")
			.doesNotContain("??");
		assertThat(rest("/api/v1/tier-policies/" + policy + "/flow?from=2026-03-02&to=2026-03-01"))
			.hasStatus4xxClientError()
			.bodyJson()
			.extractingPath("code")
			.isEqualTo("tiering.period");
		assertThat(get(ann, "/members/" + bob + "/tier")).hasStatusOk()
			.bodyText()
			.contains("tier-NEW", "0 in 30 days; 4 are needed", "¥0.00 of all time; ¥100.00 is needed")
			.doesNotContain("??");
		assertThat(get(ann, "/tiers/today")).hasStatusOk().bodyText().contains("No core member went quiet");
		assertThat(rest("/api/v1/members/" + bob + "/tier")).hasStatusOk()
			.bodyJson()
			.extractingPath("tier")
			.isEqualTo("NEW");
	}

	@Test
	void previewsSavesAndTakesBack() {
		assertThat(get(ann, "/tiers/" + policy)).hasStatusOk()
			.bodyText()
			.contains("name=\"windowDays\"", "value=\"30\"", "value=\"100\"", "/preview", "30 days: Messages from 4")
			.doesNotContain("??");
		assertThat(post(ann, "/tiers/" + policy + "/preview", "ACTIVITY_SPEND", "30")).hasStatusOk()
			.bodyText()
			.contains("data-chart=\"quadrant\"", "Of 1 members, 0 would have another tier than now")
			.doesNotContain("??");
		assertThat(post(ann, "/tiers/" + policy + "/preview", "ACTIVITY", "7")).hasStatusOk()
			.bodyText()
			.contains("data-chart=\"bars\"");
		assertThat(post(ann, "/tiers/" + policy + "/preview", "ACTIVITY", "0")).hasStatusOk()
			.bodyText()
			.contains("A window has 1 to 730 days");
		assertThat(post(ann, "/tiers/" + policy, "ACTIVITY", "9999")).hasStatusOk()
			.bodyText()
			.contains("A window has 1 to 730 days", "value=\"9999\"");
		assertThat(post(ann, "/tiers/" + policy, "ACTIVITY", "7")).hasStatus(HttpStatus.FOUND);
		assertThat(get(ann, "/tiers/" + policy)).hasStatusOk()
			.bodyText()
			.contains("7 days: Messages, core from 5", "versions/1/restoration");
		assertThat(mvc.post()
			.uri(ann.path() + "/tiers/" + policy + "/versions/1/restoration")
			.with(staff.login(ann))
			.with(csrf())
			.exchange()).hasStatus(HttpStatus.FOUND);
		assertThat(staff.as(ann, () -> policies.get(policy)).number()).isEqualTo(3);
	}

	@Test
	void movesLeadToTheMembersAndACommunityHasItsOwnPictureAndWhy() {
		staff.as(ann, () -> tiering.evaluate(policy, organizations.today()));
		String moved = "NONE.NEW."
				+ staff.as(ann, () -> organizations.today().minusDays(30) + "." + organizations.today());
		assertThat(get(ann, "/tiers")).hasStatusOk().bodyText().contains("/members?moved=" + moved);
		assertThat(get(ann, "/members?moved=" + moved)).hasStatusOk()
			.bodyText()
			.contains("Bob", "not evaluated → New, ")
			.doesNotContain("??");
		assertThat(rest("/api/v1/members?moved=" + moved)).hasStatusOk()
			.bodyJson()
			.extractingPath("items[0].displayName")
			.isEqualTo("Bob");
		assertThat(rest("/api/v1/members?moved=CORE.SILENT")).hasStatus4xxClientError();
		CommunityId community = staff.as(ann,
				() -> communities
					.create(new CommunityCard("Tea", Set.of(CommunityType.INTEREST), null, null, null, null, null))
					.id());
		TierPolicyId own = staff.as(ann,
				() -> policies.create(community, TierTerms.activity(7, ActivityMeasure.MESSAGES, 5, 1, 20)).id());
		assertThat(get(ann, "/tiers/" + own + "?from=2026-01-01&to=2026-02-01")).hasStatusOk()
			.bodyText()
			.contains("value=\"2026-01-01\"", "No movement to show")
			.doesNotContain("??");
		assertThat(get(ann, "/members?" + own.filter() + "=NEW")).hasStatusOk()
			.bodyText()
			.contains("Tier in Tea")
			.doesNotContain("??");
		assertThat(rest("/api/v1/members/" + bob + "/tier?policy=" + own)).hasStatusOk()
			.bodyJson()
			.extractingPath("policy.community")
			.isEqualTo(community.toString());
	}

	@Test
	void letsOnlyThoseWhoMayChangeThePolicy() {
		Person operator = staff.hired(ann, Role.OPERATOR);
		assertThat(get(operator, "/tiers")).hasStatusOk();
		assertThat(get(operator, "/tiers/" + policy)).hasStatusOk().bodyText().doesNotContain("/preview");
		assertThat(post(operator, "/tiers/" + policy + "/preview", "ACTIVITY", "7")).hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void programsManagePoliciesAndEvaluate() {
		String path = "/api/v1/tier-policies/" + policy;
		MvcTestResult read = rest(path);
		assertThat(read).hasStatusOk().bodyJson().extractingPath("terms.windowDays").isEqualTo(30);
		String tag = read.getResponse().getHeader("ETag");
		assertThat(tag).isNotNull();
		assertThat(send("PUT", path, WEEKLY, tag)).hasStatusOk().bodyJson().extractingPath("number").isEqualTo(2);
		assertThat(send("PUT", path, WEEKLY.replace("7,", "8,"), tag)).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("code")
			.isEqualTo("tiering.changed-meanwhile");
		assertThat(send("PUT", path, WEEKLY.replace("7,", "0,"), null)).bodyJson()
			.extractingPath("code")
			.isEqualTo("tiering.window-refused");
		assertThat(send("POST", path + "/preview", WEEKLY, null)).hasStatusOk()
			.bodyJson()
			.extractingPath("counts.newcomers")
			.isEqualTo(1);
		assertThat(send("POST", path + "/evaluations", "{}", null)).hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.extractingPath("job")
			.isNotNull();
		assertThat(rest(path + "/versions")).hasStatusOk().bodyJson().extractingPath("items.length()").isEqualTo(2);
		CommunityId community = staff.as(ann,
				() -> communities
					.create(new CommunityCard("Tea", Set.of(CommunityType.INTEREST), null, null, null, null, null))
					.id());
		String own = "{\"community\": \"" + community + "\", \"terms\": " + WEEKLY + "}";
		assertThat(send("POST", "/api/v1/tier-policies", own, null)).hasStatus(HttpStatus.CREATED);
		assertThat(send("POST", "/api/v1/tier-policies", own, null)).hasStatus(HttpStatus.CONFLICT);
	}

	@Test
	void hidesWhatIsOfAnotherOrganization() {
		Person other = staff.found();
		String mine = key;
		key = staff.apiKey(other);
		for (String path : new String[] { "/tier-policies/" + policy, "/tier-policies/" + policy + "/versions",
				"/tier-policies/" + policy + "/evaluations", "/tier-policies/" + policy + "/counts",
				"/members/" + bob + "/tier" }) {
			assertThat(rest("/api/v1" + path)).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(send("PUT", "/api/v1/tier-policies/" + policy, WEEKLY, null)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(get(other, "/tiers/" + policy)).hasStatus(HttpStatus.NOT_FOUND);
		key = mine;
	}

	private MvcTestResult get(Person person, String path) {
		return mvc.get().uri(person.path() + path).with(staff.login(person)).exchange();
	}

	private MvcTestResult post(Person person, String path, String kind, String window) {
		return mvc.post()
			.uri(person.path() + path)
			.with(staff.login(person))
			.with(csrf())
			.header("HX-Request", path.endsWith("preview") ? "true" : "false")
			.param("kind", kind)
			.param("windowDays", window)
			.param("activityMeasure", "MESSAGES")
			.param("activityThreshold", "5")
			.param("potentialThreshold", "1")
			.param("spendMeasure", "NET_SPEND")
			.param("spendThreshold", "99.5")
			.param("spendAllTime", "true")
			.param("marginPercent", "10")
			.exchange();
	}

	private MvcTestResult rest(String path) {
		return mvc.get().uri(path).header("Authorization", "Bearer " + key).exchange();
	}

	private MvcTestResult send(String method, String path, String body, @org.jspecify.annotations.Nullable String tag) {
		var request = (method.equals("PUT") ? mvc.put() : mvc.post()).uri(path)
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body);
		return ((tag != null) ? request.header("If-Match", tag) : request).exchange();
	}

}
