package io.guildhall.challenge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.HouseTest;
import io.guildhall.challenge.ChallengeId;
import io.guildhall.challenge.ChallengeService;
import io.guildhall.challenge.ChallengeTerms;
import io.guildhall.challenge.CheckIn;
import io.guildhall.challenge.CheckInDecisions;
import io.guildhall.challenge.Counting;
import io.guildhall.challenge.Participants;
import io.guildhall.challenge.ProofKind;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.file.DrawnPictureTests;
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

/**
 * Pictures of proof through the doors: by the personal link, for the staff, for programs.
 */
@HouseTest
@RequiredArgsConstructor
class ProofDoorsTests {

	private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

	private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);

	private final ChallengeService challenges;

	private final Participants participants;

	private final CheckInDecisions decisions;

	private final CommunityService communities;

	private final GroupService groups;

	private final MemberService members;

	private final MembersOfGroups stays;

	private final StaffFixtures staff;

	private final ScopedClock clock;

	private final MockMvcTester mvc;

	private final JsonMapper json;

	private Person boss;

	private GroupId group;

	private MemberId lin;

	private byte[] png;

	@BeforeEach
	void aGroupOfTwo() throws IOException {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		group = on(0, () -> groups.create(communities.create(CommunityFixtures.card("Readers")).id(),
				CommunityFixtures.terms("One", boss.accountId())))
			.id();
		lin = newcomer("林晓");
		newcomer("王芳");
		png = DrawnPictureTests.file(300, 200, "png");
	}

	@Test
	void aMemberSendsAPictureByTheirLinkAndSeesItThereAndNobodyElseDoes() throws IOException {
		ChallengeId id = challenge(ProofKind.PICTURE);
		String link = link(id, lin);
		assertThat(open(1, link)).hasStatusOk()
			.bodyText()
			.contains("enctype=\"multipart/form-data\"", "type=\"file\"", "accept=\"image/jpeg,image/png\"", "10 MB",
					"deleted 90 days after the challenge has ended")
			.doesNotContain("??", "check-ins/2026-05-01/picture");
		assertThat(send(1, link, null, "ten pages", null)).hasStatus(400)
			.bodyText()
			.contains("role=\"alert\"", "Send a picture", "ten pages");
		assertThat(send(1, link, null, "", new byte[0])).as("a browser sends an empty file for none").hasStatus(400);
		assertThat(send(1, link, null, "", png)).hasStatus3xxRedirection();
		assertThat(open(1, link)).bodyText()
			.contains("check-ins/2026-05-01/picture?small=true")
			.doesNotContain("type=\"file\"");
		MvcTestResult picture = open(1, link + "/check-ins/2026-05-01/picture");
		assertThat(picture).hasStatusOk()
			.hasContentType(MediaType.IMAGE_JPEG)
			.hasHeader("X-Content-Type-Options", "nosniff")
			.hasHeader("Cache-Control", "no-store")
			.hasHeader("Referrer-Policy", "same-origin");
		assertThat(ImageIO.read(new ByteArrayInputStream(picture.getResponse().getContentAsByteArray())).getWidth())
			.isEqualTo(300);
		assertThat(picture.getRequest().getSession(false)).isNull();
		assertThat(open(1, link + "/check-ins/2026-05-02/picture")).hasStatus(404);
		assertThat(open(1, link + "/check-ins/yesterday/picture")).hasStatus(404);
		MemberId other = staff.as(boss, () -> participants.list(id, null))
			.items()
			.stream()
			.map(part -> part.member().id())
			.filter(member -> !member.equals(lin))
			.findFirst()
			.orElseThrow();
		assertThat(open(1, link(id, other) + "/check-ins/2026-05-01/picture")).as("another's link").hasStatus(404);
		for (String forged : List.of("/p/c/" + boss.slug() + "/" + "0".repeat(32),
				"/p/c/" + staff.found().slug() + link.substring(link.lastIndexOf('/')))) {
			assertThat(open(1, forged + "/check-ins/2026-05-01/picture")).hasStatus(404);
			assertThat(send(1, forged, null, "", png)).hasStatus(404);
		}
		staff.as(boss, () -> {
			members.erase(lin);
			return null;
		});
		assertThat(open(1, link + "/check-ins/2026-05-01/picture")).as("erased").hasStatus(404);
	}

	@Test
	void whatTheStaffNotesSaysThatItWaits() {
		ChallengeId id = challenge(ProofKind.PICTURE);
		MvcTestResult noted = form("/challenges/" + id + "/check-ins", Map.of("member", List.of(lin.toString())));
		assertThat(noted).hasStatus3xxRedirection();
		assertThat(noted.getMvcResult().getFlashMap().get("done")).isEqualTo("challenge.noted");
		assertThat(page("/challenges/" + id)).bodyText().contains("Recorded by staff");
	}

	@Test
	void theStaffMakesUpADayOnThePage() {
		ChallengeId id = challenge(ProofKind.NONE);
		String path = "/challenges/" + id;
		assertThat(page(path)).bodyText()
			.contains("name=\"makeUp\"", "min=\"2026-05-01\"", "max=\"2026-05-02\"", "Make up a day")
			.doesNotContain("??");
		MvcTestResult made = form(path + "/check-ins",
				Map.of("member", List.of(lin.toString()), "makeUp", List.of("2026-05-01")));
		assertThat(made).hasStatus3xxRedirection().hasHeader("Location", boss.path() + path);
		assertThat(made.getMvcResult().getFlashMap().get("done")).isEqualTo("challenge.made-up.done");
		assertThat(staff.as(boss, () -> participants.of(lin)).get(0).part()).satisfies(part -> {
			assertThat(part.cardsLeft()).isZero();
			assertThat(part.days().total()).isEqualTo(1);
		});
		assertThat(
				form(path + "/check-ins", Map.of("member", List.of(lin.toString()), "makeUp", List.of("2026-05-02"))))
			.as("no card is left")
			.hasStatus(409);
		assertThat(form(path + "/check-ins",
				Map.of("member", List.of(lin.toString()), "makeUp", List.of(""), "all", List.of("true"))))
			.as("today, where all are listed")
			.hasStatus3xxRedirection()
			.hasHeader("Location", boss.path() + path + "/participants");
	}

	@Test
	void aChallengesPageShowsAFewOfThoseWhoTakePartAndTheirOwnPageAll() {
		for (int i = 0; i < 9; i++) {
			newcomer("成员" + i);
		}
		ChallengeId id = challenge(ProofKind.NONE);
		String path = "/challenges/" + id;
		assertThat(copies(page(path))).isEqualTo(10);
		assertThat(page(path)).bodyText().contains(boss.path() + path + "/participants\"", "All 11");
		assertThat(copies(page(path + "/participants"))).isEqualTo(11);
		assertThat(page(path + "/participants")).bodyText().contains("林晓", "成员8").doesNotContain("??");
		assertThat(mvc.get().uri(boss.path() + path + "/participants").with(staff.login(staff.found()))).hasStatus(404);
	}

	private static int copies(MvcTestResult page) {
		return new String(page.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8).split("data-copy-text=",
				-1).length - 1;
	}

	@Test
	void whatIsRefusedIsSaidInTheLanguageOfTheMemberAndCounted() throws IOException {
		String link = link(challenge(ProofKind.EITHER), lin);
		assertThat(send(1, link, null, "my words", "<svg/>".getBytes(StandardCharsets.UTF_8))).hasStatus(400)
			.bodyText()
			.contains("JPEG or PNG that can be read", "my words");
		assertThat(send(1, link, null, "", DrawnPictureTests.claimed(10_000, 6_000))).hasStatus(400)
			.bodyText()
			.contains("50 million");
		assertThat(send(1, link, null, "", new byte[(10 << 20) + 1])).hasStatus(400).bodyText().contains("10 MB");
		assertThat(at(1, () -> request(link + "/check-ins?lang=zh-CN", null, "", new byte[3]))).hasStatus(400)
			.bodyText()
			.contains("不是可读取的");
		assertThat(page("/challenges")).hasStatusOk()
			.bodyText()
			.contains("4 pictures of proof were not taken: 1 too large, 1 with too many pixels, 2 no JPEG")
			.doesNotContain("??");
		assertThat(api(1, "/challenge-links/pictures")).hasStatusOk()
			.bodyJson()
			.extractingPath("reasons")
			.isEqualTo(Map.of("TOO_LARGE", 1, "TOO_MANY_PIXELS", 1, "NO_PICTURE", 2));
	}

	@Test
	void whatIsMuchTooLargeIsNotEvenWrittenDown() {
		String link = link(challenge(ProofKind.PICTURE), lin);
		byte[] huge = new byte[(11 << 20) + 1];
		assertThat(at(1,
				() -> mvc.post()
					.uri(link + "/check-ins")
					.contentType("multipart/form-data; boundary=x")
					.content(huge)
					.exchange()))
			.hasStatus(400)
			.bodyText()
			.contains("role=\"alert\"", "10 MB");
		assertThat(at(1,
				() -> mvc.post()
					.uri(link + "/check-ins")
					.contentType("multipart/form-data; boundary=x")
					.header("Transfer-Encoding", "chunked")
					.exchange()))
			.hasStatus(400);
		assertThat(at(1,
				() -> mvc.post()
					.uri("/p/c/" + boss.slug() + "/" + "0".repeat(32) + "/check-ins")
					.contentType("multipart/form-data; boundary=x")
					.content(huge)
					.exchange()))
			.as("by a link that opens nothing")
			.hasStatus(404);
	}

	@Test
	void aLinkThatSendsNothingButRubbishWaits() throws IOException {
		ChallengeId id = challenge(ProofKind.PICTURE);
		String link = link(id, lin);
		for (int i = 0; i < 10; i++) {
			assertThat(send(1, link, null, "", new byte[3])).hasStatus(400);
		}
		assertThat(send(1, link, null, "", png)).hasStatus(429);
		assertThat(open(1, link)).as("it still opens").hasStatusOk();
		assertThat(at(1,
				() -> clock.callAt(FIRST.atTime(12, 2).atZone(ZONE).toInstant(),
						() -> request(link + "/check-ins", null, "", png))))
			.as("after a minute")
			.hasStatus3xxRedirection();
	}

	@Test
	void aDayThatIsDoneTakesNoPictureAndAMissedOneDoesForACard() {
		ChallengeId id = challenge(ProofKind.PICTURE);
		String link = link(id, lin);
		assertThat(send(2, link, null, "", png)).hasStatus3xxRedirection();
		assertThat(send(2, link, null, "", png)).hasStatus(409);
		assertThat(send(2, link, FIRST, "", png)).hasStatus3xxRedirection();
		assertThat(open(2, link)).bodyText().contains("check-ins/2026-05-01/picture");
		String words = link(challenge(ProofKind.WORDS), lin);
		assertThat(open(2, words)).bodyText().doesNotContain("type=\"file\"", "multipart");
		assertThat(send(2, words, null, "ten pages", png)).hasStatus(400);
		assertThat(at(2, () -> mvc.post().uri(words + "/check-ins").param("proof", "ten pages").exchange()))
			.hasStatus3xxRedirection();
	}

	@Test
	void theStaffSeesPicturesAndDecidesAboutManyAtOnce() {
		ChallengeId id = challenge(ProofKind.PICTURE);
		String link = link(id, lin);
		for (int day = 1; day <= 3; day++) {
			assertThat(send(day, link, null, "", png)).hasStatus3xxRedirection();
		}
		List<UUID> ids = staff.as(boss, () -> decisions.waiting(id, null)).items().stream().map(CheckIn::id).toList();
		String page = "/challenges/" + id;
		assertThat(page(page)).hasStatusOk()
			.bodyText()
			.contains("/check-ins/" + ids.get(0) + "/picture?small=true", "width=\"300\"", "name=\"chosen\"",
					"id=\"waiting\"", "/check-ins/approvals")
			.doesNotContain("??");
		assertThat(page(page + "/check-ins/" + ids.get(0) + "/picture?small=true")).hasStatusOk()
			.hasContentType(MediaType.IMAGE_JPEG)
			.hasHeader("Cache-Control", "no-store")
			.hasHeader("X-Content-Type-Options", "nosniff");
		assertThat(mvc.get()
			.uri(boss.path() + page + "/check-ins/" + ids.get(0) + "/picture")
			.with(staff.login(staff.found()))).hasStatus(404);
		assertThat(form(page + "/check-ins/approvals", Map.of("chosen", List.of(ids.get(0).toString())))).hasStatus(302)
			.hasHeader("Location", boss.path() + page + "#waiting");
		assertThat(form(page + "/check-ins/refusals",
				Map.of("chosen", List.of(ids.get(1).toString(), ids.get(2).toString()))))
			.as("without a reason")
			.hasStatus(422);
		assertThat(form(page + "/check-ins/refusals",
				Map.of("chosen", List.of(ids.get(1).toString(), ids.get(2).toString()), "reason", List.of("too dark"))))
			.hasStatus(302);
		assertThat(form(page + "/check-ins/approvals", Map.of())).as("none is chosen").hasStatus(422);
		assertThat(page(page)).bodyText().doesNotContain("id=\"waiting\"");
		assertThat(open(3, link)).bodyText().contains("too dark", "type=\"file\"");
		assertThat(send(3, link, null, "", png)).as("again").hasStatus3xxRedirection();
		for (String edit : List.of("/challenges/new", page + "/edit")) {
			assertThat(page(edit)).bodyText().contains("name=\"proofKind\"", "a picture").doesNotContain("??");
		}
	}

	@Test
	void aProgramSendsListsReadsAndDecides() throws IOException {
		ChallengeId id = challenge(ProofKind.PICTURE);
		String path = "/challenges/" + id;
		assertThat(api(1, path)).bodyJson().extractingPath("terms.proofKind").isEqualTo("PICTURE");
		assertThat(api(1, path)).bodyJson().extractingPath("terms.proof").isEqualTo(true);
		assertThat(upload(1, path, lin, png)).hasStatusOk().bodyJson().extractingPath("day").isEqualTo("2026-05-01");
		assertCode(409, "challenge.already", upload(1, path, lin, png));
		assertCode(422, "challenge.refused.proof.picture", upload(2, path, lin, null));
		assertCode(422, "challenge.refused.picture.none", upload(2, path, lin, new byte[3]));
		assertCode(422, "challenge.refused.picture.large", upload(2, path, lin, new byte[(10 << 20) + 1]));
		assertCode(422, "challenge.refused.picture.pixels",
				upload(2, path, lin, DrawnPictureTests.claimed(10_000, 6_000)));
		assertCode(404, "challenge.unknown", upload(2, "/challenges/" + UUID.randomUUID(), lin, png));
		JsonNode waiting = body(api(1, path + "/check-ins")).path("items").path(0);
		assertThat(waiting.path("picture").path("width").asInt()).isEqualTo(300);
		String picture = path + "/check-ins/" + waiting.path("id").asString() + "/picture";
		assertThat(api(1, picture)).hasStatusOk().hasContentType(MediaType.IMAGE_JPEG);
		assertThat(api(1, picture + "?small=true")).hasStatusOk();
		assertCode(404, "challenge.unknown.picture", api(1, path + "/check-ins/" + UUID.randomUUID() + "/picture"));
		JsonNode mine = body(post(1, "/members/" + lin + "/personal-data", Map.of())).path("records")
			.path("check_in_pictures");
		assertThat(mine).hasSize(1);
		assertThat(mine.path(0).path("jpeg").asString()).startsWith("/9j/");
		List<String> one = List.of(waiting.path("id").asString());
		assertCode(422, "challenge.refused.reason", post(1, path + "/check-ins/refusals", Map.of("checkIns", one)));
		assertThat(post(1, path + "/check-ins/approvals", Map.of("checkIns", List.of()))).hasStatus(400);
		assertThat(post(1, path + "/check-ins/approvals", Map.of("checkIns", one))).hasStatusOk()
			.bodyJson()
			.extractingPath("decided")
			.isEqualTo(1);
		assertThat(post(1, path + "/check-ins/refusals", Map.of("checkIns", one, "reason", "late"))).hasStatusOk()
			.bodyJson()
			.extractingPath("left")
			.isEqualTo(1);
		String reader = staff.apiKey(boss, EnumSet.of(Permission.COMMUNITY_READ, Permission.MEMBER_READ));
		assertThat(mvc.get().uri("/api/v1" + picture).header("Authorization", "Bearer " + reader)).hasStatus(403);
		String stranger = staff.apiKey(staff.found());
		assertThat(mvc.get().uri("/api/v1" + picture).header("Authorization", "Bearer " + stranger)).hasStatus(404);
	}

	private void assertCode(int status, String code, MvcTestResult answer) {
		assertThat(answer).hasStatus(status);
		assertThat(body(answer).path("code").asString()).isEqualTo(code);
	}

	private ChallengeId challenge(ProofKind kind) {
		return on(0, () -> {
			ChallengeId id = challenges.create(group,
					new ChallengeTerms("晨读", "", FIRST, 7, 120, kind, 1, Counting.DAYS, List.of()));
			participants.addGroup(id);
			return id;
		});
	}

	private String link(ChallengeId id, MemberId member) {
		return "/p/c/" + boss.slug() + "/"
				+ staff.as(boss, () -> participants.of(member))
					.stream()
					.filter(entry -> entry.challenge().equals(id))
					.findFirst()
					.orElseThrow()
					.part()
					.token();
	}

	private MvcTestResult open(int day, String path) {
		return at(day, () -> mvc.get().uri(path).exchange());
	}

	private MvcTestResult send(int day, String link, @Nullable LocalDate makeUp, String words, byte @Nullable [] file) {
		return at(day, () -> request(link + "/check-ins", makeUp, words, file));
	}

	private MvcTestResult request(String path, @Nullable LocalDate makeUp, String words, byte @Nullable [] file) {
		var request = mvc.post().uri(path).multipart();
		if (file != null) {
			request = request
				.file(new MockMultipartFile("picture", (file.length > 0) ? "a.png" : "", "image/png", file));
		}
		request = request.param("proof", words);
		return ((makeUp != null) ? request.param("day", makeUp.toString()) : request).exchange();
	}

	private MvcTestResult page(String path) {
		return at(3, () -> mvc.get().uri(boss.path() + path).with(staff.login(boss)).exchange());
	}

	private MvcTestResult form(String path, Map<String, List<String>> fields) {
		var request = mvc.post().uri(boss.path() + path).with(staff.login(boss)).with(csrf());
		fields.forEach((name, values) -> request.param(name, values.toArray(String[]::new)));
		return at(3, request::exchange);
	}

	private MvcTestResult upload(int day, String path, MemberId member, byte @Nullable [] file) {
		var request = mvc.post().uri("/api/v1" + path + "/check-ins").multipart();
		if (file != null) {
			request = request.file(new MockMultipartFile("picture", "a.png", "image/png", file));
		}
		var ready = request.param("member", member.toString()).header("Authorization", "Bearer " + staff.apiKey(boss));
		return at(day, ready::exchange);
	}

	private MvcTestResult api(int day, String path) {
		var request = mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + staff.apiKey(boss));
		return at(day, request::exchange);
	}

	private MvcTestResult post(int day, String path, Object body) {
		var request = mvc.post()
			.uri("/api/v1" + path)
			.header("Authorization", "Bearer " + staff.apiKey(boss))
			.contentType(MediaType.APPLICATION_JSON)
			.content(json.writeValueAsString(body));
		return at(day, request::exchange);
	}

	private JsonNode body(MvcTestResult answer) {
		return json.readTree(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
	}

	private MemberId newcomer(String name) {
		return on(0, () -> {
			MemberId id = members.add(NewMember.named(name));
			stays.joined(id, group, FIRST.minusDays(1).atStartOfDay(ZONE).toInstant());
			return id;
		});
	}

	/** As the owner, at noon of a day of the challenge, counted from 1. */
	private <T> T on(int day, Tenancy.Work<T, RuntimeException> work) {
		return at(day, () -> staff.as(boss, work));
	}

	private <T> T at(int day, Tenancy.Work<T, RuntimeException> work) {
		return clock.callAt(FIRST.plusDays(day - 1L).atTime(12, 0).atZone(ZONE).toInstant(), work);
	}

}
