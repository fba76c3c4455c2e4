package io.guildhall.activity;

import io.guildhall.shared.DomainException;

/** Why something could not be done with activity. */
public class ActivityRefused extends DomainException {

	private ActivityRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "activity." + code, message, args);
	}

	/** More than are taken at once. */
	public static ActivityRefused tooMany() {
		return new ActivityRefused(Kind.INVALID, "too-many", "At most %s events at once", ActivityService.MOST);
	}

	/**
	 * More than can be held.
	 * @param megabytes that are allowed
	 */
	public static ActivityRefused tooLarge(int megabytes) {
		return new ActivityRefused(Kind.INVALID, "too-large", "At most %s MB of events at once", megabytes);
	}

	/** Neither a list of events nor lines of them. */
	public static ActivityRefused noEvents() {
		return new ActivityRefused(Kind.INVALID, "no-events", "There are no events in what was sent");
	}

}
