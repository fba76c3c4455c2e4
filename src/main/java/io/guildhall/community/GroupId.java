package io.guildhall.community;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a group. */
@Embeddable
public record GroupId(@JsonValue UUID id) {

	static GroupId next() {
		return new GroupId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static GroupId of(String text) {
		return new GroupId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
