package io.guildhall.staff;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

import io.guildhall.organization.NewOrganization;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;

/**
 * Organizations with people, for tests with the whole application: {@code @Import({
 * TestDatabase.class, StaffFixtures.class })}, then {@link #found()}. Each is new, so
 * tests do not disturb each other.
 */
@TestComponent
public class StaffFixtures {

	/** Everybody's password. */
	public static final String PASSWORD = "correct horse battery";

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private final AccountService accounts;

	private final ApiKeyService keys;

	private final TeamService team;

	private final AccountTokenRepository tokens;

	private final AccountRepository accountRows;

	private final PositionRepository positions;

	private final Passwords passwords;

	private final OnBehalf onBehalf;

	private final TransactionTemplate transaction;

	private final Clock clock;

	StaffFixtures(AccountService accounts, ApiKeyService keys, TeamService team, AccountTokenRepository tokens,
			AccountRepository accountRows, PositionRepository positions, Passwords passwords, OnBehalf onBehalf,
			TransactionTemplate transaction, Clock clock) {
		this.accounts = accounts;
		this.keys = keys;
		this.team = team;
		this.tokens = tokens;
		this.accountRows = accountRows;
		this.positions = positions;
		this.passwords = passwords;
		this.onBehalf = onBehalf;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Somebody in an organization; found() makes an owner, hired() others. */
	public record Person(UUID organizationId, String slug, UUID accountId, String name, String email, Role role) {

		/** The beginning of the URLs of the organization's pages. */
		public String path() {
			return "/o/" + slug;
		}

	}

	/** Founds an organization in Asia/Shanghai with CNY, and its owner. */
	public Person found() {
		return found("Acme " + Ids.next(), "Asia/Shanghai", "CNY");
	}

	/** Founds an organization and its owner. */
	public Person found(String name, String zone, String currency) {
		String email = "ann-" + Ids.next() + "@example.org";
		String invitation = accounts.signUpIsOpen() ? null : signUpInvitation();
		AccountService.Founded founded = accounts.signUp(
				new NewFounder("Ann", email, PASSWORD, "en", new NewOrganization(name,
						"t-" + Ids.next().toString().replace("-", ""), ZoneId.of(zone), currency, "en", false)),
				invitation);
		return new Person(founded.organizationId(), founded.slug(), founded.accountId(), "Ann", email, Role.OWNER);
	}

	/** Somebody new who works in the organization of the other. */
	public Person hired(Person owner, Role role) {
		String email = "bob-" + Ids.next() + "@example.org";
		String name = "Bob " + role;
		Account account = transaction.execute(status -> {
			Account added = accountRows.add(new Account(EmailAddress.of(email), name,
					passwords.hash(PASSWORD, EmailAddress.of(email)), "en", clock.instant()));
			positions.save(new Position(added.getId(), owner.organizationId(), role, clock.instant()));
			return added;
		});
		return new Person(owner.organizationId(), owner.slug(), account.getId(), name, email, role);
	}

	/** Does the work as this person, on the organization's data: for calling services. */
	public <T, E extends Throwable> T as(Person person, Tenancy.Work<T, E> work) throws E {
		return onBehalf.of(new Actor(Actor.Kind.STAFF, person.accountId(), person.name(), null),
				person.role().permissions(), person.role().ownGroupsOnly(), person.organizationId(), work);
	}

	/** The same person in another role, which the owner gives them. */
	public Person become(Person owner, Person person, Role role) {
		as(owner, () -> {
			team.changeRole(person.accountId(), role);
			return role;
		});
		return new Person(person.organizationId(), person.slug(), person.accountId(), person.name(), person.email(),
				role);
	}

	/** What lets somebody found an organization where not everybody may. */
	public String signUpInvitation() {
		String secret = Secrets.next(32);
		transaction
			.executeWithoutResult(status -> tokens.save(AccountToken.signUp(secret, Ids.next(), clock.instant())));
		return secret;
	}

	/** Somebody whom the owner has invited, and who has not come yet. */
	public UUID invited(Person owner) {
		return as(owner, () -> {
			team.invite("carl-" + Ids.next() + "@example.org", Role.STAFF);
			return team.invitations().get(0).id();
		});
	}

	/** The id of the newest key of the owner's organization. */
	public UUID keyId(Person owner) {
		return as(owner, () -> keys.list().get(0).id());
	}

	/** A key of the owner that may do everything; the header is {@code Bearer <key>}. */
	public String apiKey(Person owner) {
		return apiKey(owner, EnumSet.allOf(Permission.class));
	}

	/** A key of the owner with these scopes. */
	public String apiKey(Person owner, EnumSet<Permission> scopes) {
		return as(owner, () -> keys.create("for a test", scopes, null).secret());
	}

	/**
	 * A logged-in request for MockMvc:
	 * {@code mvc.get().uri(…).with(fixtures.login(ann))}. A POST needs
	 * {@code .with(csrf())} as well.
	 */
	public RequestPostProcessor login(Person person) {
		Authentication login = UsernamePasswordAuthenticationToken
			.authenticated(new StaffPrincipal(person.accountId(), person.name(), null, null), null, List.of());
		return SecurityMockMvcRequestPostProcessors.authentication(login);
	}

	/**
	 * A client of the REST API of a server that runs on a port, with a key of the owner.
	 */
	public RestClient rest(Person owner, int port) {
		return RestClient.builder()
			.baseUrl("http://localhost:" + port)
			.defaultHeader("Authorization", "Bearer " + apiKey(owner))
			.build();
	}

	/** The code that a phone with the secret shows at an instant. */
	public static String code(String secret, Instant at) {
		String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
		String text = secret.replace(" ", "");
		byte[] bytes = new byte[text.length() * 5 / 8];
		for (int i = 0; i < bytes.length * 8; i++) {
			int bit = alphabet.indexOf(text.charAt(i / 5)) >> (4 - i % 5) & 1;
			bytes[i / 8] |= (byte) (bit << (7 - i % 8));
		}
		return OneTimeCodes.at(bytes, at);
	}

	/** Logs in over HTTP, through the form; the value of the header Cookie. */
	public static String cookie(Person person, int port) {
		String base = "http://localhost:" + port + "/login";
		try {
			HttpClient http = HttpClient.newHttpClient();
			HttpResponse<String> form = http.send(HttpRequest.newBuilder(URI.create(base)).build(),
					BodyHandlers.ofString());
			Matcher token = TOKEN.matcher(form.body());
			if (!token.find()) {
				throw new IllegalStateException("The login has no token");
			}
			String body = "email=" + java.net.URLEncoder.encode(person.email(), java.nio.charset.StandardCharsets.UTF_8)
					+ "&password=" + java.net.URLEncoder.encode(PASSWORD, java.nio.charset.StandardCharsets.UTF_8)
					+ "&_csrf=" + java.net.URLEncoder.encode(token.group(1), java.nio.charset.StandardCharsets.UTF_8);
			HttpResponse<String> login = http.send(HttpRequest.newBuilder(URI.create(base))
				.header("Cookie", session(form))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build(), BodyHandlers.ofString());
			if (login.statusCode() != 302) {
				throw new IllegalStateException("The login was refused: " + login.statusCode());
			}
			return session(login);
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static String session(HttpResponse<?> response) {
		return response.headers()
			.allValues("Set-Cookie")
			.stream()
			.filter(cookie -> cookie.startsWith("guildhall="))
			.map(cookie -> cookie.split(";", 2)[0])
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No session began"));
	}

}
