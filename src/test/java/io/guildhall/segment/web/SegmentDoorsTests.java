package io.guildhall.segment.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.NewMember;
import io.guildhall.segment.SegmentId;
import io.guildhall.segment.SegmentRule;
import io.guildhall.segment.SegmentRule.Term;
import io.guildhall.segment.SegmentService;
import io.guildhall.segment.SegmentStart;
import io.guildhall.shared.Permission;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Segments through their doors, with the whole application behind them. */
@HouseTest
class SegmentDoorsTests {

	private static final String VIPS = """
			{"parts": [{"terms": [{"field": "tag", "is": "ANY_OF", "values": ["vip"]}]}]}""";

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private SegmentService segments;

	@Autowired
	private MemberService members;

	@Autowired
	private MemberTagging tagging;

	private Person ann;

	private String key;

	@BeforeEach
	void twoMembersOneOfThemImportant() {
		ann = staff.found();
		key = staff.apiKey(ann);
		staff.as(ann, () -> {
			MemberId bea = members.add(NewMember.named("Bea"));
			members.add(NewMember.named("Carl"));
			return tagging.tag(MemberFilter.of(List.of(bea)), "vip");
		});
	}

	@Test
	void theBuilderKeepsItsStateInTheUrlAndCountsWhatIsComplete() {
		assertThat(page("/segments/new")).hasStatusOk().bodyText().contains("Choose a condition").doesNotContain("??");
		assertThat(page("/segments/new?name=Vips&match=ALL&p0.match=ALL&p0.t0.field=tag&p0.t0.v=vip&p0.t1.field=spend"))
			.hasStatusOk()
			.bodyText()
			.contains("value=\"Vips\"", "Tag: vip", "1 member", "Bea", "Save with 1 member",
					"One condition does not count yet", "CNY")
			.doesNotContain("??", "Carl");
		assertThat(page("/segments/new?match=ALL&p0.match=ALL&p0.t0.field=tag&p0.t0.v=vip&op=term.0")).bodyText()
			.contains("p0.t1.field")
			.doesNotContain("p0.t2.field", "p1.match");
		assertThat(page("/segments/new?match=ALL&p0.match=ALL&p0.t0.field=tag&p0.t0.v=vip&op=part")).bodyText()
			.contains("p1.t0.field");
		assertThat(
				page("/segments/new?match=ALL&p0.match=ALL&p0.t0.field=tag&p0.t0.v=vip&p0.t1.field=tier&op=drop.0.0"))
			.bodyText()
			.contains("p0.t0.field")
			.doesNotContain("p0.t1.field", "1 member");
		for (SegmentStart start : SegmentStart.values()) {
			assertThat(page("/segments/new?start=" + start)).hasStatusOk().bodyText().doesNotContain("??");
		}
	}

	@Test
	void whatIsTypedWronglyIsSaidAndKept() {
		MvcTestResult refused = post("/segments", Map.of("name", "Big", "match", "ALL", "p0.match", "ALL",
				"p0.t0.field", "spend", "p0.t0.is", "AT_LEAST", "p0.t0.n", "ten"));
		assertThat(refused).hasStatusOk()
			.bodyText()
			.contains("The condition needs a whole number", "value=\"ten\"", "value=\"Big\"");
		assertThat(
				post("/segments",
						Map.of("name", "Big", "match", "ALL", "p0.match", "ALL", "p0.t0.field", "spend", "p0.t0.is",
								"AT_LEAST", "p0.t0.n", "1.234")))
			.bodyText()
			.contains("The condition needs a whole number");
		assertThat(post("/segments", Map.of("name", "", "match", "ALL"))).bodyText().contains("at least one condition");
		assertThat(page("/segments/new?match=ALL&p0.match=ALL&p0.t0.field=spend&p0.t0.n=5&p0.t0.d=99999")).bodyText()
			.contains("A window has 1 to");
		assertThat(page("/segments/new?match=ALL&p0.match=ALL&p0.t0.field=product_kind&p0.t0.is=NONE_OF&p0.t0.v=COURSE"
				+ "&p0.t0.d=30"))
			.bodyText()
			.contains("Kind of product bought in the last 30 days: not Course", "2 members")
			.doesNotContain("??");
		assertThat(
				page("/segments/new?match=ALL&p0.match=ALL&p0.t0.field=spend&p0.t0.is=AT_MOST&p0.t0.n=5&p0.t0.v=COURSE"
						+ "&p0.t0.v=CAMP&p0.t0.v=TOYS&p0.t0.d=30"))
			.bodyText()
			.contains("Net spend (only Course, Camp) in the last 30 days: at most", "2 members", "<details", "open")
			.doesNotContain("??", "TOYS");
		assertThat(page("/segments/new?match=ALL&p0.match=ALL&p0.t0.field=spend&p0.t0.v=COURSE&lang=zh-CN")).bodyText()
			.contains("只看部分商品或类型", "训练营")
			.doesNotContain("??");
		assertThat(page("/segments/new?match=ALL&p0.match=ALL&p0.t0.field=product_kind&p0.t0.v=COURSE&p0.t0.d=soon"
				+ "&p0.t1.field=tag&p0.t1.v=vip"))
			.bodyText()
			.contains("One condition does not count yet", "value=\"soon\"");
		assertThat(page("/segments/new?match=%00&p0.match=x&p0.t0.field=%00&p0.t0.is=x&op=drop.9.9&version=x"))
			.hasStatusOk();
	}

