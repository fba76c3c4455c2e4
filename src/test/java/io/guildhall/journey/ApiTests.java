package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import io.guildhall.Rest;
import io.guildhall.staff.StaffFixtures;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The door of programs as a stranger meets it: its description, and its refusals. */
@WholeApplication
class ApiTests {

	@LocalServerPort
	private int port;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Test
	void everyOperationSaysWhatItDoesAndHowItRefuses() throws Exception {
		JsonNode api = JsonMapper.shared()
			.readTree(mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsByteArray());
		List<String> poor = new ArrayList<>();
		api.path("paths").forEachEntry((path, operations) -> operations.forEachEntry((method, operation) -> {
			boolean said = !operation.path("summary").asString("").isEmpty() && operation.path("tags").size() == 1
					&& !operation.path("tags").path(0).asString().contains("controller");
			boolean refuses = operation.path("responses")
				.path("default")
				.path("content")
				.has("application/problem+json");
			if (!said || !refuses) {
				poor.add(method + " " + path);
			}
		}));
		assertThat(api.path("paths").size()).isGreaterThan(80);
		assertThat(poor).isEmpty();
		assertThat(api.path("components").path("securitySchemes").size()).isEqualTo(1);
		assertThat(api.path("components").path("schemas").propertyNames()).as("what is flat in JSON")
			.doesNotContain("CommunityCard", "GroupTerms", "Profile");
	}

	@Test
	void itsDescriptionIsOpenToAnybody() {
		assertThat(mvc.get().uri("/v3/api-docs")).hasStatusOk();
		assertThat(mvc.get().uri("/swagger-ui/index.html")).hasStatusOk();
	}

	@Test
	void whatIsMisspeltIsRefusedAndNamed() {
		Rest rest = new Rest("http://localhost:" + port, staff.apiKey(staff.found()));
		Rest.Answer wide = rest.post("/campaigns", Map.of("name", "a", "goal", "WAKE_UP", "text", "b", "windowDays", 7,
				"audience", Map.of("tier", "SILENT")));
		assertThat(wide.status()).isEqualTo(400);
		assertThat(field(wide)).isEqualTo("audience.tier Unknown There is no such field here");
		Rest.Answer goal = rest.post("/campaigns", Map.of("goal", "WAKE"));
		assertThat(field(goal)).startsWith("goal Unreadable One of: ").contains("WAKE_UP");
		assertThat(field(rest.post("/groups", Map.of("name", "a")))).startsWith("capacity Unreadable");
		assertThat(field(rest.get("/orders?state=BOUGHT"))).startsWith("state Unreadable One of: ");
		assertThat(field(rest.get("/coupons"))).startsWith("member NotNull");
	}

	@Test
	void aPlaceInAListThatIsMadeByHandIsNoFaultOfTheHouse() throws Exception {
		Rest rest = new Rest("http://localhost:" + port, staff.apiKey(staff.found()));
		JsonNode api = JsonMapper.shared()
			.readTree(mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsByteArray());
		List<String> lists = new ArrayList<>();
		api.path("paths").forEachEntry((path, operations) -> operations.path("get").path("parameters").forEach(one -> {
			if (one.path("name").asString("").equals("after") && !path.contains("{")) {
				lists.add(path.substring("/api/v1".length()));
			}
		}));
		assertThat(lists).hasSizeGreaterThan(15);
		List<String> broken = new ArrayList<>();
		for (String list : lists) {
			for (int values = 1; values <= 4; values++) {
				String made = String.join("\u001f", Collections.nCopies(values, "here"));
				String cursor = Base64.getUrlEncoder()
					.withoutPadding()
					.encodeToString(made.getBytes(StandardCharsets.UTF_8));
				if (rest.get(list + "?after=" + cursor).status() >= 500) {
					broken.add(list + " of " + values);
				}
			}
		}
		assertThat(broken).isEmpty();
	}

	@Test
	void whatNobodyAnswersIsAProblemToo() {
		Rest rest = new Rest("http://localhost:" + port, staff.apiKey(staff.found()));
		assertThat(rest.get("/nowhere").code()).isEqualTo("shared.not-found");
		assertThat(rest.send("DELETE", "/campaigns").code()).isEqualTo("shared.unsupported");
	}

	@Test
	void whatIsMadeWithAKeyIsMadeOnce() {
		Rest rest = new Rest("http://localhost:" + port, staff.apiKey(staff.found()));
		String community = once(rest, "/communities", Map.of("name", "Readers", "types", List.of("KNOWLEDGE")),
				Map.of("name", "Others", "types", List.of("KNOWLEDGE")));
		once(rest, "/groups",
				Map.of("community", community, "name", "One", "carrier", "IRC", "stage", "VALUE", "capacity", 9),
				Map.of("community", community, "name", "Two", "carrier", "IRC", "stage", "VALUE", "capacity", 9));
		String member = once(rest, "/members", Map.of("displayName", "Ann"), Map.of("displayName", "Bea"));
		once(rest, "/members/" + member + "/notes", Map.of("body", "likes tea"), Map.of("body", "likes none"));
		once(rest, "/products",
				Map.of("name", "Tea", "kind", "GOODS", "price", Map.of("minor", 100, "currency", "CNY")),
				Map.of("name", "Cup", "kind", "GOODS", "price", Map.of("minor", 100, "currency", "CNY")));
		for (String list : List.of("/communities", "/groups", "/members", "/products")) {
			assertThat(rest.get(list).ok().body().path("items")).as(list).hasSize(1);
		}
	}

	/**
	 * The id of what was made, which a repetition gets again, and another request does
	 * not.
	 */
	private static String once(Rest rest, String path, Map<String, ?> body, Map<String, ?> another) {
		String key = "once" + path;
		String made = rest.post(path, body, key).ok().text("id");
		assertThat(made).as(path).isNotEmpty();
		assertThat(rest.post(path, body, key).ok().text("id")).as(path).isEqualTo(made);
		assertThat(rest.post(path, another, key).code()).as(path).isEqualTo("shared.idempotency-key");
		return made;
	}

	private static String field(Rest.Answer answer) {
		assertThat(answer.code()).isEqualTo("shared.invalid");
		JsonNode problem = answer.body().path("fieldErrors").path(0);
		return problem.path("field").asString() + " " + problem.path("code").asString() + " "
				+ problem.path("message").asString();
	}

}
