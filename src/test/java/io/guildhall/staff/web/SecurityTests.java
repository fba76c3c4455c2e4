package io.guildhall.staff.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.audit.AuditFilter;
import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Permission;
import io.guildhall.shared.ScopedClock;
import io.guildhall.staff.ApiKeyService;
import io.guildhall.staff.Role;
import io.guildhall.staff.SecondFactorService;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import io.guildhall.staff.StaffRefused;
import io.guildhall.staff.TeamService;
import jakarta.servlet.http.Cookie;

/** What people do with accounts, links, keys and second factors, and what others try. */
@HouseTest
class SecurityTests {

	private static final Pattern LINK = Pattern.compile("/links/([\\w-]{43})");

	private static final Pattern KEY = Pattern.compile("gh_[\\w-]{43}");

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private TeamService team;

	@Autowired
	private ApiKeyService keys;

	@Autowired
	private SecondFactorService secondFactors;

	@Autowired
	private AuditTrail audit;

	@Autowired
	private ScopedClock clock;

	@ParameterizedTest
	@EnumSource(Role.class)
	void givesEachRoleItsPermissionsAndTheSettingsToOwnersOnly(Role role) {
		Person ann = staff.found();
		Person bob = staff.hired(ann, role);
		assertThat(get(bob, bob.path() + "/test/who")).hasStatusOk()
			.bodyText()
			.endsWith(" " + role.permissions().size());
		HttpStatus expected = (role == Role.OWNER) ? HttpStatus.OK : HttpStatus.FORBIDDEN;
		assertThat(get(bob, bob.path() + "/settings/staff")).hasStatus(expected);
		assertThat(get(bob, bob.path() + "/settings/keys")).hasStatus(expected);
		assertThat(post(bob, bob.path() + "/settings/staff/" + ann.accountId() + "/remove"))
			.hasStatus((role == Role.OWNER) ? HttpStatus.FOUND : HttpStatus.FORBIDDEN);
	}

	@Test
	void locksOutWhoGuesses() {
		Person ann = staff.found();
		for (int i = 0; i < 5; i++) {
			assertThat(login(ann.email(), "guess number " + i)).hasStatusOk();
		}
		assertThat(login(ann.email(), StaffFixtures.PASSWORD)).hasStatus(HttpStatus.TOO_MANY_REQUESTS)
			.hasHeader("Retry-After", "60")
			.bodyText()
			.contains("Too many attempts");
		String nobody = "nobody-" + Ids.next() + "@example.org";
		for (int i = 0; i < 5; i++) {
			assertThat(login(nobody, "guess number " + i)).hasStatusOk();
		}
		assertThat(login(nobody, "guess number 6")).as("just as for an account")
			.hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		clock.callAt(Instant.now().plusSeconds(61),
				() -> assertThat(login(ann.email(), StaffFixtures.PASSWORD)).hasStatus(HttpStatus.FOUND));
		jdbc.sql("delete from login_failures").update();
	}

	/** A household has more addresses of the sixth version than a table holds. */
	@Test
	void countsAHouseholdOnceWhateverAddressItTakes() {
		for (int i = 0; i < 30; i++) {
			assertThat(loginFrom("2001:db8:77:1::" + i, "nobody-" + Ids.next() + "@example.org")).hasStatusOk();
		}
		String nobody = "nobody-" + Ids.next() + "@example.org";
		assertThat(loginFrom("2001:db8:77:1::99", nobody)).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(loginFrom("2001:db8:77:2::99", nobody)).as("of another household").hasStatusOk();
	}

