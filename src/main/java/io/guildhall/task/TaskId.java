package io.guildhall.task;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a task. */
@Embeddable
public record TaskId(@JsonValue UUID id) {

	static TaskId next() {
		return new TaskId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static TaskId of(String text) {
		return new TaskId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
