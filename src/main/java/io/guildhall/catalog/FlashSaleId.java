package io.guildhall.catalog;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a flash sale. */
@Embeddable
public record FlashSaleId(@JsonValue UUID id) {

	static FlashSaleId next() {
		return new FlashSaleId(Ids.next());
	}

	@JsonCreator
	public static FlashSaleId of(String text) {
		return new FlashSaleId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
