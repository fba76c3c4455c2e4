package io.guildhall.challenge.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.HouseTest;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewMember;
import io.guildhall.shared.Permission;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Challenges as a program uses them. */
@HouseTest
@RequiredArgsConstructor
class ChallengeDoorsTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);

	private static final String CHALLENGES = "/challenges";

	private final CommunityService communities;

	private final GroupService groups;

	private final MemberService members;

	private final MembersOfGroups stays;

	private final StaffFixtures staff;

	private final ScopedClock clock;

	private final MockMvcTester mvc;

	private final JsonMapper json;

	private Person boss;

	private String key = "";

	private GroupId group;

	private MemberId lin;

	@BeforeEach
	void aGroupOfTwo() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		key = staff.apiKey(boss);
		group = on(0, () -> groups.create(communities.create(CommunityFixtures.card("Readers")).id(),
				CommunityFixtures.terms("One", boss.accountId())))
			.id();
		lin = newcomer("林晓");
		newcomer("王芳");
	}

	@Test
	void aChallengeIsMadeChangedAndEnded() {
		MvcTestResult made = post(0, CHALLENGES, terms(Map.of()), "once");
		assertThat(made).hasStatus(201);
		String path = CHALLENGES + "/" + body(made).path("id").asString();
		assertThat(made.getResponse().getHeader(HttpHeaders.LOCATION)).endsWith(path);
		assertThat(body(post(0, CHALLENGES, terms(Map.of()), "once")).path("id")).as("sent twice")
			.isEqualTo(body(made).path("id"));
		String tag = get(0, path).getResponse().getHeader(HttpHeaders.ETAG);
		Map<String, Object> other = terms(Map.of("name", "晚读", "days", 5));
		assertThat(change(path, other, tag)).hasStatusOk().bodyJson().extractingPath("terms.days").isEqualTo(5);
		assertThat(change(path, other, tag)).hasStatus(409).bodyText().contains("shared.changed-meanwhile");
		assertThat(body(get(0, CHALLENGES + "?group=" + group)).path("items")).hasSize(1);
		assertThat(body(get(0, CHALLENGES)).path("items").path(0).path("terms").path("name").asString())
			.isEqualTo("晚读");
		assertThat(post(2, path + "/close", Map.of(), null)).hasStatusOk()
			.bodyJson()
			.extractingPath("closedOn")
			.isEqualTo(FIRST.plusDays(1).toString());
		assertCode(409, "challenge.closed.already", post(3, path + "/close", Map.of(), null));
		assertCode(409, "challenge.closed.already", post(3, path + "/participants", Map.of(), null));
	}

	@Test
	void whatIsNotRightIsRefused() {
		for (Map<String, Object> wrong : List.<Map<String, Object>>of(Map.of("name", " "), Map.of("days", 0),
				Map.of("group", "x"), Map.of("cutOffMinutes", 721), Map.of("counting", "NEVER"),
				Map.of("stages", List.of(Map.of("need", 1))))) {
			assertThat(post(0, CHALLENGES, terms(wrong), null)).as(wrong.toString()).hasStatus(400);
		}
		assertCode(422, "challenge.refused.stages",
				post(0, CHALLENGES, terms(Map.of("stages", List.of(Map.of("need", 9, "title", "Beyond")))), null));
		assertThat(post(0, CHALLENGES, terms(Map.of("group", UUID.randomUUID())), null)).hasStatus(404);
		assertCode(404, "challenge.unknown", get(0, CHALLENGES + "/" + UUID.randomUUID()));
		String path = challenge(Map.of());
		key = staff.apiKey(boss, EnumSet.of(Permission.COMMUNITY_READ));
		assertThat(get(0, path)).hasStatusOk();
		assertThat(get(0, path + "/participants")).hasStatus(403);
		assertThat(post(0, path + "/participants", Map.of(), null)).hasStatus(403);
		assertThat(post(0, CHALLENGES, terms(Map.of()), null)).hasStatus(403);
		key = staff.apiKey(staff.found());
		for (String door : List.of("", "/participants", "/check-ins", "/rewards")) {
			assertCode(404, "challenge.unknown", get(0, path + door));
		}
	}

	@Test
	void membersAreAskedInAndCheckedIn() {
		String path = challenge(
				Map.of("cards", 1, "stages", List.of(Map.of("need", 1, "title", "Begun", "points", 10))));
		assertThat(added(path, Map.of("members", List.of(lin)))).isEqualTo(1);
		assertThat(added(path, Map.of())).as("the rest of the group").isEqualTo(1);
		assertThat(added(path, Map.of())).isZero();
		assertThat(post(0, path + "/participants", Map.of("members", List.of()), null)).hasStatus(400);
		Map<String, Object> who = Map.of("member", lin);
		assertThat(post(1, path + "/check-ins", who, null)).hasStatusOk()
			.bodyJson()
			.extractingPath("day")
			.isEqualTo(FIRST.toString());
		assertCode(409, "challenge.already", post(1, path + "/check-ins", who, null));
		assertThat(post(4, path + "/check-ins", Map.of("member", lin, "makeUp", FIRST.plusDays(1)), null))
			.hasStatusOk();
		assertCode(409, "challenge.no-card",
				post(4, path + "/check-ins", Map.of("member", lin, "makeUp", FIRST.plusDays(2)), null));
		assertCode(404, "challenge.unknown.participant",
				post(4, path + "/check-ins", Map.of("member", newcomer("生人")), null));
		JsonNode items = body(get(4, path + "/participants")).path("items");
		// Both joined at the same moment of the clock, so either may be the first.
		assertThat(items).hasSize(2).anySatisfy(part -> {
			assertThat(part.path("member").path("displayName").asString()).isEqualTo("林晓");
			assertThat(part.path("cardsLeft").asInt()).isZero();
			assertThat(part.path("reached").asInt()).isEqualTo(1);
		}).anySatisfy(part -> assertThat(part.path("reached").asInt()).isZero());
		assertThat(body(get(4, path + "/rewards")).path("items")).hasSize(1).first().satisfies(reward -> {
			assertThat(reward.path("points").asInt()).isEqualTo(10);
			assertThat(reward.path("given").isNull()).isFalse();
		});
		assertThat(body(post(4, path + "/rewards", Map.of(), null)).path("given").asInt()).as("nothing is owed")
			.isZero();
	}

	@Test
	void whatIsToBeProvenIsLookedAt() {
		String path = challenge(Map.of("proof", true));
		added(path, Map.of());
		assertCode(422, "challenge.refused.proof", post(1, path + "/check-ins", Map.of("member", lin), null));
		for (int day = 1; day <= 2; day++) {
			assertThat(post(day, path + "/check-ins", Map.of("member", lin, "proof", "ten pages"), null)).hasStatusOk();
		}
		JsonNode waiting = body(get(2, path + "/check-ins")).path("items");
		assertThat(waiting).hasSize(2);
		Map<String, Object> first = Map.of("checkIn", waiting.path(0).path("id").asString());
		Map<String, Object> second = new HashMap<>(Map.of("checkIn", waiting.path(1).path("id").asString()));
		assertThat(post(2, path + "/check-ins/approval", first, null)).hasStatusOk()
			.bodyJson()
			.extractingPath("state")
			.isEqualTo("COUNTED");
		assertCode(409, "challenge.decided", post(2, path + "/check-ins/approval", first, null));
		assertCode(422, "challenge.refused.reason", post(2, path + "/check-ins/refusal", second, null));
		second.put("reason", "no picture");
		assertThat(post(2, path + "/check-ins/refusal", second, null)).hasStatusOk()
			.bodyJson()
			.extractingPath("reason")
			.isEqualTo("no picture");
		assertThat(post(2, path + "/check-ins/refusal", Map.of("checkIn", UUID.randomUUID(), "reason", "x"), null))
			.hasStatus(404);
		assertThat(body(get(2, path)).path("done").asInt()).isEqualTo(1);
	}

	@Test
	void aProgramNotesWhatTheStaffHasSeen() {
		String path = challenge(Map.of("proof", true, "cards", 1));
		added(path, Map.of());
		String notes = path + "/check-ins/notes";
		assertThat(post(3, notes, Map.of("member", lin), null)).hasStatusOk()
			.bodyJson()
			.extractingPath("day")
			.isEqualTo(FIRST.plusDays(2).toString());
		assertCode(409, "challenge.already", post(3, notes, Map.of("member", lin, "words", "again"), null));
		Map<String, Object> missed = Map.of("member", lin, "words", "told me on the phone", "makeUp", FIRST);
		assertThat(post(3, notes, missed, null)).hasStatusOk()
			.bodyJson()
			.extractingPath("day")
			.isEqualTo(FIRST.toString());
		assertCode(409, "challenge.no-card", post(3, notes, Map.of("member", lin, "makeUp", FIRST.plusDays(1)), null));
		assertCode(409, "challenge.not-missed",
				post(3, notes, Map.of("member", lin, "makeUp", FIRST.plusDays(5)), null));
		assertThat(post(3, notes, Map.of("words", "who?"), null)).hasStatus(400);
		assertThat(post(3, notes, Map.of("member", lin, "words", "x".repeat(501)), null)).hasStatus(400);
		JsonNode waiting = body(get(3, path + "/check-ins")).path("items");
		assertThat(waiting).hasSize(2).anySatisfy(one -> {
			assertThat(one.path("proof").asString()).isEqualTo("told me on the phone");
			assertThat(one.path("madeUp").asBoolean()).isTrue();
		}).anySatisfy(one -> assertThat(one.path("proof").asString()).as("that the staff did").isNotEmpty());
		key = staff.apiKey(boss, EnumSet.of(Permission.COMMUNITY_READ, Permission.MEMBER_READ));
		assertThat(post(4, notes, Map.of("member", lin), null)).hasStatus(403);
		key = staff.apiKey(staff.found());
		assertCode(404, "challenge.unknown", post(4, notes, Map.of("member", lin), null));
	}

	private Map<String, Object> terms(Map<String, Object> other) {
		Map<String, Object> terms = new HashMap<>(
				Map.of("group", group, "name", "晨读", "startsOn", FIRST, "days", 7, "counting", "DAYS"));
		terms.putAll(other);
		return terms;
	}

	private String challenge(Map<String, Object> other) {
		MvcTestResult made = post(0, CHALLENGES, terms(other), null);
		assertThat(made).hasStatus(201);
		return CHALLENGES + "/" + body(made).path("id").asString();
	}

	private int added(String path, Map<String, Object> whom) {
		MvcTestResult answer = post(0, path + "/participants", whom, null);
		assertThat(answer).hasStatusOk();
		return body(answer).path("added").asInt();
	}

	private void assertCode(int status, String code, MvcTestResult answer) {
		assertThat(answer).hasStatus(status);
		assertThat(body(answer).path("code").asString()).isEqualTo(code);
	}

	private MemberId newcomer(String name) {
		return on(0, () -> {
			MemberId id = members.add(NewMember.named(name));
			stays.joined(id, group, FIRST.minusDays(1).atStartOfDay(ZONE).toInstant());
			return id;
		});
	}

	private MvcTestResult get(int day, String path) {
		return send(day, HttpMethod.GET, path, null, Map.of());
	}

	private MvcTestResult post(int day, String path, Object body, @Nullable String once) {
		return send(day, HttpMethod.POST, path, body, (once != null) ? Map.of("Idempotency-Key", once) : Map.of());
	}

	private MvcTestResult change(String path, Object body, @Nullable String tag) {
		return send(0, HttpMethod.PUT, path, body, (tag != null) ? Map.of(HttpHeaders.IF_MATCH, tag) : Map.of());
	}

	private MvcTestResult send(int day, HttpMethod method, String path, @Nullable Object body,
			Map<String, String> headers) {
		var request = mvc.method(method).uri("/api/v1" + path).header("Authorization", "Bearer " + key);
		for (Map.Entry<String, String> header : headers.entrySet()) {
			request = request.header(header.getKey(), header.getValue());
		}
		if (body != null) {
			request = request.contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
		}
		var ready = request;
		return at(day, ready::exchange);
	}

	private JsonNode body(MvcTestResult answer) {
		return json.readTree(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
	}

	/** As the owner, at noon of a day of the challenge, counted from 1. */
	private <T> T on(int day, Tenancy.Work<T, RuntimeException> work) {
		return at(day, () -> staff.as(boss, work));
	}

	private <T> T at(int day, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(FIRST.plusDays(day - 1L).atTime(12, 0).atZone(ZONE).toInstant(), work);
	}

}
