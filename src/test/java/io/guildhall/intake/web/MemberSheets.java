package io.guildhall.intake.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.job.JobService;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.table.TableFormat;
import io.guildhall.table.TableReader;
import io.guildhall.table.TableRow;
import io.guildhall.table.TableSource;
import io.guildhall.table.TableWriter;
import io.guildhall.table.Tables;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tables of members on their way out and in, by the pages that people use. */
class MemberSheets {

	private final MockMvcTester mvc;

	private final StaffFixtures staff;

	private final JobService jobs;

	private final JsonMapper json;

	MemberSheets(MockMvcTester mvc, StaffFixtures staff, JobService jobs, JsonMapper json) {
		this.mvc = mvc;
		this.staff = staff;
		this.jobs = jobs;
		this.json = json;
	}

	/** The head, and the rows. */
	List<List<String>> exported(Person by, TableFormat format) {
		byte[] file = mvc.get()
			.uri(by.path() + "/members/export?format=" + format)
			.with(staff.login(by))
			.exchange()
			.getResponse()
			.getContentAsByteArray();
		TableSource source = TableSource.of(name(format), file.length, () -> new ByteArrayInputStream(file));
		List<List<String>> table = new ArrayList<>();
		table.add(Tables.recognize(source).columns());
		try (TableReader reader = Tables.open(source)) {
			for (TableRow row = reader.next(); row != null; row = reader.next()) {
				table.add(new ArrayList<>(row.cells()));
			}
		}
		return table;
	}

	static List<String> row(List<List<String>> table, MemberId member) {
		return table.stream().filter(row -> row.get(0).equals(member.toString())).findFirst().orElseThrow();
	}

	static void set(List<List<String>> table, MemberId member, String heading, String cell) {
		row(table, member).set(table.get(0).indexOf(heading), cell);
	}

	/** The id of the import. */
	String uploaded(Person by, List<List<String>> table, TableFormat format) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (TableWriter writer = TableWriter.of(format, out, "members")) {
			table.forEach(writer::row);
		}
		MvcTestResult result = mvc.post()
			.uri(by.path() + "/imports")
			.multipart()
			.file(new MockMultipartFile("files", name(format), null, out.toByteArray()))
			.param("key", Ids.next().toString())
			.with(staff.login(by))
			.with(csrf())
			.exchange();
		String url = String.valueOf(result.getResponse().getRedirectedUrl());
		return url.substring(url.lastIndexOf('/') + 1);
	}

	/** The dry run of what the page shows. */
	void check(Person by, String id) {
		assertThat(mvc.post()
			.uri(by.path() + "/imports/" + id + "/choice")
			.param("table", "true")
			.param("then", "check")
			.with(staff.login(by))
			.with(csrf())).hasStatus3xxRedirection();
	}

	/** The dry run of people of another organization. */
	void checkAsNew(Person by, String id) {
		assertThat(mvc.post()
			.uri(by.path() + "/imports/" + id + "/choice")
			.param("table", "true")
			.param("shown", "CHANGES")
			.param("kind", "MEMBERS")
			.param("then", "check")
			.with(staff.login(by))
			.with(csrf())).hasStatus3xxRedirection();
	}

	void take(Person by, String id) {
		go(by, id, "start");
	}

	void undo(Person by, String id) {
		go(by, id, "undo");
	}

	private void go(Person by, String id, String how) {
		assertThat(mvc.post().uri(by.path() + "/imports/" + id + "/" + how).with(staff.login(by)).with(csrf()))
			.hasStatus3xxRedirection();
		String job = json.readTree(body(rest(by, "GET", id))).get("job").asString();
		staff.as(by, () -> {
			jobs.runNow(UUID.fromString(job));
			return job;
		});
	}

	Map<String, Integer> counts(Person by, String id, String which) {
		JsonNode counts = json.readTree(body(rest(by, "GET", id))).get(which);
		Map<String, Integer> byOutcome = new TreeMap<>();
		counts.propertyNames().forEach(outcome -> byOutcome.put(outcome, counts.get(outcome).asInt()));
		return byOutcome;
	}

	String page(Person by, String id) {
		return body(mvc.get().uri(by.path() + "/imports/" + id).with(staff.login(by)).exchange());
	}

	MvcTestResult rest(Person by, String method, String path) {
		return mvc.method(HttpMethod.valueOf(method))
			.uri("/api/v1/imports/" + path)
			.header("Authorization", "Bearer " + staff.apiKey(by))
			.exchange();
	}

	private static String name(TableFormat format) {
		return "members." + format.name().toLowerCase(Locale.ROOT);
	}

	private static String body(MvcTestResult result) {
		return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
	}

}