	@Test
	void savesShowsChangesFreezesAndArchives() {
		Map<String, String> vips = Map.of("name", "Vips", "match", "ALL", "p0.match", "ALL", "p0.t0.field", "tag",
				"p0.t0.is", "ANY_OF", "p0.t0.v", "vip");
		assertThat(post("/segments", vips)).hasStatus3xxRedirection();
		SegmentId id = staff.as(ann, () -> segments.list(null).items().get(0).id());
		assertThat(page("/segments/" + id)).hasStatusOk()
			.bodyText()
			.contains("Tag: vip", "1 member", "/members?segment=" + id, "field.segment=" + id, "50.0%")
			.doesNotContain("??");
		assertThat(page("/segments")).hasStatusOk().bodyText().contains("Vips", "Tag: vip").doesNotContain("??");
		assertThat(page("/segments?lang=zh-CN")).hasStatusOk().bodyText().contains("人群包").doesNotContain("??");
		assertThat(page("/segments/" + id + "/edit")).hasStatusOk().bodyText().contains("value=\"Vips\"", "checked");
		assertThat(page("/members?segment=" + id)).hasStatusOk().bodyText().contains("Bea").doesNotContain("Carl");
		assertThat(page("/campaigns/new?field.segment=" + id)).hasStatusOk().bodyText().contains("Vips");
		assertThat(post("/segments/" + id + "/frozen-copies", Map.of("name", "Vips then"))).hasStatus3xxRedirection();
		assertThat(page("/segments")).bodyText().contains("Vips then", "frozen");
		assertThat(post("/segments/" + id, Map.of("name", "Very", "match", "ALL", "p0.match", "ALL", "p0.t0.field",
				"tag", "p0.t0.is", "NONE_OF", "p0.t0.v", "vip", "version", "0")))
			.hasStatus3xxRedirection();
		assertThat(page("/segments/" + id)).bodyText().contains("Tag: not vip");
		assertThat(post("/segments/" + id, vips)).hasStatus3xxRedirection();
		assertThat(post("/segments/" + id + "/archive", Map.of())).hasStatus3xxRedirection();
		assertThat(page("/segments")).bodyText().doesNotContain("/segments/" + id + "\"");
		assertThat(page("/segments/" + id)).hasStatusOk().bodyText().contains("archived", "/restore\"");
		assertThat(page("/segments?archived=true")).hasStatusOk()
			.bodyText()
			.contains("/segments/" + id + "\"")
			.doesNotContain("Vips then", "??");
		assertThat(post("/segments/" + id + "/restore", Map.of())).hasStatus3xxRedirection();
		assertThat(page("/segments")).bodyText().contains("/segments/" + id + "\"");
	}

	@Test
	void answersPrograms() {
		assertThat(rest("POST", "/count", VIPS)).hasStatusOk().bodyJson().extractingPath("members").isEqualTo(1);
		assertThat(rest("POST", "/preview", VIPS)).hasStatusOk().bodyJson().extractingPath("everybody").isEqualTo(2);
		MvcTestResult made = rest("POST", "", "{\"name\": \"Vips\", \"rule\": " + VIPS + "}");
		assertThat(made).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("members").isEqualTo(1);
		String id = text(made, "id");
		assertThat(rest("POST", "", "{\"name\": \"Vips\", \"rule\": " + VIPS + "}")).hasStatus(HttpStatus.CONFLICT)
			.bodyJson()
			.extractingPath("code")
			.isEqualTo("segment.name-taken");
		assertThat(rest("PUT", "/" + id, "{\"name\": \"V\", \"rule\": " + VIPS + "}")).hasStatusOk()
			.bodyJson()
			.extractingPath("name")
			.isEqualTo("V");
		MvcTestResult copy = rest("POST", "/" + id + "/frozen-copies", "{\"name\": \"Then\"}");
		assertThat(copy).hasStatus(HttpStatus.CREATED).bodyJson().extractingPath("members").isEqualTo(1);
		assertThat(text(copy, "frozenAt")).startsWith("20");
		assertThat(rest("POST", "/" + id + "/archive", "")).hasStatusOk()
			.bodyJson()
			.extractingPath("archived")
			.isEqualTo(true);
		assertThat(rest("GET", "", "")).hasStatusOk().bodyJson().extractingPath("items.length()").isEqualTo(1);
		assertThat(rest("GET", "?archived=true", "")).hasStatusOk()
			.bodyJson()
			.extractingPath("items[0].id")
			.isEqualTo(id);
		assertThat(rest("POST", "/" + id + "/restore", "")).hasStatusOk()
			.bodyJson()
			.extractingPath("archived")
			.isEqualTo(false);
	}

