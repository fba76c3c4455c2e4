package io.guildhall.conduct;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a violation. */
@Embeddable
public record ViolationId(@JsonValue UUID id) {

	static ViolationId next() {
		return new ViolationId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static ViolationId of(String text) {
		return new ViolationId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
