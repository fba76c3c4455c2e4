package io.guildhall.statement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** Statements as the staff sees them. */
@HouseTest
@RequiredArgsConstructor
class StatementDoorsTests {

	private static final String TABLE = "transaction,time,amount\n=1+1,2026-03-01 12:00,30.00\nt-2,soon,5.00\n";

	private final StaffFixtures staff;

	private final MockMvcTester mvc;

	@Test
	void anOwnerComparesAStatementAndExplainsWhatDiffers() {
		Person owner = staff.found();
		assertThat(page(owner, "/statement-differences")).hasStatusOk().bodyText().contains("Nothing differs");
		MvcTestResult taken = upload(owner, TABLE, Map.of("provider", "SANDBOX"));
		assertThat(taken).hasStatus(HttpStatus.FOUND);
		String there = String.valueOf(taken.getResponse().getRedirectedUrl());
		assertThat(mvc.get().uri(there).with(staff.login(owner))).hasStatusOk()
			.bodyText()
			.contains("1 payments and refunds", "Lines that could not be read");
		assertThat(page(owner, "/statements")).hasStatusOk().bodyText().contains("bill.csv");
		MvcTestResult list = page(owner, "/statement-differences");
		assertThat(list).hasStatusOk().bodyText().contains("Paid, and not known here", "=1+1");
		String id = between(text(list), "/statement-differences/", "/explain");
		assertThat(post(owner, "/statement-differences/" + id + "/explain", Map.of("note", "of another shop")))
			.hasStatus(HttpStatus.FOUND);
		assertThat(page(owner, "/statement-differences")).bodyText().contains("Nothing differs");
		assertThat(page(owner, "/statement-differences?state=EXPLAINED")).bodyText().contains("of another shop");
		assertThat(page(owner, "/statement-differences.csv?state=ALL")).hasStatusOk()
			.bodyText()
			.as("no cell is a formula")
			.contains(",'=1+1,", "30.00", "of another shop");
	}

	@Test
	void whatIsNoStatementIsRefusedAndOnlyWhoApprovesRefundsSeesAny() {
		Person owner = staff.found();
		assertThat(upload(owner, TABLE, Map.of())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(page(owner, "/statements")).bodyText().contains("No statement came in yet");
		Person clerk = staff.hired(owner, Role.STAFF);
		assertThat(page(clerk, "/statement-differences")).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(upload(clerk, TABLE, Map.of("provider", "SANDBOX"))).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(page(clerk, "/statement-differences.csv")).hasStatus(HttpStatus.FORBIDDEN);
	}

	private static String text(MvcTestResult result) {
		try {
			return result.getResponse().getContentAsString();
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String between(String text, String before, String after) {
		int end = text.indexOf(after);
		int begin = text.lastIndexOf(before, end) + before.length();
		return text.substring(begin, end);
	}

	private MvcTestResult upload(Person person, String table, Map<String, String> form) {
		var request = mvc.post()
			.uri(person.path() + "/statements")
			.multipart()
			.file(new MockMultipartFile("files", "bill.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8)))
			.with(staff.login(person))
			.with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

	private MvcTestResult page(Person person, String path) {
		return mvc.get().uri(URI.create(person.path() + path)).with(staff.login(person)).exchange();
	}

	private MvcTestResult post(Person person, String path, Map<String, String> form) {
		var request = mvc.post().uri(person.path() + path).with(staff.login(person)).with(csrf());
		form.forEach(request::param);
		return request.exchange();
	}

}
