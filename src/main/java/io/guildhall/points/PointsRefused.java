package io.guildhall.points;

import java.util.UUID;

import io.guildhall.shared.DomainException;

/** Why something could not be done with points. */
public class PointsRefused extends DomainException {

	private PointsRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "points." + code, message, args);
	}

	static PointsRefused amount(long most) {
		return new PointsRefused(Kind.INVALID, "amount", "Points are a whole number from 1 to %s", most);
	}

	static PointsRefused note(int longest) {
		return new PointsRefused(Kind.INVALID, "note.wrong", "Say why, in at most %s characters", longest);
	}

	static PointsRefused tooFew(long available, long wanted) {
		return new PointsRefused(Kind.CONFLICT, "too-few", "There are %s points to spend, not %s", available, wanted);
	}

	static PointsRefused key() {
		return new PointsRefused(Kind.INVALID, "action.wrong",
				"An action is named by 1 to 40 small letters, digits, dots and dashes");
	}

	static PointsRefused unknownEntry(UUID id) {
		return new PointsRefused(Kind.NOT_FOUND, "entry.unknown", "There is no entry %s", id);
	}

	static PointsRefused notReturnable() {
		return new PointsRefused(Kind.CONFLICT, "entry.final", "Only points spent on a coupon can be given back, once");
	}

	static PointsRefused unknownRule(UUID id) {
		return new PointsRefused(Kind.NOT_FOUND, "rule.unknown", "There is no rule %s", id);
	}

	static PointsRefused ended() {
		return new PointsRefused(Kind.CONFLICT, "rule.over.already", "The rule has ended");
	}

	static PointsRefused name(int longest) {
		return new PointsRefused(Kind.INVALID, "rule.name.wrong", "A rule has a name of 1 to %s characters", longest);
	}

	static PointsRefused rate(long most) {
		return new PointsRefused(Kind.INVALID, "rule.points.wrong", "A rule gives 1 to %s points", most);
	}

	static PointsRefused per() {
		return new PointsRefused(Kind.INVALID, "rule.per.wrong", "Say for which amount the points are given");
	}

	static PointsRefused cap() {
		return new PointsRefused(Kind.INVALID, "rule.cap.wrong", "A daily cap is 1 to 1,000,000,000 points");
	}

	static PointsRefused life() {
		return new PointsRefused(Kind.INVALID, "rule.life.wrong",
				"Points wait 0 to 365 days, and end after, within 3650 days");
	}

	static PointsRefused days() {
		return new PointsRefused(Kind.INVALID, "rule.days.wrong", "A rule begins today or later, and ends after");
	}

	static PointsRefused noPrice() {
		return new PointsRefused(Kind.CONFLICT, "price.none", "That batch is not to be had for points");
	}

	static PointsRefused value(long most) {
		return new PointsRefused(Kind.INVALID, "value.wrong",
				"A point is worth 1 to %s minor units of a currency that there is", most);
	}

	static PointsRefused ladderDays() {
		return new PointsRefused(Kind.INVALID, "ladder.days", "A window has 1 to 3650 days, a buffer 0 to 365");
	}

	static PointsRefused ladderLevels(int most) {
		return new PointsRefused(Kind.INVALID, "ladder.levels",
				"At most %s levels, each with a name of its own and points of its own from 1 on", most);
	}

}
