package io.guildhall.staff;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** A person who can log in. It is of the house; what it may do where, a position says. */
@Entity
@Table(name = "accounts")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Account {

	static final Set<String> LANGUAGES = Set.of("en", "zh-CN");

	@Id
	private UUID id;

	@Version
	private @Nullable Long version;

	private String email;

	private String name;

	private String passwordHash;

	private String language;

	private boolean houseAdministrator;

	private @Nullable String totpSecret;

	private boolean totpConfirmed;

	private @Nullable Long totpStep;

	/** Moves with every visit, so it is written by itself. */
	@Column(updatable = false)
	private @Nullable UUID lastOrganizationId;

	private Instant createdAt;

	Account(EmailAddress email, String name, String passwordHash, String language, Instant now) {
		this.id = Ids.next();
		this.email = email.value();
		this.passwordHash = passwordHash;
		this.createdAt = now;
		this.name = checkedName(name);
		this.language = checkedLanguage(language);
	}

	/**
	 * Takes another name.
	 * @throws StaffRefused if it is empty or too long
	 */
	void rename(String newName) {
		this.name = checkedName(newName);
	}

	/**
	 * Reads pages and letters in another language from now on.
	 * @throws StaffRefused if there is no such language here
	 */
	void speak(String newLanguage) {
		this.language = checkedLanguage(newLanguage);
	}

	private static String checkedName(String name) {
		String stripped = name.strip();
		if (stripped.isEmpty() || stripped.length() > 80) {
			throw StaffRefused.name();
		}
		return stripped;
	}

	private static String checkedLanguage(String language) {
		if (!LANGUAGES.contains(language)) {
			throw StaffRefused.language();
		}
		return language;
	}

	/** Takes another password, of which this is the hash. */
	void takePassword(String newHash) {
		this.passwordHash = newHash;
	}

	/** Administers the house from now on. */
	void administerHouse() {
		this.houseAdministrator = true;
	}

	/**
	 * Has a second factor once its first code is confirmed.
	 * @throws StaffRefused if there is one already
	 */
	void prepareSecondFactor(String sealedSecret) {
		if (totpConfirmed) {
			throw StaffRefused.secondFactorIsThere();
		}
		this.totpSecret = sealedSecret;
		this.totpStep = null;
	}

	/** The phone has shown the right code: logins ask for one from now on. */
	void confirmSecondFactor(long step) {
		useStep(step);
		this.totpConfirmed = true;
	}

	/**
	 * Uses the code of a step of time. Who looked over the shoulder cannot use it again.
	 * @throws StaffRefused if it, or a later one, was used already
	 */
	void useStep(long step) {
		if (totpStep != null && step <= totpStep) {
			throw StaffRefused.code();
		}
		this.totpStep = step;
	}

	void dropSecondFactor() {
		this.totpSecret = null;
		this.totpConfirmed = false;
		this.totpStep = null;
	}

	EmailAddress emailAddress() {
		return new EmailAddress(email);
	}

	AccountDetails details() {
		return new AccountDetails(id, email, name, language, houseAdministrator, totpConfirmed);
	}

}
