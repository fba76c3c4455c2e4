package io.guildhall.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** A secret that works once, and for a while only; its hash is all that we keep. */
@Entity
@Table(name = "account_tokens")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class AccountToken {

	static final Duration INVITATION_LASTS = Duration.ofDays(7);

	static final Duration SIGN_UP_LASTS = Duration.ofDays(14);

	static final Duration PASSWORD_RESET_LASTS = Duration.ofHours(1);

	/** What it is for. */
	enum Kind {

		INVITATION, SIGN_UP, PASSWORD_RESET, RECOVERY_CODE

	}

	@Id
	private UUID id;

	@Version
	private @Nullable Long version;

	private String hash;

	@Enumerated(EnumType.STRING)
	private Kind kind;

	private @Nullable UUID accountId;

	private @Nullable UUID organizationId;

	private @Nullable String email;

	@Enumerated(EnumType.STRING)
	private @Nullable Role role;

	private @Nullable UUID createdBy;

	private Instant createdAt;

	private @Nullable Instant expiresAt;

	private @Nullable Instant endedAt;

	private AccountToken(Kind kind, String secret, Instant now, @Nullable Duration lasts) {
		this.id = Ids.next();
		this.hash = Secrets.hash(secret);
		this.kind = kind;
		this.createdAt = now;
		this.expiresAt = (lasts != null) ? now.plus(lasts) : null;
	}

	/** To work in an organization. */
	static AccountToken invitation(String secret, UUID organization, EmailAddress email, Role role,
			@Nullable UUID createdBy, Instant now) {
		AccountToken token = new AccountToken(Kind.INVITATION, secret, now, INVITATION_LASTS);
		token.organizationId = organization;
		token.email = email.value();
		token.role = role;
		token.createdBy = createdBy;
		return token;
	}

	/** To found an organization where not everybody may. */
	static AccountToken signUp(String secret, UUID createdBy, Instant now) {
		AccountToken token = new AccountToken(Kind.SIGN_UP, secret, now, SIGN_UP_LASTS);
		token.createdBy = createdBy;
		return token;
	}

	/** To take a new password without the old one. */
	static AccountToken passwordReset(String secret, UUID account, @Nullable UUID createdBy, Instant now) {
		AccountToken token = new AccountToken(Kind.PASSWORD_RESET, secret, now, PASSWORD_RESET_LASTS);
		token.accountId = account;
		token.createdBy = createdBy;
		return token;
	}

	/** To log in without the phone that has the second factor. */
	static AccountToken recoveryCode(String secret, UUID account, Instant now) {
		AccountToken token = new AccountToken(Kind.RECOVERY_CODE, secret, now, null);
		token.accountId = account;
		return token;
	}

	boolean opensAt(Instant now) {
		return endedAt == null && (expiresAt == null || now.isBefore(expiresAt));
	}

	/**
	 * Uses it, this once.
	 * @throws StaffRefused if it was used, withdrawn, or is too old
	 */
	void use(Instant now) {
		if (!opensAt(now)) {
			throw StaffRefused.linkEnded();
		}
		endedAt = now;
	}

	/** It opens nothing any more; doing so again changes nothing. */
	void end(Instant now) {
		if (endedAt == null) {
			endedAt = now;
		}
	}

}
