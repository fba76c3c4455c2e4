package io.guildhall.challenge;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a challenge. */
@Embeddable
public record ChallengeId(@JsonValue UUID id) {

	static ChallengeId next() {
		return new ChallengeId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static ChallengeId of(String text) {
		return new ChallengeId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
