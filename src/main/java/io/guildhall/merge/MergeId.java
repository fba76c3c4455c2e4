package io.guildhall.merge;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a merge. */
public record MergeId(@JsonValue UUID id) {

	static MergeId next() {
		return new MergeId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static MergeId of(String text) {
		return new MergeId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
