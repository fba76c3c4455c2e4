package io.guildhall.onboarding.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.imageio.ImageIO;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.HouseTest;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.Stage;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** Channels through both doors of the staff. */
@HouseTest
class ChannelDoorsTests {

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private CommunityService communities;

	@Autowired
	private GroupService groups;

	@Autowired
	private JsonMapper json;

	private Person ann;

	private String key = "";

	private GroupId group;

	@BeforeEach
	void aGroup() {
		ann = staff.found();
		key = "Bearer " + staff.apiKey(ann);
		group = staff.as(ann, () -> groups.create(communities
			.create(new CommunityCard("晨读圈", java.util.Set.of(CommunityType.KNOWLEDGE), null, null, null, null, null))
			.id(), new GroupTerms("一群", Carrier.WECHAT, Stage.CONVERSION, 500, null, null, null))).id();
	}

	@Test
	void aProgramMakesAChannelOnceAndChangesIt() {
		JsonNode made = body(post("/channels", request("地铁海报"), "k1"), 201);
		assertThat(body(post("/channels", request("地铁海报"), "k1"), 201).path("id")).isEqualTo(made.path("id"));
		String path = "/channels/" + made.path("id").asString();
		assertThat(made.path("code").asString()).hasSize(8);
		assertThat(body(get("/channels"), 200).path("items")).hasSize(1);
		MvcTestResult read = get(path);
		assertThat(read).hasHeader("ETag", "\"0\"");
		Map<String, Object> change = new java.util.HashMap<>(request("电梯海报"));
		change.put("questions", body(read, 200).path("questions"));
		assertThat(body(put(path, change, "\"0\""), 200).path("questions")).isEqualTo(made.path("questions"));
		assertThat(put(path, change, "\"0\"")).as("read before it was changed").hasStatus(409);
		assertThat(body(post(path + "/close", Map.of(), null), 200).path("open").asBoolean()).isFalse();
		assertThat(body(get("/channels?open=false"), 200).path("items")).hasSize(1);
		JsonNode figures = body(get(path + "/figures"), 200);
		assertThat(figures.path("baits")).hasSize(1);
		assertThat(figures.hasNonNull("trial")).as("of one bait").isFalse();
		Map<String, Object> kept = Map.of("bait", figures.path("baits").path(0).path("bait").asString());
		assertThat(body(post(path + "/kept-bait", kept, null), 200).path("baits")).hasSize(1);
		assertThat(
				body(post(path + "/kept-bait", Map.of("bait", UUID.randomUUID()), null), 404).path("code").asString())
			.isEqualTo("onboarding.bait.unknown");
		assertThat(body(get(path + "/rooms"), 200).path("items").path(0).path("capacity").asInt()).isEqualTo(500);
		assertThat(body(get(path + "/waiting"), 200).path("items")).isEmpty();
		assertThat(get(path + "/code.svg")).hasStatusOk().bodyText().contains("<svg");
		assertThat(get(path + "/code.png")).hasStatusOk().hasContentType("image/png");
		assertThat(body(get("/channel-queues"), 200).path("items")).isEmpty();
	}

