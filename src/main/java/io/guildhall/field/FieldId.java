package io.guildhall.field;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a field. */
@Embeddable
public record FieldId(@JsonValue UUID id) {

	static FieldId next() {
		return new FieldId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static FieldId of(String text) {
		return new FieldId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
