package io.guildhall.bulk;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a bulk action. */
public record BulkId(@JsonValue UUID id) {

	static BulkId next() {
		return new BulkId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static BulkId of(String text) {
		return new BulkId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
