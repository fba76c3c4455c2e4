package io.guildhall.catalog;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a product. */
@Embeddable
public record ProductId(@JsonValue UUID id) {

	static ProductId next() {
		return new ProductId(Ids.next());
	}

	@JsonCreator
	public static ProductId of(String text) {
		return new ProductId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
