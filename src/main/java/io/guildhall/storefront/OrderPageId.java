package io.guildhall.storefront;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a public page on which members order. */
public record OrderPageId(@JsonValue UUID id) {

	static OrderPageId next() {
		return new OrderPageId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static OrderPageId of(String text) {
		return new OrderPageId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
