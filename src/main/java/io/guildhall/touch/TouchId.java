package io.guildhall.touch;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a touch. */
public record TouchId(@JsonValue UUID id) {

	/** The id that the text writes out. */
	@JsonCreator
	public static TouchId of(String text) {
		return new TouchId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
