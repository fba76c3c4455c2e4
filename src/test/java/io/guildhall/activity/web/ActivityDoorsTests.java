package io.guildhall.activity.web;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.member.IdentityKind;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberIdentities;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.shared.Ids;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** Activity through its doors, with the whole application behind them. */
@AtOneMoment
@HouseTest
class ActivityDoorsTests {

	private static final String NOW = AtOneMoment.NOW.toString();

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private CommunityService communities;

	@Autowired
	private GroupService groups;

	@Autowired
	private MemberService members;

	@Autowired
	private MemberIdentities identities;

	private Person ann;

	private String key;

	private GroupId group;

	private MemberId bob;

	@BeforeEach
	void aGroupWithAMember() {
		ann = staff.found();
		key = staff.apiKey(ann);
		CommunityId community = staff.as(ann,
				() -> communities
					.create(new CommunityCard("Readers", Set.of(CommunityType.INTEREST), null, null, null, null, null))
					.id());
		group = staff.as(ann,
				() -> groups
					.create(community, new GroupTerms("One", Carrier.WECHAT, Stage.CONVERSION, 200, null, null, null))
					.id());
		bob = staff.as(ann, () -> members.add(NewMember.named("Bob <b>").in(group, null)));
	}

	@Test
	void takesEventsInOnceAndSaysWhichItCannotTake() {
		String events = """
				{"events": [
					{"member": "%s", "group": "%s", "at": "%s", "kind": "MESSAGE", "characters": 5, "externalId": "1"},
					{"member": "%s", "group": "%s", "at": "%s", "kind": "MESSAGE", "characters": 5, "externalId": "2"},
					{"member": "%s", "group": "%s", "at": "%s", "kind": "MESSAGE", "characters": 5, "externalId": "3"}
				]}""".formatted(bob, group, NOW, bob, Ids.next(), NOW, Ids.next(), group, NOW);
		assertThat(tell(events)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
				{"fresh": 1, "known": 0, "outside": 0, "refused": 2, "results": [{"outcome": "FRESH"},
					{"outcome": "REFUSED", "code": "activity.unknown-group", "field": "group"},
					{"outcome": "REFUSED", "code": "activity.unknown-member", "field": "member"}]}
				""");
		assertThat(tell(events)).hasStatusOk().bodyJson().extractingPath("known").isEqualTo(1);
	}

	@Test
	void refusesWhatHoldsNoEvents() {
		for (String nothing : new String[] { "{\"events\": []}", "{}", "[]", "nonsense", "", "{\"events\": 7}" }) {
			assertThat(tell(nothing)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
				.bodyJson()
				.extractingPath("code")
				.isEqualTo("activity.no-events");
		}
		String many = "{\"events\": [" + "{},".repeat(10_000) + "{}]}";
		assertThat(tell(many)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("code")
			.isEqualTo("activity.too-many");
		assertThat(lines("{}\n".repeat(10_001))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("code")
			.isEqualTo("activity.too-many");
		assertThat(lines(" ".repeat(8 * 1024 * 1024 + 1))).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("code")
			.isEqualTo("activity.too-large");
	}

	@Test
	void takesLinesByTheirIdentityAndSaysOfEachWhatBecameOfIt() {
		staff.as(ann, () -> {
			identities.add(bob, NewIdentity.handle(Carrier.WECHAT, "bob_01"));
			identities.add(bob, new NewIdentity(Carrier.WECHAT, IdentityKind.NAME, "Bob in One", group));
			return null;
		});
		String byHandle = """
				{"identity": {"carrier": "WECHAT", "kind": "HANDLE", "value": "@Bob_01"}, "group": "%s", "at": "%s", \
				"kind": "MESSAGE", "source": "bot-7", "externalId": "m1"}""".formatted(group, NOW);
		String byName = """
				{"identity": {"carrier": "WECHAT", "kind": "NAME", "value": "Bob in One"}, "group": "%s", "at": "%s", \
				"kind": "REACTION", "source": "bot-7", "externalId": "m2"}""".formatted(group, NOW);
		String nobody = byHandle.replace("@Bob_01", "carol");
		String noPhone = byHandle.replace("HANDLE", "PHONE");
		String noWho = byHandle.replaceFirst("\"identity\": \\{[^}]*}, ", "");
		String noKind = byHandle.replace("MESSAGE", "SHOUT");
		String noSource = byHandle.replace("bot-7", "bot 7");
		String longAgo = byHandle.replaceFirst("\"at\": \"[^\"]*\"", "\"at\": \"1970-01-01T00:00:00Z\"");
		String all = String.join("\r\n", byHandle, byName, "", byHandle, nobody, noPhone, noWho, noKind, noSource,
				longAgo, "{\"half", "7");
		assertThat(lines(all)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
				{"fresh": 2, "known": 1, "outside": 1, "refused": 7, "results": [{"outcome": "FRESH"},
					{"outcome": "FRESH"}, {"outcome": "KNOWN"},
					{"outcome": "REFUSED", "code": "activity.unknown-member", "field": "identity"},
					{"outcome": "REFUSED", "code": "activity.unknown-member", "field": "identity"},
					{"outcome": "REFUSED", "code": "activity.nobody", "field": "member"},
					{"outcome": "REFUSED", "code": "activity.invalid", "field": "kind"},
					{"outcome": "REFUSED", "code": "activity.invalid", "field": "source"},
					{"outcome": "OUTSIDE"}, {"outcome": "REFUSED", "code": "activity.unreadable"},
					{"outcome": "REFUSED", "code": "activity.unreadable"}]}
				""");
		// Of one source an id is one event, in whatever group; of another it is another.
		assertThat(lines(byHandle)).hasStatusOk().bodyJson().extractingPath("known").isEqualTo(1);
		assertThat(lines(byHandle.replace("bot-7", "bot-8"))).hasStatusOk()
			.bodyJson()
			.extractingPath("fresh")
			.isEqualTo(1);
		assertThat(rest("/api/v1/members/" + bob + "/activity")).hasStatusOk()
			.bodyJson()
			.extractingPath("messages")
			.isEqualTo(2);
	}

