package io.guildhall.card;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a batch of cards. */
public record CardBatchId(@JsonValue UUID id) {

	static CardBatchId next() {
		return new CardBatchId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static CardBatchId of(String text) {
		return new CardBatchId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
