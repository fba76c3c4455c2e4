package io.guildhall.occasion;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a rule by which coupons are given. */
public class OccasionRefused extends DomainException {

	private OccasionRefused(Kind kind, String code, String message) {
		super(kind, "occasion.refused." + code, message);
	}

	static OccasionRefused unknown() {
		return new OccasionRefused(Kind.NOT_FOUND, "unknown", "There is no such rule");
	}

	static OccasionRefused incomplete() {
		return new OccasionRefused(Kind.INVALID, "incomplete", "Say what the occasion needs, and nothing else");
	}

	static OccasionRefused noDay() {
		return new OccasionRefused(Kind.INVALID, "no-day", "A birthday stands in a field of days");
	}

	static OccasionRefused twice() {
		return new OccasionRefused(Kind.CONFLICT, "twice", "There is such a rule of the batch already");
	}

	static OccasionRefused stopped() {
		return new OccasionRefused(Kind.CONFLICT, "stopped", "The rule was stopped");
	}

}