	@Test
	void whatTheDatabaseCannotHoldSinksNoOthers() {
		String good = """
				{"member": "%s", "group": "%s", "at": "%s", "kind": "MESSAGE", "externalId": "1", "text": "a\\nb"}"""
			.formatted(bob, group, NOW);
		String all = String.join("\n", good, good.replace("\"1\"", "\"\\u0000\""), good.replace("a\\n", "a\\u0000"),
				good.replace(NOW.substring(0, 4) + "-", "+999999999-"), good.replace("\"1\"", "\"2\""));
		assertThat(lines(all)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
				{"fresh": 2, "known": 0, "outside": 0, "refused": 3, "results": [{"outcome": "FRESH"},
					{"outcome": "REFUSED", "code": "activity.invalid", "field": "externalId"},
					{"outcome": "REFUSED", "code": "activity.invalid", "field": "text"},
					{"outcome": "REFUSED", "code": "activity.invalid", "field": "at"}, {"outcome": "FRESH"}]}
				""");
	}

	@Test
	void knowsNobodyOfAnotherOrganization() {
		Person other = staff.found();
		String otherKey = staff.apiKey(other);
		staff.as(ann, () -> {
			identities.add(bob, NewIdentity.handle(Carrier.WECHAT, "bob_01"));
			return null;
		});
		String event = """
				{"identity": {"carrier": "WECHAT", "kind": "HANDLE", "value": "bob_01"}, "group": "%s", "at": "%s", \
				"kind": "MESSAGE", "externalId": "m1"}""".formatted(group, NOW);
		assertThat(mvc.post()
			.uri("/api/v1/activity-events")
			.header("Authorization", "Bearer " + otherKey)
			.contentType(MediaType.APPLICATION_NDJSON)
			.content(event)
			.exchange()).hasStatusOk()
			.bodyJson()
			.extractingPath("results[0].code")
			.isEqualTo("activity.unknown-member");
	}

	@Test
	void takesTenThousandAtOnce() {
		StringBuilder events = new StringBuilder();
		for (int i = 0; i < 10_000; i++) {
			events.append("""
					{"member": "%s", "group": "%s", "at": "%s", "kind": "MESSAGE", "characters": 3, "externalId": "%d"}
					""".formatted(bob, group, NOW, i));
		}
		assertThat(lines(events.toString())).hasStatusOk().bodyJson().extractingPath("fresh").isEqualTo(10_000);
		assertThat(lines(events.toString())).hasStatusOk().bodyJson().extractingPath("known").isEqualTo(10_000);
	}

	@Test
	void showsAMembersYearAndAGroupsWeeks() {
		assertThat(get("/members/" + bob + "/activity")).hasStatusOk().bodyText().contains("Quiet for a year");
		assertThat(get("/groups/" + group + "/activity")).hasStatusOk().bodyText().contains("Nobody spoke yet");
		tell("""
				{"events": [{"member": "%s", "group": "%s", "at": "%s", "kind": "MESSAGE", "characters": 5,
				"externalId": "1"}]}""".formatted(bob, group, NOW));
		assertThat(get("/members/" + bob + "/activity")).hasStatusOk()
			.bodyText()
			.contains("data-chart=\"calendar\"", "Active on 1 of 365 days, with 1 messages")
			.doesNotContain("??");
		assertThat(get("/groups/" + group + "/activity")).hasStatusOk()
			.bodyText()
			.contains("data-chart=\"lines\"", "100.0% (1 of 1)", "Bob &lt;b&gt;")
			.doesNotContain("??", "Bob <b>");
		assertThat(rest("/api/v1/groups/" + group + "/activity?weeks=2")).hasStatusOk()
			.bodyJson()
			.extractingPath("weeks[1].speakers")
			.isEqualTo(1);
		assertThat(rest("/api/v1/members/" + bob + "/activity")).hasStatusOk()
			.bodyJson()
			.extractingPath("activeDays")
			.isEqualTo(1);
	}

	@Test
	void hidesWhatIsOfAnotherOrganization() {
		Person other = staff.found();
		String otherKey = staff.apiKey(other);
		for (String path : new String[] { "/members/" + bob + "/activity", "/groups/" + group + "/activity" }) {
			assertThat(mvc.get().uri(other.path() + path).with(staff.login(other)).exchange())
				.hasStatus(HttpStatus.NOT_FOUND);
			assertThat(mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + otherKey).exchange())
				.hasStatus(HttpStatus.NOT_FOUND);
		}
	}

	private MvcTestResult lines(String events) {
		return mvc.post()
			.uri("/api/v1/activity-events")
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_NDJSON)
			.content(events)
			.exchange();
	}

	private MvcTestResult get(String path) {
		return mvc.get().uri(ann.path() + path).with(staff.login(ann)).header("HX-Request", "true").exchange();
	}

	private MvcTestResult rest(String path) {
		return mvc.get().uri(path).header("Authorization", "Bearer " + key).exchange();
	}

	private MvcTestResult tell(String body) {
		return mvc.post()
			.uri("/api/v1/activity-events")
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.exchange();
	}

}
