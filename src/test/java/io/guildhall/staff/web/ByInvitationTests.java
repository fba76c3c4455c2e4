package io.guildhall.staff.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.TestDatabase;
import io.guildhall.shared.Ids;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** A house that founds by invitation only, and has a mail server. */
@SpringBootTest(properties = { "guildhall.sign-up=invitation", "guildhall.base-url=https://house.example.org/",
		"guildhall.mail-from=house@example.org" })
@AutoConfigureMockMvc
@Import({ TestDatabase.class, StaffFixtures.class })
class ByInvitationTests {

	private static final Pattern LINK = Pattern.compile("https://house\\.example\\.org(/links/[\\w-]{43})");

	private static final Pattern INVITATION = Pattern.compile("/signup\\?invitation=([\\w-]{43})");

	private static final MailSink MAIL = new MailSink();

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@DynamicPropertySource
	static void mail(DynamicPropertyRegistry properties) {
		properties.add("spring.mail.host", () -> "127.0.0.1");
		properties.add("spring.mail.port", MAIL::port);
	}

	@Test
	void mailsTheLinkOfAnInvitationAndShowsItToTheOwner() {
		Person ann = staff.found();
		String email = "bob-" + Ids.next() + "@example.org";
		MvcTestResult invited = post(ann, ann.path() + "/settings/staff/invitations", "email", email, "role", "STAFF");
		String letter = MAIL.next();
		assertThat(letter).contains("To: " + email, "From: house@example.org", "Subject: Invitation to Acme");
		String path = link(letter);
		assertThat(invited).hasStatusOk().bodyText().contains(path, "It was sent by e-mail as well");
		assertThat(mvc.get().uri(path)).hasStatusOk().bodyText().contains("Invitation to Acme");
	}

	@Test
	void mailsTheLinkToANewPassword() {
		Person ann = staff.found();
		assertThat(mvc.post().uri("/password/forgot").param("email", ann.email()).with(csrf())).hasStatusOk();
		String letter = MAIL.next();
		assertThat(letter).contains("To: " + ann.email(), "Subject: New password");
		assertThat(mvc.post().uri(link(letter) + "/password").param("password", "a brand new one").with(csrf()))
			.hasRedirectedUrl("/login");
		assertThat(
				mvc.post().uri("/login").param("email", ann.email()).param("password", "a brand new one").with(csrf()))
			.hasStatus(HttpStatus.FOUND);
	}

	@Test
	void foundsForWhoHasALinkOfTheHouseAndOnce() {
		assertThat(mvc.get().uri("/login")).bodyText().doesNotContain("/signup");
		assertThat(mvc.get().uri("/signup")).hasStatusOk()
			.bodyText()
			.contains("without an invitation")
			.doesNotContain("name=\"password\"");
		assertThat(signUp("")).hasStatusOk().bodyText().contains("without an invitation");
		assertThat(signUp("no-such-invitation")).hasStatusOk();
		Person admin = staff.found();
		jdbc.sql("update accounts set house_administrator = true where id = ?").param(admin.accountId()).update();
		Matcher invitation = INVITATION.matcher(text(post(admin, "/house/links")));
		assertThat(invitation.find()).isTrue();
		assertThat(mvc.get().uri("/signup?invitation=" + invitation.group(1))).bodyText().contains("name=\"password\"");
		assertThat(signUp(invitation.group(1))).hasStatus(HttpStatus.FOUND);
		assertThat(signUp(invitation.group(1))).as("once").hasStatusOk();
	}

	private MvcTestResult signUp(String invitation) {
		return ClosedHouseTests.signUp(mvc, invitation);
	}

	private static String link(String letter) {
		Matcher link = LINK.matcher(letter);
		assertThat(link.find()).as(letter).isTrue();
		return link.group(1);
	}

	private static String text(MvcTestResult result) {
		try {
			return result.getResponse().getContentAsString();
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private MvcTestResult post(Person person, String path, String... parameters) {
		var request = mvc.post().uri(path).with(staff.login(person)).with(csrf());
		for (int i = 0; i < parameters.length; i += 2) {
			request = request.param(parameters[i], parameters[i + 1]);
		}
		return request.exchange();
	}

}