	@Test
	void aProgramSetsLaddersAndReadsHowFarPeopleCame() {
		String path = "/channels/" + body(post("/channels", request("地铁海报"), null), 201).path("id").asString();
		assertThat(get(path + "/ladder")).hasHeader("ETag", "\"0\"");
		Map<String, Object> ladder = Map.of("steps", List.of("PURCHASE", "CHECK_IN"), "checkIns", 7, "stuckDays", 0);
		assertThat(body(put("/onboarding-ladder", ladder, "\"0\""), 200).path("version").asInt()).isEqualTo(1);
		assertThat(put("/onboarding-ladder", ladder, "\"0\"")).as("read before it was changed").hasStatus(409);
		JsonNode of = body(get(path + "/ladder"), 200);
		assertThat(of.path("own").asBoolean()).isFalse();
		assertThat(of.path("terms").path("steps").toString()).isEqualTo("[\"JOIN\",\"CHECK_IN\",\"PURCHASE\"]");
		assertThat(body(put(path + "/ladder", ladder, "\"0\""), 200).path("own").asBoolean()).isTrue();
		assertThat(put(path + "/ladder", Map.of("steps", List.of("JOIN"), "checkIns", 7, "stuckDays", 0), "\"1\""))
			.hasStatus(422);
		assertThat(put(path + "/ladder", Map.of("steps", List.of("LEAP"), "checkIns", 7, "stuckDays", 0), "\"1\""))
			.hasStatus(400);
		assertThat(put(path + "/ladder", Map.of("steps", List.of("FORM")), "\"1\"")).hasStatus(400);
		assertThat(body(get(path + "/funnel"), 200).hasNonNull("countedAt")).isFalse();
		JsonNode funnel = body(post(path + "/funnel", Map.of(), null), 200);
		assertThat(funnel.path("steps")).hasSize(3);
		assertThat(funnel.hasNonNull("countedAt")).isTrue();
		assertThat(body(mvc.delete().uri("/api/v1" + path + "/ladder").header("Authorization", key).exchange(), 200)
			.path("own")
			.asBoolean()).isFalse();
	}

	@Test
	void thePagesSetLaddersAndCount() {
		String channel = "/channels/" + body(post("/channels", request("地铁海报"), null), 201).path("id").asString();
		assertThat(page("/channels/ladder")).hasStatusOk().bodyText().contains("value=\"CHECK_IN\" checked");
		assertThat(form(channel + "/ladder", Map.of("own", "true", "checkIns", "many", "stuckDays", "7"))).hasStatusOk()
			.bodyText()
			.contains("is-invalid");
		assertThat(form(channel + "/ladder", Map.of("own", "true", "checkIns", "3", "stuckDays", "7"))).hasStatusOk()
			.bodyText()
			.contains("alert-danger");
		assertThat(form(channel + "/ladder",
				Map.of("own", "true", "steps", "PURCHASE", "checkIns", "3", "stuckDays", "7", "version", "0")))
			.hasStatus3xxRedirection();
		assertThat(body(get(channel + "/ladder"), 200).path("own").asBoolean()).isTrue();
		assertThat(form(channel + "/count", Map.of())).hasStatus3xxRedirection();
		assertThat(page(channel)).hasStatusOk().bodyText().contains("id=\"ladder\"", channel + "/ladder");
		assertThat(form(channel + "/ladder", Map.of("checkIns", "3", "stuckDays", "7"))).hasStatus3xxRedirection();
		assertThat(body(get(channel + "/ladder"), 200).path("own").asBoolean()).isFalse();
		assertThat(form("/channels/ladder", Map.of("steps", "REWARD", "checkIns", "3", "stuckDays", "0")))
			.hasStatus3xxRedirection();
		assertThat(body(get(channel + "/ladder"), 200).path("terms").path("stuckDays").asInt()).isZero();
	}

	@Test
	void aProgramIsToldWhatIsWrong() {
		assertThat(post("/channels", Map.of("name", "x"), null)).hasStatus(400);
		Map<String, Object> many = new java.util.HashMap<>(request("x"));
		many.put("groups", java.util.Collections.nCopies(2, Map.of("group", group, "entry", "a")));
		assertThat(body(post("/channels", many, null), 422).path("code").asString())
			.isEqualTo("onboarding.groups.wrong");
		many.put("groups", java.util.Collections.singletonList(null));
		assertThat(post("/channels", many, null)).hasStatus(400);
		many.put("groups", List.of(Map.of("group", java.util.UUID.randomUUID(), "entry", "a")));
		assertThat(post("/channels", many, null)).hasStatus(404);
		assertThat(get("/channels?after=garbage")).hasStatus(422);
	}

