package io.guildhall.activity;

import io.guildhall.shared.DomainException;

/** Why something could not be done with activity. */
public class ActivityRefused extends DomainException {

	private ActivityRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "activity." + code, message, args);
	}

	static ActivityRefused tooMany() {
		return new ActivityRefused(Kind.INVALID, "too-many", "At most %s events at once", ActivityService.MOST);
	}

}
