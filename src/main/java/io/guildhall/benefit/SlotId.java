package io.guildhall.benefit;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a slot. */
public record SlotId(@JsonValue UUID id) {

	static SlotId next() {
		return new SlotId(Ids.next());
	}

	@JsonCreator
	public static SlotId of(String text) {
		return new SlotId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