	@Test
	void thePagesMakeChangeAndCloseAChannel() throws Exception {
		assertThat(page("/channels")).hasStatusOk().bodyText().contains("/channels/new");
		String field = body(
				post("/fields", Map.of("name", "读龄", "kind", "CHOICE", "options", List.of("零", "很多")), null), 201)
			.path("id")
			.asString();
		assertThat(page("/channels/new")).hasStatusOk()
			.bodyText()
			.contains("晨读圈 · 一群", "questions[7].text", "questions[7].field");
		MvcTestResult made = mvc.post()
			.uri(ann.path() + "/channels")
			.param("name", "地铁海报")
			.param("groups[0].group", group.toString())
			.param("groups[0].entry", "https://example.org/in")
			.param("groups[1].group", "")
			.param("baits[0].title", "每天二十分钟")
			.param("baits[0].text", "")
			.param("questions[2].text", "读过几本？")
			.param("questions[2].kind", "SINGLE")
			.param("questions[2].required", "true")
			.param("questions[2].field", field)
			.param("questions[2].options", "零 | | 先读一本再来\n很多 | 书虫\n\n一些")
			.with(staff.login(ann))
			.with(csrf())
			.exchange();
		String path = made.getResponse().getRedirectedUrl();
		assertThat(path).startsWith(ann.path() + "/channels/");
		String channel = path.substring(ann.path().length());
		assertThat(page(channel)).hasStatusOk().bodyText().contains("地铁海报", "/j/", "书虫", "先读一本再来", "一群", "→ 读龄");
		assertThat(page(channel + "/edit")).hasStatusOk()
			.bodyText()
			.contains("很多 | 书虫\n一些", "零 | | 先读一本再来", "value=\"" + field + "\" selected");
		assertThat(mvc.post()
			.uri(path)
			.param("name", "地铁海报")
			.param("groups[0].group", group.toString())
			.param("groups[0].entry", "")
			.param("baits[0].title", "二")
			.with(staff.login(ann))
			.with(csrf())).hasStatusOk().bodyText().contains("alert-danger", "地铁海报");
		assertThat(page(channel + "/code.svg")).hasStatusOk()
			.hasContentType("image/svg+xml")
			.bodyText()
			.startsWith("<svg");
		String code = body(get(channel), 200).path("code").asString();
		assertThat(read(page(channel + "/code.png").getResponse().getContentAsByteArray())).endsWith("/j/" + code);
		assertThat(mvc.post().uri(path + "/close").with(staff.login(ann)).with(csrf())).hasStatus3xxRedirection();
		assertThat(page("/channels?open=false")).bodyText().contains("地铁海报");
	}

	private static String read(byte[] png) throws Exception {
		BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
		int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
		return new QRCodeReader()
			.decode(new BinaryBitmap(
					new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
			.getText();
	}

	private Map<String, Object> request(String name) {
		return Map.of("name", name, "groups", List.of(Map.of("group", group, "entry", "https://example.org/in")),
				"baits", List.of(Map.of("title", "每天二十分钟")), "questions", List.of(Map.of("kind", "SINGLE", "text",
						"读过几本？", "options", List.of(Map.of("label", "零"), Map.of("label", "很多", "tag", "书虫")))));
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(ann.path() + path).with(staff.login(ann)).exchange();
	}

	private MvcTestResult form(String path, Map<String, String> fields) {
		var request = mvc.post().uri(ann.path() + path).with(staff.login(ann)).with(csrf());
		fields.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult get(String path) {
		return mvc.get().uri("/api/v1" + path).header("Authorization", key).exchange();
	}

	private MvcTestResult post(String path, Object body, String idempotency) {
		var request = mvc.post()
			.uri("/api/v1" + path)
			.header("Authorization", key)
			.contentType(MediaType.APPLICATION_JSON)
			.content(json.writeValueAsString(body));
		return ((idempotency != null) ? request.header("Idempotency-Key", idempotency) : request).exchange();
	}

	private MvcTestResult put(String path, Object body, String ifMatch) {
		return mvc.put()
			.uri("/api/v1" + path)
			.header("Authorization", key)
			.header("If-Match", ifMatch)
			.contentType(MediaType.APPLICATION_JSON)
			.content(json.writeValueAsString(body))
			.exchange();
	}

	private JsonNode body(MvcTestResult result, int status) {
		assertThat(result).hasStatus(status);
		return json.readTree(result.getResponse().getContentAsByteArray());
	}

}
