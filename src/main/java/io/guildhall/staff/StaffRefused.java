package io.guildhall.staff;

import io.guildhall.shared.DomainException;

/** Why something could not be done with an account, a role, a key or a login. */
public class StaffRefused extends DomainException {

	private StaffRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "staff." + code, message, args);
	}

	static StaffRefused login() {
		return new StaffRefused(Kind.INVALID, "login-refused", "E-mail address or password is not right");
	}

	static StaffRefused tooManyAttempts(long minutes) {
		return new StaffRefused(Kind.TOO_MANY, "too-many-attempts", "Locked for %s more minutes", minutes);
	}

	static StaffRefused email() {
		return new StaffRefused(Kind.INVALID, "email", "This is no e-mail address");
	}

	static StaffRefused emailTaken() {
		return new StaffRefused(Kind.CONFLICT, "email-taken", "There is an account with this e-mail address");
	}

	static StaffRefused allowance() {
		return new StaffRefused(Kind.INVALID, "allowance-amount",
				"An allowance is more than nothing, and of one order at most as much as of a day");
	}

	static StaffRefused name() {
		return new StaffRefused(Kind.INVALID, "name", "A name has 1 to 80 characters");
	}

	static StaffRefused language() {
		return new StaffRefused(Kind.INVALID, "language", "There is no such language here");
	}

	static StaffRefused passwordShort(int least) {
		return new StaffRefused(Kind.INVALID, "password-short", "A password has at least %s characters", least);
	}

	static StaffRefused passwordLong(int most) {
		return new StaffRefused(Kind.INVALID, "password-long", "A password has at most %s bytes", most);
	}

	static StaffRefused passwordIsEmail() {
		return new StaffRefused(Kind.INVALID, "password-is-email", "The password is the e-mail address");
	}

	static StaffRefused signUpClosed() {
		return new StaffRefused(Kind.FORBIDDEN, "sign-up-closed", "Nobody can sign up here without an invitation");
	}

	static StaffRefused suspended() {
		return new StaffRefused(Kind.FORBIDDEN, "suspended", "The organization is suspended");
	}

	static StaffRefused unknown() {
		return new StaffRefused(Kind.NOT_FOUND, "unknown", "There is no such member of the staff");
	}

	static StaffRefused password() {
		return new StaffRefused(Kind.INVALID, "password-wrong", "The password is not right");
	}

	static StaffRefused code() {
		return new StaffRefused(Kind.INVALID, "code-refused", "The code is not right, or was used");
	}

	static StaffRefused secondFactorIsThere() {
		return new StaffRefused(Kind.CONFLICT, "second-factor-is-there", "The account has a second factor");
	}

	static StaffRefused linkEnded() {
		return new StaffRefused(Kind.NOT_FOUND, "link-ended", "The link was used, is too old, or never was one");
	}

	static StaffRefused invitedAnother() {
		return new StaffRefused(Kind.FORBIDDEN, "invited-another", "The invitation is for another address");
	}

	static StaffRefused unknownInvitation() {
		return new StaffRefused(Kind.NOT_FOUND, "unknown-invitation", "There is no such invitation");
	}

	static StaffRefused worksHere() {
		return new StaffRefused(Kind.CONFLICT, "works-here", "They work in the organization already");
	}

	static StaffRefused worksElsewhere() {
		return new StaffRefused(Kind.FORBIDDEN, "works-elsewhere", "The account is not of this organization alone");
	}

	static StaffRefused lastOwner() {
		return new StaffRefused(Kind.CONFLICT, "last-owner", "The organization needs an owner");
	}

	static StaffRefused scopes() {
		return new StaffRefused(Kind.INVALID, "scopes", "A key may do something, and nothing that its maker may not");
	}

	static StaffRefused expiry() {
		return new StaffRefused(Kind.INVALID, "expiry", "A key expires in the future");
	}

	static StaffRefused keysAreMadeByPeople() {
		return new StaffRefused(Kind.FORBIDDEN, "keys-are-made-by-people", "A key cannot make keys");
	}

	static StaffRefused unknownKey() {
		return new StaffRefused(Kind.NOT_FOUND, "unknown-key", "There is no such key");
	}

}
