package io.guildhall.order;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names an order. */
@Embeddable
public record OrderId(@JsonValue UUID id) {

	static OrderId next() {
		return new OrderId(Ids.next());
	}

	@JsonCreator
	public static OrderId of(String text) {
		return new OrderId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