	@Test
	void invitesSomebodyNew() {
		Person ann = staff.found();
		String email = "bob-" + Ids.next() + "@example.org";
		String link = link(post(ann, ann.path() + "/settings/staff/invitations", "email", email, "role", "MANAGER"));
		assertThat(
				jdbc.sql("select count(*) from account_tokens where hash = ?").param(link).query(Long.class).single())
			.as("only a hash is kept")
			.isZero();
		assertThat(mvc.get().uri("/links/" + link)).hasStatusOk().bodyText().contains("Invitation to Acme", "Manager");
		MvcTestResult joined = mvc.post()
			.uri("/links/" + link + "/join")
			.param("name", "Bob")
			.param("password", StaffFixtures.PASSWORD)
			.with(csrf())
			.exchange();
		assertThat(joined).hasStatus(HttpStatus.FOUND).hasRedirectedUrl(ann.path());
		assertThat(mvc.get().uri(ann.path() + "/test/who").cookie(session(joined))).hasStatusOk();
		assertThat(mvc.get().uri("/links/" + link)).as("once").hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void letsNobodyElseTakeUpAnInvitation() {
		Person ann = staff.found();
		Person bob = staff.found();
		Person eve = staff.found();
		String link = link(
				post(ann, ann.path() + "/settings/staff/invitations", "email", bob.email(), "role", "STAFF"));
		assertThat(get(eve, "/links/" + link)).hasStatusOk()
			.bodyText()
			.contains("Log in with it")
			.doesNotContain("/accept");
		assertThat(post(eve, "/links/" + link + "/accept")).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(post(eve, "/links/" + link + "/join", "name", "Eve", "password", StaffFixtures.PASSWORD)).bodyText()
			.contains("Log in with it");
		assertThat(post(bob, "/links/" + link + "/accept")).hasRedirectedUrl(ann.path());
		assertThat(get(bob, ann.path() + "/test/who")).hasStatusOk();
		assertThat(get(bob, "/organizations")).hasStatusOk().bodyText().contains(ann.slug(), bob.slug());
	}

	@Test
	void withdrawsInvitations() {
		Person ann = staff.found();
		String link = link(post(ann, ann.path() + "/settings/staff/invitations", "email",
				"x" + Ids.next() + "@example.org", "role", "STAFF"));
		UUID id = staff.as(ann, team::invitations).get(0).id();
		Person other = staff.found();
		assertThat(post(other, other.path() + "/settings/staff/invitations/" + id + "/withdraw"))
			.as("of another organization")
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(post(ann, ann.path() + "/settings/staff/invitations/" + id + "/withdraw"))
			.hasStatus(HttpStatus.FOUND);
		assertThat(mvc.get().uri("/links/" + link)).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void alwaysHasAnOwner() {
		Person ann = staff.found();
		assertThatExceptionOfType(StaffRefused.class).isThrownBy(() -> staff.as(ann, () -> changeRole(ann, Role.STAFF)))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo("staff.last-owner"));
		Person bob = staff.hired(ann, Role.OWNER);
		staff.as(ann, () -> changeRole(ann, Role.MANAGER));
		assertThat(get(ann, ann.path() + "/settings/staff")).hasStatus(HttpStatus.FORBIDDEN);
		assertThatExceptionOfType(StaffRefused.class)
			.isThrownBy(() -> staff.as(bob, () -> changeRole(bob, Role.MANAGER)));
		assertThat(
				staff.as(bob, () -> audit.list(new AuditFilter("staff", ann.accountId().toString(), null, null), null))
					.items())
			.extracting("action")
			.containsExactly("staff.role.changed");
	}

	@Test
	void shutsOutWhoIsRemovedAndTheirKeys() {
		Person ann = staff.found();
		Person bob = staff.hired(ann, Role.OWNER);
		String key = staff.apiKey(bob, EnumSet.of(Permission.MEMBER_READ));
		assertThat(rest(key, "/api/v1/me")).hasStatusOk().bodyText().contains("MEMBER_READ", ann.slug());
		assertThat(post(ann, ann.path() + "/settings/staff/" + bob.accountId() + "/remove"))
			.hasStatus(HttpStatus.FOUND);
		assertThat(get(bob, bob.path() + "/test/who")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(rest(key, "/api/v1/me")).hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	void makesAKeyThatIsShownOnceAndCanBeRevoked() {
		Person ann = staff.found();
		MvcTestResult made = post(ann, ann.path() + "/settings/keys", "name", "Shop", "scopes", "MEMBER_READ", "until",
				"");
		Matcher key = KEY.matcher(body(made));
		assertThat(key.find()).isTrue();
		assertThat(get(ann, ann.path() + "/settings/keys")).hasStatusOk()
			.bodyText()
			.contains("Shop")
			.doesNotContain(key.group());
		assertThat(rest(key.group(), "/api/v1/me")).hasStatusOk();
		assertThat(rest(key.group(), "/api/v1/staff/invitations")).hasStatus(HttpStatus.FORBIDDEN);
		UUID id = staff.as(ann, keys::list).get(0).id();
		assertThat(staff.as(ann, keys::list).get(0).lastUsedAt()).isNotNull();
		assertThat(post(staff.found(), ann.path() + "/settings/keys/" + id + "/revoke"))
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(post(ann, ann.path() + "/settings/keys/" + id + "/revoke")).hasStatus(HttpStatus.FOUND);
		assertThat(rest(key.group(), "/api/v1/me")).hasStatus(HttpStatus.UNAUTHORIZED);
	}

	@Test
	void endsAKeyInTime() {
		Person ann = staff.found();
		Instant tomorrow = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(86_400);
		String key = staff.as(ann, () -> keys.create("short", EnumSet.of(Permission.MEMBER_READ), tomorrow).secret());
		assertThat(rest(key, "/api/v1/me")).hasStatusOk();
		clock.callAt(tomorrow, () -> assertThat(rest(key, "/api/v1/me")).hasStatus(HttpStatus.UNAUTHORIZED));
	}

	@Test
	void asksForTheSecondFactorAndTakesEachCodeOnce() {
		Person ann = staff.found();
		String secret = secondFactors.prepare(ann.accountId()).secret();
		Instant now = Instant.now();
		List<String> recovery = secondFactors.confirm(ann.accountId(), code(secret, now));
		MvcTestResult password = login(ann.email(), StaffFixtures.PASSWORD);
		assertThat(password).hasRedirectedUrl("/login/code");
		Cookie waiting = session(password);
		assertThat(mvc.get().uri(ann.path() + "/test/who").cookie(waiting)).as("half a login")
			.hasStatus(HttpStatus.FOUND);
		assertThat(code(waiting, code(secret, now))).as("used when it was confirmed")
			.hasStatusOk()
			.bodyText()
			.contains("This code is not right");
		MvcTestResult in = code(waiting, code(secret, now.plusSeconds(30)));
		assertThat(in).hasStatus(HttpStatus.FOUND).hasRedirectedUrl("/");
		assertThat(mvc.get().uri(ann.path() + "/test/who").cookie(session(in))).hasStatusOk();
		for (int i = 0; i < 2; i++) {
			Cookie again = session(login(ann.email(), StaffFixtures.PASSWORD));
			assertThat(code(again, code(secret, now.plusSeconds(30)))).as("replayed").hasStatusOk();
			assertThat(code(again, recovery.get(0))).hasStatus((i == 0) ? HttpStatus.FOUND : HttpStatus.OK);
		}
		assertThat(secondFactors.recoveryCodesLeft(ann.accountId())).isEqualTo(9);
		assertThat(jdbc.sql("select totp_secret from accounts where id = ?")
			.param(ann.accountId())
			.query(String.class)
			.single()).doesNotContain(secret.replace(" ", ""));
	}

	@Test
	void showsSessionsAndLogsOutThere() {
		Person ann = staff.found();
		Cookie here = session(login(ann.email(), StaffFixtures.PASSWORD));
		Cookie there = session(login(ann.email(), StaffFixtures.PASSWORD));
		assertThat(mvc.get().uri("/account").cookie(here)).hasStatusOk()
			.bodyText()
			.contains("Log out there", "this one");
		assertThat(mvc.post().uri("/account/sessions/end-others").cookie(here).with(csrf()))
			.hasStatus(HttpStatus.FOUND);
		assertThat(mvc.get().uri("/account").cookie(here)).hasStatusOk();
		assertThat(mvc.get().uri("/account").cookie(there)).hasStatus(HttpStatus.FOUND);
	}

	@Test
	void changesThePasswordAndEndsTheOtherSessions() {
		Person ann = staff.found();
		Cookie here = session(login(ann.email(), StaffFixtures.PASSWORD));
		Cookie there = session(login(ann.email(), StaffFixtures.PASSWORD));
		assertThat(mvc.post()
			.uri("/account/password")
			.param("before", "not this one")
			.param("password", "another good one")
			.cookie(here)
			.with(csrf())).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		assertThat(mvc.post()
			.uri("/account/password")
			.param("before", StaffFixtures.PASSWORD)
			.param("password", "another good one")
			.cookie(here)
			.with(csrf())).hasRedirectedUrl("/account");
		assertThat(mvc.get().uri("/account").cookie(here)).hasStatusOk();
		assertThat(mvc.get().uri("/account").cookie(there)).hasStatus(HttpStatus.FOUND);
		assertThat(login(ann.email(), StaffFixtures.PASSWORD)).hasStatusOk();
		assertThat(login(ann.email(), "another good one")).hasStatus(HttpStatus.FOUND);
	}

	@Test
	void replacesAForgottenPasswordByALinkOfTheOwner() {
		Person ann = staff.found();
		Person bob = staff.hired(ann, Role.STAFF);
		Cookie before = session(login(bob.email(), StaffFixtures.PASSWORD));
		String link = link(post(ann, ann.path() + "/settings/staff/" + bob.accountId() + "/password-link"));
		assertThat(mvc.get().uri("/links/" + link)).hasStatusOk().bodyText().contains("New password");
		assertThat(mvc.post().uri("/links/" + link + "/password").param("password", "short").with(csrf())).bodyText()
			.contains("at least 10 characters");
		assertThat(mvc.post().uri("/links/" + link + "/password").param("password", "a brand new one").with(csrf()))
			.hasRedirectedUrl("/login");
		assertThat(login(bob.email(), "a brand new one")).hasStatus(HttpStatus.FOUND);
		assertThat(mvc.get().uri("/account").cookie(before)).as("all sessions end").hasStatus(HttpStatus.FOUND);
		assertThat(mvc.post().uri("/links/" + link + "/password").param("password", "yet another one").with(csrf()))
			.as("once")
			.hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void givesNoOwnerTheAccountOfSomebodyWhoWorksElsewhere() {
		Person ann = staff.found();
		Person bob = staff.found();
		String link = link(
				post(ann, ann.path() + "/settings/staff/invitations", "email", bob.email(), "role", "STAFF"));
		post(bob, "/links/" + link + "/accept");
		assertThat(post(ann, ann.path() + "/settings/staff/" + bob.accountId() + "/password-link"))
			.hasStatus(HttpStatus.FORBIDDEN);
	}

	@Test
	void letsTheAdministratorOfTheHouseSuspendAndNothingElse() {
		Person ann = staff.found();
		Person admin = staff.found();
		assertThat(get(admin, "/house")).hasStatus(HttpStatus.FORBIDDEN);
		jdbc.sql("update accounts set house_administrator = true where id = ?").param(admin.accountId()).update();
		assertThat(get(admin, "/house")).hasStatusOk().bodyText().contains(ann.slug());
		assertThat(get(admin, ann.path() + "/test/who")).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(post(admin, "/house/organizations/" + ann.organizationId() + "/suspend"))
			.hasStatus(HttpStatus.FOUND);
		assertThat(post(ann, ann.path() + "/test/write")).hasStatus(HttpStatus.FORBIDDEN);
		assertThat(get(ann, ann.path() + "/settings/staff")).hasStatusOk();
		assertThat(post(ann, ann.path() + "/settings/keys", "name", "x", "scopes", "MEMBER_READ"))
			.hasStatus(HttpStatus.FORBIDDEN);
		assertThat(post(admin, "/house/organizations/" + ann.organizationId() + "/resume")).hasStatus(HttpStatus.FOUND);
		assertThat(post(ann, ann.path() + "/test/write")).hasStatusOk();
	}

	@Test
	void writesDownWhatWasChangedInTheSettings() {
		Person ann = staff.found();
		String[] form = { "name", "Readers", "zone", "Europe/Paris", "language", "zh-CN", "refundLimit", "800",
				"lifetimeMonths", "24", "retentionMonths", "12", "keepsText", "true" };
		assertThat(post(ann, ann.path() + "/settings", form)).hasStatus(HttpStatus.FOUND);
		assertThat(post(ann, ann.path() + "/settings", form)).hasStatus(HttpStatus.FOUND);
		var entries = staff.as(ann, () -> audit.list(new AuditFilter(null, null, "organization.changed", null), null))
			.items();
		assertThat(entries).as("what changes nothing is no change").hasSize(1);
		assertThat(entries.get(0).actorName()).isEqualTo("Ann");
		assertThat(entries.get(0).changes()).extracting("field", "after")
			.contains(tuple("name", "Readers"), tuple("zone", "Europe/Paris"), tuple("lifetimeMonths", "24"));
	}

	@Test
	void hasPagesForEverything() {
		Person ann = staff.found();
		for (String path : List.of("/account", "/account/second-factor", "/organizations",
				ann.path() + "/settings/staff", ann.path() + "/settings/keys")) {
			assertThat(get(ann, path)).as(path).hasStatusOk();
			assertThat(mvc.get().uri(path).param("lang", "zh-CN").with(staff.login(ann))).as(path).hasStatusOk();
		}
		assertThat(mvc.get().uri("/password/forgot")).hasStatusOk();
		assertThat(get(ann, "/account/second-factor/code.svg")).hasStatusOk().bodyText().startsWith("<svg");
	}

	private Person changeRole(Person person, Role role) {
		team.changeRole(person.accountId(), role);
		return person;
	}

	private String code(String secret, Instant at) {
		return StaffFixtures.code(secret, at);
	}

	private MvcTestResult code(Cookie session, String code) {
		return mvc.post().uri("/login/code").param("code", code).cookie(session).with(csrf()).exchange();
	}

	private MvcTestResult login(String email, String password) {
		return mvc.post().uri("/login").param("email", email).param("password", password).with(csrf()).exchange();
	}

	private MvcTestResult loginFrom(String address, String email) {
		return mvc.post()
			.uri("/login")
			.param("email", email)
			.param("password", "a guess")
			.with(csrf())
			.with(request -> {
				request.setRemoteAddr(address);
				return request;
			})
			.exchange();
	}

	private static Cookie session(MvcTestResult result) {
		return Objects.requireNonNull(result.getResponse().getCookie("guildhall"));
	}

	private String link(MvcTestResult result) {
		Matcher link = LINK.matcher(body(result));
		assertThat(link.find()).as("a link is shown").isTrue();
		return link.group(1);
	}

	private static String body(MvcTestResult result) {
		try {
			return result.getResponse().getContentAsString();
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private MvcTestResult get(Person person, String path) {
		return mvc.get().uri(path).with(staff.login(person)).exchange();
	}

	private MvcTestResult post(Person person, String path, String... parameters) {
		var request = mvc.post().uri(path).with(staff.login(person)).with(csrf());
		for (int i = 0; i < parameters.length; i += 2) {
			request = request.param(parameters[i], parameters[i + 1]);
		}
		return request.exchange();
	}

	private MvcTestResult rest(String key, String path) {
		return mvc.get().uri(path).header("Authorization", "Bearer " + key).exchange();
	}

}
