package io.guildhall.staff.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.util.EnumSet;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.staff.StaffService;
import jakarta.servlet.http.Cookie;

/** Who gets through which door, as whom, and to whose data. */
@HouseTest
class DoorsTests {

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private OrganizationService organizations;

	@Autowired
	private Tenancy tenancy;

	@Autowired
	private BackRooms.Guarded guarded;

	@Autowired
	private StaffService people;

	@Test
	void leadsAPageOfAnOrganizationToItsData() {
		Person ann = staff.found();
		assertThat(get(ann, ann.path() + "/test/who")).hasStatusOk()
			.bodyText()
			.isEqualTo(ann.organizationId() + " Ann " + Permission.values().length);
		assertThat(tenancy.isSet()).isFalse();
	}

	@Test
	void hidesOtherOrganizationsAndThatTheyExist() {
		Person ann = staff.found();
		Person other = staff.found();
		assertThat(get(ann, other.path() + "/test/who")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(get(ann, "/o/no-such-place/test/who")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void refusesInTheServiceWhatTheRoleMayNot() {
		Person ann = staff.found();
		Person bob = staff.hired(ann, io.guildhall.staff.Role.MANAGER);
		assertThat(get(ann, ann.path() + "/test/guarded")).hasStatusOk();
		assertThat(get(bob, bob.path() + "/test/guarded")).hasStatus(HttpStatus.FORBIDDEN);
		assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> staff.as(bob, guarded::open));
		assertThat(staff.<String, RuntimeException>as(ann, guarded::open)).isEqualTo("open");
	}

	@Test
	void sendsWhoIsNotLoggedInToTheLogin() {
		Person ann = staff.found();
		assertThat(mvc.get().uri(ann.path() + "/test/who").accept("text/html")).hasStatus(HttpStatus.FOUND)
			.hasRedirectedUrl("/login");
		assertThat(mvc.get().uri(ann.path() + "/test/who").header("HX-Request", "true"))
			.hasStatus(HttpStatus.UNAUTHORIZED)
			.hasHeader("HX-Redirect", "/login");
	}

	@Test
	void wantsATokenWithEveryChange() {
		Person ann = staff.found();
		assertThat(mvc.post().uri(ann.path() + "/test/write").with(staff.login(ann))).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(mvc.post().uri(ann.path() + "/test/write").with(staff.login(ann)).with(csrf())).hasStatusOk();
	}

	@Test
	void letsOnlyItsOwnerReadASuspendedOrganization() {
		Person ann = staff.found();
		Person bob = staff.hired(ann, io.guildhall.staff.Role.MANAGER);
		String key = staff.apiKey(ann);
		organizations.suspend(ann.organizationId());
		assertThat(get(ann, ann.path() + "/test/who")).hasStatusOk();
		assertThat(get(bob, bob.path() + "/test/who")).hasStatus(HttpStatus.FORBIDDEN).bodyText().contains("suspended");
		assertThat(mvc.post().uri(ann.path() + "/test/write").with(staff.login(ann)).with(csrf()))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(rest(key, "/api/v1/test/who")).hasStatus(HttpStatus.FORBIDDEN)
			.bodyText()
			.contains("staff.suspended");
		organizations.resume(ann.organizationId());
		assertThat(get(bob, bob.path() + "/test/who")).hasStatusOk();
	}

	@Test
	void letsAProgramInByItsKeyOnly() {
		Person ann = staff.found();
		assertThat(rest(staff.apiKey(ann), "/api/v1/test/who")).hasStatusOk()
			.bodyText()
			.isEqualTo(ann.organizationId() + " API_KEY");
		assertThat(rest(staff.apiKey(ann), "/api/v1/test/guarded")).hasStatusOk();
		assertThat(rest(staff.apiKey(ann, EnumSet.of(Permission.MEMBER_READ)), "/api/v1/test/guarded"))
			.hasStatus(HttpStatus.FORBIDDEN)
			.bodyText()
			.contains("shared.forbidden");
		assertThat(rest("gh_no-such-key", "/api/v1/test/who")).hasStatus(HttpStatus.UNAUTHORIZED)
			.hasHeader("WWW-Authenticate", "Bearer")
			.bodyText()
			.contains("staff.key-needed");
		Cookie session = session(login(ann.email(), StaffFixtures.PASSWORD));
		assertThat(mvc.get().uri("/api/v1/test/who").cookie(session)).as("a session is no key")
			.hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	void guardsPagesByTheirHeaders() {
		assertThat(mvc.get().uri("/login").secure(true)).hasStatusOk()
			.hasHeader("Content-Security-Policy",
					"default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'")
			.hasHeader("X-Content-Type-Options", "nosniff")
			.hasHeader("Referrer-Policy", "same-origin")
			.hasHeader("X-Frame-Options", "DENY")
			.hasHeader("Strict-Transport-Security", "max-age=31536000");
		assertThat(mvc.get().uri("/login")).doesNotContainHeader("Strict-Transport-Security");
		assertThat(mvc.get().uri("/actuator/health/liveness")).hasStatusOk();
		assertThat(mvc.get().uri("/actuator/env")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(mvc.get().uri("/assets/css/app.css")).hasStatusOk();
	}

	@Test
	void logsInUnderANewSessionAndGoesWhereOneWanted() {
		Person ann = staff.found();
		MvcTestResult asked = mvc.get().uri(ann.path() + "/test/who").accept("text/html").exchange();
		assertThat(asked).hasRedirectedUrl("/login");
		Cookie before = session(asked);
		MvcTestResult login = login(ann.email(), StaffFixtures.PASSWORD, before);
		assertThat(login).hasStatus(HttpStatus.FOUND).hasRedirectedUrl("http://localhost" + ann.path() + "/test/who");
		Cookie after = session(login);
		assertThat(after.getValue()).isNotEqualTo(before.getValue());
		assertThat(after.isHttpOnly()).isTrue();
		assertThat(mvc.get().uri(ann.path() + "/test/who").cookie(after)).hasStatusOk();
		assertThat(mvc.get().uri(ann.path() + "/test/who").cookie(before)).as("fixed before the login")
			.hasStatus(HttpStatus.FOUND);
	}

	@Test
	void goesNowhereElseAfterTheLogin() {
		Person ann = staff.found();
		MvcTestResult result = mvc.post()
			.uri("/login?continue=https://evil.example&redirect=//evil.example")
			.param("email", ann.email())
			.param("password", StaffFixtures.PASSWORD)
			.header("Referer", "https://evil.example/")
			.with(csrf())
			.exchange();
		assertThat(result).hasStatus(HttpStatus.FOUND).hasRedirectedUrl("/");
	}

	@Test
	void refusesAWrongPasswordAndAnUnknownAddressAlike() {
		Person ann = staff.found();
		assertThat(login(ann.email(), "wrong password")).hasStatusOk()
			.bodyText()
			.contains("E-mail address or password is not right");
		assertThat(login("nobody" + ann.email(), "wrong password")).hasStatusOk()
			.bodyText()
			.contains("E-mail address or password is not right");
	}

	@Test
	void knowsItsStaff() {
		Person ann = staff.found();
		Person bob = staff.hired(ann, io.guildhall.staff.Role.STAFF);
		assertThat(staff.as(ann, people::list)).extracting("name").containsExactly("Ann", "Bob STAFF");
		assertThat(staff.as(bob, people::current).role()).isEqualTo(io.guildhall.staff.Role.STAFF);
		assertThat(staff.as(bob, () -> people.name(ann.accountId()))).isEqualTo("Ann");
	}

	@Test
	void signsUp() {
		String name = "职场 " + io.guildhall.shared.Ids.next();
		MvcTestResult result = mvc.post()
			.uri("/signup")
			.param("name", "Ann")
			.param("email", "Ann-" + io.guildhall.shared.Ids.next() + "@Example.org")
			.param("password", StaffFixtures.PASSWORD)
			.param("organization", name)
			.param("slug", "")
			.param("zone", "Asia/Shanghai")
			.param("currency", "CNY")
			.with(csrf())
			.exchange();
		assertThat(result).hasStatus(HttpStatus.FOUND);
		assertThat(result.getResponse().getRedirectedUrl()).startsWith("/o/zhi-chang");
		assertThat(mvc.get().uri("/signup")).hasStatusOk();
	}

	private MvcTestResult login(String email, String password, Cookie... cookies) {
		var request = mvc.post().uri("/login").param("email", email).param("password", password).with(csrf());
		return ((cookies.length > 0) ? request.cookie(cookies) : request).exchange();
	}

	private static Cookie session(MvcTestResult result) {
		return Objects.requireNonNull(result.getResponse().getCookie("guildhall"));
	}

	private MvcTestResult get(Person person, String path) {
		return mvc.get().uri(path).with(staff.login(person)).exchange();
	}

	private MvcTestResult rest(String key, String path) {
		return mvc.get().uri(path).header("Authorization", "Bearer " + key).exchange();
	}

}
