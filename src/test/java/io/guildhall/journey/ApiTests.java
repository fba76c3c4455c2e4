package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
	void whatNobodyAnswersIsAProblemToo() {
		Rest rest = new Rest("http://localhost:" + port, staff.apiKey(staff.found()));
		assertThat(rest.get("/nowhere").code()).isEqualTo("shared.not-found");
		assertThat(rest.send("DELETE", "/campaigns").code()).isEqualTo("shared.unsupported");
	}

	private static String field(Rest.Answer answer) {
		assertThat(answer.code()).isEqualTo("shared.invalid");
		JsonNode problem = answer.body().path("fieldErrors").path(0);
		return problem.path("field").asString() + " " + problem.path("code").asString() + " "
				+ problem.path("message").asString();
	}

}