	@Test
	void tellsProgramsWhatCanBeAskedFor() {
		String said = new String(rest("GET", "/fields", "").getResponse().getContentAsByteArray(),
				StandardCharsets.UTF_8);
		JsonNode items = JsonMapper.shared().readTree(said).path("items");
		Map<String, JsonNode> byKey = new HashMap<>();
		items.forEach(item -> byKey.put(item.path("key").asString(), item));
		Function<String, JsonNode> field = key -> Objects.requireNonNull(byKey.get(key));
		assertThat(field.apply("spend").path("kind").asString()).isEqualTo("MONEY");
		assertThat(field.apply("spend").path("windowed").asBoolean()).isTrue();
		assertThat(field.apply("spend").path("values").toString()).contains("COURSE");
		assertThat(field.apply("spoke").path("kind").asString()).isEqualTo("DAYS_AGO");
		assertThat(field.apply("messages").path("values")).isEmpty();
		assertThat(field.apply("tag").path("values").toString()).contains("vip");
		assertThat(byKey).doesNotContainKey("segment");
		assertThat(said).doesNotContain("??");
	}

	@Test
	void refusesProgramsWithCodes() {
		assertCode("segment.no-condition", "{\"parts\": []}");
		assertCode("segment.number", """
				{"parts": [{"terms": [{"field": "spend", "is": "AT_LEAST", "number": -3}]}]}""");
		assertCode("segment.unknown-field", """
				{"parts": [{"terms": [{"field": "shoe", "is": "ANY_OF", "values": ["9"]}]}]}""");
		assertCode("member.field-value", """
				{"parts": [{"terms": [{"field": "tier", "is": "ANY_OF", "values": ["GOLD"]}]}]}""");
		assertThat(rest("POST", "/count", """
				{"parts": [{"terms": [{"field": "tier", "is": "LIKE", "values": ["GOLD"]}]}]}"""))
			.hasStatus(HttpStatus.BAD_REQUEST)
			.bodyText()
			.contains("parts[0].terms[0].is", "NONE_OF");
		assertThat(rest("POST", "", "{\"name\": \"x\"}")).hasStatus(HttpStatus.BAD_REQUEST);
		assertThat(rest("GET", "?after=zzz", "")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	@Test
	void staffLookAndDoNotSave() {
		Person bob = staff.hired(ann, Role.STAFF);
		SegmentId id = staff.as(ann, () -> segments.create("Vips", SegmentRule.all(Term.anyOf("tag", "vip"))));
		assertThat(mvc.get().uri(bob.path() + "/segments").with(staff.login(bob))).hasStatusOk()
			.bodyText()
			.contains("Vips")
			.doesNotContain("/segments/new");
		assertThat(mvc.post()
			.uri(bob.path() + "/segments/" + id + "/archive")
			.with(staff.login(bob))
			.with(csrf())
			.exchange()).hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void aProgramThatChangesOneNeedNotSeeMembers() {
		SegmentId id = staff.as(ann, () -> segments.create("Vips", SegmentRule.all(Term.anyOf("tag", "old"))));
		key = staff.apiKey(ann, EnumSet.of(Permission.MEMBER_EDIT));
		assertThat(rest("PUT", "/" + id, "{\"name\": \"Vips\", \"rule\": " + VIPS + "}")).hasStatusOk();
		assertThat(rest("POST", "/count", VIPS)).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(staff.as(ann, () -> segments.get(id)).members()).isOne();
	}

	private void assertCode(String code, String rule) {
		assertThat(rest("POST", "/count", rule)).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
			.bodyJson()
			.extractingPath("code")
			.isEqualTo(code);
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(ann.path() + path).with(staff.login(ann)).exchange();
	}

	private MvcTestResult post(String path, Map<String, String> fields) {
		var request = mvc.post().uri(ann.path() + path).with(staff.login(ann)).with(csrf());
		fields.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult rest(String method, String path, String body) {
		var request = mvc.method(org.springframework.http.HttpMethod.valueOf(method))
			.uri("/api/v1/segments" + path)
			.header("Authorization", "Bearer " + key);
		if (!body.isEmpty()) {
			request.contentType(MediaType.APPLICATION_JSON).content(body);
		}
		return request.exchange();
	}

	private static String text(MvcTestResult result, String field) {
		return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray()).path(field).asString();
	}

}
