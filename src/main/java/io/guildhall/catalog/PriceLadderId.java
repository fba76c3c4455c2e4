package io.guildhall.catalog;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a price ladder. */
@Embeddable
public record PriceLadderId(@JsonValue UUID id) {

	static PriceLadderId next() {
		return new PriceLadderId(Ids.next());
	}

	@JsonCreator
	public static PriceLadderId of(String text) {
		return new PriceLadderId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
