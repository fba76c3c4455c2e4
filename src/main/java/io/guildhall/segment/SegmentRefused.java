package io.guildhall.segment;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a segment. */
public class SegmentRefused extends DomainException {

	private SegmentRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "segment." + code, message, args);
	}

	static SegmentRefused unknown(SegmentId id) {
		return new SegmentRefused(Kind.NOT_FOUND, "unknown", "There is no segment %s", id);
	}

	static SegmentRefused name(int longest) {
		return new SegmentRefused(Kind.INVALID, "name-length", "A name has 1 to %s characters", longest);
	}

	static SegmentRefused nameTaken() {
		return new SegmentRefused(Kind.CONFLICT, "name-taken", "Another segment has this name");
	}

	static SegmentRefused empty() {
		return new SegmentRefused(Kind.INVALID, "no-condition", "A segment needs a condition");
	}

	static SegmentRefused tooMany(int most) {
		return new SegmentRefused(Kind.INVALID, "too-many", "There are at most %s conditions in a row", most);
	}

	static SegmentRefused field(String key) {
		return new SegmentRefused(Kind.INVALID, "unknown-field", "Nothing is known of %s", key);
	}

	static SegmentRefused comparison(String key, SegmentRule.Is is) {
		return new SegmentRefused(Kind.INVALID, "comparison", "%s cannot be compared by %s", key, is);
	}

	static SegmentRefused values(int most) {
		return new SegmentRefused(Kind.INVALID, "values", "Choose 1 to %s values", most);
	}

	static SegmentRefused number() {
		return new SegmentRefused(Kind.INVALID, "number", "The condition needs a number that is not negative");
	}

	static SegmentRefused days(int most) {
		return new SegmentRefused(Kind.INVALID, "days", "A window has 1 to %s days", most);
	}

	static SegmentRefused noWindow(String key) {
		return new SegmentRefused(Kind.INVALID, "no-window", "%s knows no last days", key);
	}

	static SegmentRefused noLimit(String key) {
		return new SegmentRefused(Kind.INVALID, "no-limit", "%s cannot be limited to some of it", key);
	}

	static SegmentRefused frozen() {
		return new SegmentRefused(Kind.CONFLICT, "frozen-already", "A frozen segment is not changed any more");
	}

	static SegmentRefused notYours() {
		return new SegmentRefused(Kind.FORBIDDEN, "not-yours",
				"The segment asks for groups that are not seen by who acts");
	}

	static SegmentRefused changedMeanwhile() {
		return new SegmentRefused(Kind.CONFLICT, "changed-meanwhile", "The segment was changed in the meantime");
	}

}
