package io.guildhall.file;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import jakarta.persistence.Embeddable;

/** Names a file. */
@Embeddable
public record FileId(@JsonValue UUID id) {

	/** The id that the text writes out. */
	@JsonCreator
	public static FileId of(String text) {
		return new FileId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
