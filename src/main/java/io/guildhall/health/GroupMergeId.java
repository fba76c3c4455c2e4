package io.guildhall.health;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a merge of groups. */
public record GroupMergeId(@JsonValue UUID id) {

	static GroupMergeId next() {
		return new GroupMergeId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static GroupMergeId of(String text) {
		return new GroupMergeId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
