package io.guildhall.intake.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.job.JobService;
import io.guildhall.shared.Ids;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports through pages and REST, with the whole application behind them. */
@HouseTest
@RequiredArgsConstructor
class ImportDoorsTests {

	private static final String MEMBERS = "name,phone\nAnn,13800138000\n=Bob,12\n";

	private final MockMvcTester mvc;

	private final StaffFixtures staff;

	private final JobService jobs;

	private final JsonMapper json;

	private Person ann;

	@BeforeEach
	void found() {
		ann = staff.found();
	}

	@Test
	void takesATableThroughThePages() {
		assertThat(page("")).hasStatusOk().bodyText().contains("name=\"files\"", "Nothing imported yet");
		String import_ = uploaded("members.csv", MEMBERS);
		assertThat(page(import_)).hasStatusOk()
			.bodyText()
			.contains("members.csv", "Table (CSV)", "name=\"column.0\"", "13800138000", "Dry run (writes nothing)");
		assertThat(form(import_ + "/choice", Map.of("table", "true", "kind", "MEMBERS", "zone", "Asia/Shanghai",
				"column.0", "NAME", "column.1", "PHONE", "then", "check")))
			.hasStatus3xxRedirection();
		assertThat(page(import_)).bodyText()
			.contains("What the import will do", "Import 1 new members", "One row would be left out");
		assertThat(form(import_ + "/start", Map.of())).hasStatus3xxRedirection();
		assertThat(page(import_)).bodyText().contains("/progress", "Stop");
		run(import_);
		assertThat(page(import_)).bodyText()
			.contains("Everything was imported", "/members?made=true", "One row was left out", "Undo the import");
		assertThat(page(import_ + "/members?made=true")).hasStatusOk().bodyText().contains("Ann").doesNotContain("Bob");
		assertThat(page(import_ + "/problems")).hasStatusOk().bodyText().contains("12");
		assertThat(page(import_ + "/problems.csv")).hasStatusOk()
			.hasContentTypeCompatibleWith("text/csv")
			.bodyText()
			.contains("members.csv", "3", "12");
		assertThat(page("")).bodyText().contains("members.csv").doesNotContain("Nothing imported yet");
		assertThat(form(import_ + "/undo", Map.of())).hasStatus3xxRedirection();
		run(import_);
		assertThat(page(import_)).bodyText().contains("The import was undone");
	}

	@Test
	void saysInTheReadersLanguageWhyAnUploadIsRefused() {
		MvcTestResult refused = mvc.post()
			.uri(ann.path() + "/imports")
			.multipart()
			.file(new MockMultipartFile("files", "empty.csv", null, new byte[0]))
			.param("key", Ids.next().toString())
			.with(staff.login(ann))
			.with(csrf())
			.header("Referer", "http://localhost" + ann.path() + "/imports")
			.cookie(new jakarta.servlet.http.Cookie("language", "zh-CN"))
			.exchange();
		assertThat(refused).hasStatus(303);
		assertThat(refused.getMvcResult().getFlashMap().get("refused")).hasFieldOrPropertyWithValue("text",
				"文件 empty.csv 是空的");
	}

	@Test
	void twoSubmissionsOfTheFormAreOneImport() {
		UUID key = Ids.next();
		assertThat(upload("members.csv", MEMBERS, key).getResponse().getRedirectedUrl())
			.isEqualTo(upload("members.csv", MEMBERS, key).getResponse().getRedirectedUrl());
	}

