package io.guildhall.challenge;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a challenge. */
public class ChallengeRefused extends DomainException {

	private final @Nullable PictureRefusal pictureRefusal;

	private ChallengeRefused(Kind kind, String code, String message, Object... subject) {
		this(null, kind, code, message, subject);
	}

	private ChallengeRefused(@Nullable PictureRefusal pictureRefusal, Kind kind, String code, String message,
			Object... subject) {
		super(kind, "challenge." + code, message, subject);
		this.pictureRefusal = pictureRefusal;
	}

	/** Why a picture was not taken; nothing where that is not the matter. */
	public Optional<PictureRefusal> pictureRefusal() {
		return Optional.ofNullable(pictureRefusal);
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

	static ChallengeRefused proof(ProofKind kind, int longest) {
		return switch (kind) {
			case PICTURE ->
				new ChallengeRefused(Kind.INVALID, "refused.proof.picture", "Send a picture of what you did");
			case EITHER ->
				new ChallengeRefused(Kind.INVALID, "refused.proof.either", "Say what you did, or send a picture of it");
			case NONE, WORDS -> proof(longest);
		};
	}

	static ChallengeRefused picture(PictureRefusal reason) {
		return switch (reason) {
			case TOO_LARGE -> new ChallengeRefused(reason, Kind.INVALID, "refused.picture.large",
					"A picture has at most %s MB", ProofPictures.MEGABYTES);
			case TOO_MANY_PIXELS -> new ChallengeRefused(reason, Kind.INVALID, "refused.picture.pixels",
					"A picture has at most %s million pixels", ProofPictures.MEGAPIXELS);
			case NO_PICTURE -> new ChallengeRefused(reason, Kind.INVALID, "refused.picture.none",
					"This is no picture in PNG or JPEG that can be read");
		};
	}

	static ChallengeRefused pictureUnasked() {
		return new ChallengeRefused(Kind.INVALID, "refused.picture.unasked", "This challenge takes no pictures");
	}

	static ChallengeRefused noPicture() {
		return new ChallengeRefused(Kind.NOT_FOUND, "unknown.picture", "There is no such picture");
	}

	static ChallengeRefused atOnce(int most) {
		return new ChallengeRefused(Kind.INVALID, "refused.at-once", "Choose 1 to %s check-ins", most);
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
