package io.guildhall.staff;

import static io.guildhall.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.guildhall.shared.Ids;

/** The rules of accounts, positions and one-time links. */
class AccountTests {

	private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

	private static final EmailAddress ANN = EmailAddress.of(" Ann@Example.org ");

	private final Passwords passwords = new Passwords(StaffConfiguration.passwordEncoder());

	private final UUID acme = Ids.next();

	@Test
	void keepsPasswordsAsHashesThatAreSlowToMake() {
		assertThat(passwords.hash("correct horse battery", ANN)).startsWith("{bcrypt}$2a$10$");
	}

	@Test
	void tellsAddressesApartButNotTheirTyping() {
		assertThat(ANN).isEqualTo(EmailAddress.of("ann@example.org"));
		assertThat(ANN.toString()).doesNotContain("ann");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ann", "ann@", "@example.org", "ann@example", "a nn@example.org",
			"ann@example.org\nBcc: x@example.org", "ann@b@example.org" })
	void refusesWhatIsNoAddress(String typed) {
		assertRefused("staff.email", () -> EmailAddress.of(typed));
	}

	@Test
	void wantsAPasswordThatIsLongAndNotTheAddress() {
		assertRefused("staff.password-short", () -> passwords.hash("123456789", ANN));
		assertRefused("staff.password-is-email", () -> passwords.hash("ANN@example.org", ANN));
		assertRefused("staff.password-long", () -> passwords.hash("密".repeat(25), ANN));
		assertThat(passwords.matches("密".repeat(24), passwords.hash("密".repeat(24), ANN))).isTrue();
		assertThat(passwords.matches("1234567890", passwords.hash("0123456789", ANN))).isFalse();
		assertThat(passwords.matches("x".repeat(1000), passwords.hash("0123456789", ANN))).isFalse();
	}

	@Test
	void hasANameAndALanguage() {
		assertRefused("staff.name", () -> new Account(ANN, "  ", "hash", "en", NOON));
		assertRefused("staff.language", () -> new Account(ANN, "Ann", "hash", "tlh", NOON));
		assertThat(new Account(ANN, " Ann ", "hash", "zh-CN", NOON).getName()).isEqualTo("Ann");
	}

	@Test
	void usesNoCodeTwice() {
		Account ann = new Account(ANN, "Ann", "hash", "en", NOON);
		ann.prepareSecondFactor("sealed");
		assertThat(ann.details().secondFactor()).isFalse();
		ann.confirmSecondFactor(100);
		assertThat(ann.details().secondFactor()).isTrue();
		assertRefused("staff.code-refused", () -> ann.useStep(100));
		assertRefused("staff.code-refused", () -> ann.useStep(99));
		ann.useStep(101);
		assertRefused("staff.second-factor-is-there", () -> ann.prepareSecondFactor("another"));
		ann.dropSecondFactor();
		ann.prepareSecondFactor("another");
	}

	@Test
	void usesALinkOnceAndInTime() {
		AccountToken link = AccountToken.passwordReset("secret", Ids.next(), null, NOON);
		assertThat(link.getHash()).doesNotContain("secret");
		Instant end = NOON.plus(Duration.ofHours(1));
		assertThat(link.opensAt(end.minusSeconds(1))).isTrue();
		assertThat(link.opensAt(end)).isFalse();
		assertRefused("staff.link-ended", () -> link.use(end));
		link.use(NOON);
		assertRefused("staff.link-ended", () -> link.use(NOON));
	}

	@Test
	void takesALinkBack() {
		AccountToken link = AccountToken.invitation("secret", acme, ANN, Role.STAFF, null, NOON);
		link.end(NOON);
		assertRefused("staff.link-ended", () -> link.use(NOON));
	}

	@Test
	void keepsTheLastOwner() {
		Position ann = new Position(Ids.next(), acme, Role.OWNER, NOON);
		Position bob = new Position(Ids.next(), acme, Role.OWNER, NOON);
		Position.keepAnOwner(List.of(ann, bob), ann.getKey().accountId());
		assertRefused("staff.last-owner", () -> Position.keepAnOwner(List.of(ann), ann.getKey().accountId()));
	}

	@Test
	void comesBackOnlyAfterLeaving() {
		Position bob = new Position(Ids.next(), acme, Role.STAFF, NOON);
		assertRefused("staff.works-here", () -> bob.resume(Role.MANAGER, NOON));
		bob.end(NOON);
		assertThat(bob.isHeld()).isFalse();
		bob.resume(Role.MANAGER, NOON);
		assertThat(bob.isHeld()).isTrue();
		assertThat(bob.getRole()).isEqualTo(Role.MANAGER);
	}

}