	@Test
	void takesATableThroughRestOncePerKey() {
		String key = staff.apiKey(ann);
		String idempotency = Ids.next().toString();
		JsonNode first = json.readTree(body(post(key, idempotency)));
		JsonNode again = json.readTree(body(post(key, idempotency)));
		String id = first.get("id").asString();
		assertThat(again.get("id").asString()).isEqualTo(id);
		assertThat(first.get("kind").asString()).isEqualTo("MEMBERS");
		JsonNode checking = json.readTree(body(rest(key, id + "/check")));
		assertThat(checking.get("state").asString()).isEqualTo("CHECKING");
		runJob(checking.get("job").asString());
		JsonNode started = json.readTree(body(rest(key, id + "/start")));
		runJob(started.get("job").asString());
		assertThat(mvc.get().uri("/api/v1/imports/" + id).header("Authorization", "Bearer " + key)).hasStatusOk()
			.bodyJson()
			.extractingPath("$.counts.MEMBER_NEW")
			.isEqualTo(1);
		assertThat(mvc.get().uri("/api/v1/imports/" + id + "/problems").header("Authorization", "Bearer " + key))
			.hasStatusOk()
			.bodyJson()
			.extractingPath("$.items[0].line")
			.isEqualTo(3);
		assertThat(rest(key, id + "/start")).hasStatus(409)
			.bodyJson()
			.extractingPath("$.code")
			.isEqualTo("intake.not-checked");
	}

	@Test
	void operatorsSeeTheirOwnImportsAndTakeNothingBack() {
		Person bob = staff.hired(ann, Role.OPERATOR);
		String annas = uploaded("members.csv", MEMBERS);
		assertThat(mvc.get().uri(bob.path() + "/imports" + annas).with(staff.login(bob))).hasStatus(404);
		assertThat(mvc.post().uri(bob.path() + "/imports" + annas + "/undo").with(staff.login(bob)).with(csrf()))
			.hasStatus(403);
		Person cid = staff.hired(ann, Role.STAFF);
		assertThat(mvc.get().uri(cid.path() + "/imports").with(staff.login(cid))).hasStatus(403);
	}

	@Test
	void anotherOrganizationFindsNothing() {
		String annas = uploaded("members.csv", MEMBERS);
		Person eve = staff.found();
		for (String path : new String[] { "", "/progress", "/problems", "/problems.csv", "/members" }) {
			assertThat(mvc.get().uri(eve.path() + "/imports" + annas + path).with(staff.login(eve))).hasStatus(404);
		}
		assertThat(mvc.get().uri("/api/v1/imports" + annas).header("Authorization", "Bearer " + staff.apiKey(eve)))
			.hasStatus(404);
	}

	private MvcTestResult page(String path) {
		return mvc.get().uri(ann.path() + "/imports" + path).with(staff.login(ann)).exchange();
	}

	private MvcTestResult form(String path, Map<String, String> fields) {
		MockMvcTester.MockMvcRequestBuilder request = mvc.post()
			.uri(ann.path() + "/imports" + path)
			.with(staff.login(ann))
			.with(csrf());
		fields.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult upload(String name, String text, UUID key) {
		MvcTestResult result = mvc.post()
			.uri(ann.path() + "/imports")
			.multipart()
			.file(new MockMultipartFile("files", name, "text/csv", text.getBytes(StandardCharsets.UTF_8)))
			.param("key", key.toString())
			.with(staff.login(ann))
			.with(csrf())
			.exchange();
		assertThat(result).hasStatus3xxRedirection();
		return result;
	}

	/** The path of the import behind {@code /imports}. */
	private String uploaded(String name, String text) {
		String url = upload(name, text, Ids.next()).getResponse().getRedirectedUrl();
		assertThat(url).isNotNull();
		return url.substring(url.lastIndexOf('/'));
	}

	private void run(String path) {
		String id = path.substring(1);
		JsonNode found = json.readTree(body(mvc.get()
			.uri("/api/v1/imports/" + id)
			.header("Authorization", "Bearer " + staff.apiKey(ann))
			.exchange()));
		runJob(found.get("job").asString());
	}

	private void runJob(String job) {
		staff.as(ann, () -> {
			jobs.runNow(UUID.fromString(job));
			return job;
		});
	}

	private MvcTestResult post(String key, String idempotency) {
		return mvc.post()
			.uri("/api/v1/imports")
			.multipart()
			.file(new MockMultipartFile("files", "members.csv", "text/csv", MEMBERS.getBytes(StandardCharsets.UTF_8)))
			.header("Authorization", "Bearer " + key)
			.header("Idempotency-Key", idempotency)
			.exchange();
	}

	private MvcTestResult rest(String key, String path) {
		return mvc.post()
			.uri("/api/v1/imports/" + path)
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.exchange();
	}

	private static String body(MvcTestResult result) {
		return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

}
