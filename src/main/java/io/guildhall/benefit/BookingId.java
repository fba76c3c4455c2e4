package io.guildhall.benefit;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a booking. */
public record BookingId(@JsonValue UUID id) {

	static BookingId next() {
		return new BookingId(Ids.next());
	}

	@JsonCreator
	public static BookingId of(String text) {
		return new BookingId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
