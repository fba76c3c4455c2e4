package io.guildhall.conduct;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a violation or the ladder. */
public class ConductRefused extends DomainException {

	private ConductRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "conduct." + code, message, subject);
	}

	static ConductRefused unknown(ViolationId id) {
		return new ConductRefused(Kind.NOT_FOUND, "unknown", "There is no violation %s", id);
	}

	static ConductRefused neverThere() {
		return new ConductRefused(Kind.INVALID, "never-there", "The member never was in the group");
	}

	static ConductRefused picture() {
		return new ConductRefused(Kind.INVALID, "picture", "This is no picture in PNG or JPEG that can be read");
	}

	static ConductRefused pictureTooLarge(int megabytes) {
		return new ConductRefused(Kind.INVALID, "picture.large", "A picture has at most %s MB", megabytes);
	}

	static ConductRefused pictures(int most) {
		return new ConductRefused(Kind.CONFLICT, "picture.many", "A violation has at most %s pictures", most);
	}

	static ConductRefused noPicture() {
		return new ConductRefused(Kind.NOT_FOUND, "picture.unknown", "There is no such picture");
	}

	static ConductRefused erased() {
		return new ConductRefused(Kind.CONFLICT, "erased", "The member is erased");
	}

	static ConductRefused rule() {
		return new ConductRefused(Kind.INVALID, "rule.unknown", "The group has no such rule");
	}

	static ConductRefused evidence() {
		return new ConductRefused(Kind.INVALID, "no-evidence", "A violation needs a note or an excerpt");
	}

	static ConductRefused tooLong(int longest) {
		return new ConductRefused(Kind.INVALID, "too-long", "A text has at most %s characters", longest);
	}

	static ConductRefused future() {
		return new ConductRefused(Kind.INVALID, "future", "Nothing happened in the future");
	}

	static ConductRefused decided() {
		return new ConductRefused(Kind.CONFLICT, "decided", "It is decided already");
	}

	static ConductRefused takenBack() {
		return new ConductRefused(Kind.CONFLICT, "taken-back", "It is taken back");
	}

	static ConductRefused reason(int longest) {
		return new ConductRefused(Kind.INVALID, "no-reason", "A reason has 1 to %s characters", longest);
	}

	static ConductRefused count(int most) {
		return new ConductRefused(Kind.INVALID, "count", "A step comes after 1 to %s violations", most);
	}

	static ConductRefused days(int longest) {
		return new ConductRefused(Kind.INVALID, "days", "A violation counts for 1 to %s days", longest);
	}

	static ConductRefused order() {
		return new ConductRefused(Kind.INVALID, "order", "A block does not come before a removal");
	}

}
