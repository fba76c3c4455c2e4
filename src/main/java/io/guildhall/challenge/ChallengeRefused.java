package io.guildhall.challenge;

import java.time.LocalDate;
import java.util.UUID;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a challenge. */
public class ChallengeRefused extends DomainException {

	private ChallengeRefused(Kind kind, String code, String message, Object... subject) {
		super(kind, "challenge." + code, message, subject);
	}

	static ChallengeRefused unknown(ChallengeId id) {
		return new ChallengeRefused(Kind.NOT_FOUND, "unknown", "There is no challenge %s", id);
	}

	static ChallengeRefused unknownCheckIn(UUID id) {
		return new ChallengeRefused(Kind.NOT_FOUND, "unknown.check-in", "There is no check-in %s", id);
	}

	static ChallengeRefused link() {
		return new ChallengeRefused(Kind.NOT_FOUND, "unknown.link", "This link opens nothing");
	}

	static ChallengeRefused name(int longest) {
		return new ChallengeRefused(Kind.INVALID, "refused.name", "A challenge has a name of 1 to %s characters",
				longest);
	}

	static ChallengeRefused text(int longest) {
		return new ChallengeRefused(Kind.INVALID, "refused.text", "The text has at most %s characters", longest);
	}

	static ChallengeRefused days(int most) {
		return new ChallengeRefused(Kind.INVALID, "refused.days", "A challenge has 1 to %s days", most);
	}

	static ChallengeRefused cutOff() {
		return new ChallengeRefused(Kind.INVALID, "refused.cut-off", "A day turns between midnight and noon");
	}

	static ChallengeRefused cards(int most) {
		return new ChallengeRefused(Kind.INVALID, "refused.cards", "Each may make up 0 to %s days", most);
	}

	static ChallengeRefused stages(int days) {
		return new ChallengeRefused(Kind.INVALID, "refused.stages",
				"Stages have a title and ask for more days each, at most %s", days);
	}

	static ChallengeRefused coupons() {
		return new ChallengeRefused(Kind.INVALID, "refused.coupons", "You may not give coupons away");
	}

	static ChallengeRefused points(long most) {
		return new ChallengeRefused(Kind.INVALID, "refused.points", "A stage gives 1 to %s points, or none", most);
	}

	static ChallengeRefused givingPoints() {
		return new ChallengeRefused(Kind.INVALID, "refused.giving-points", "You may not give points");
	}

	static ChallengeRefused fixed() {
		return new ChallengeRefused(Kind.CONFLICT, "fixed.already",
				"Somebody takes part: days and stages stay as they are");
	}

	static ChallengeRefused closed() {
		return new ChallengeRefused(Kind.CONFLICT, "closed.already", "The challenge is over");
	}

	static ChallengeRefused notADay(LocalDate day) {
		return new ChallengeRefused(Kind.CONFLICT, "not-a-day", "%s is no day of this challenge", day);
	}

	static ChallengeRefused notMissed(LocalDate day) {
		return new ChallengeRefused(Kind.CONFLICT, "not-missed", "%s cannot be made up", day);
	}

	static ChallengeRefused noCard() {
		return new ChallengeRefused(Kind.CONFLICT, "no-card", "No make-up card is left");
	}

	static ChallengeRefused already(LocalDate day) {
		return new ChallengeRefused(Kind.CONFLICT, "already", "%s is checked in already", day);
	}

	static ChallengeRefused proof(int longest) {
		return new ChallengeRefused(Kind.INVALID, "refused.proof", "Say in 1 to %s characters what you did", longest);
	}

	static ChallengeRefused reason(int longest) {
		return new ChallengeRefused(Kind.INVALID, "refused.reason", "Say in 1 to %s characters why", longest);
	}

	static ChallengeRefused decided() {
		return new ChallengeRefused(Kind.CONFLICT, "decided", "It is decided already");
	}

	static ChallengeRefused outside() {
		return new ChallengeRefused(Kind.NOT_FOUND, "unknown.participant", "This member does not take part");
	}

}
