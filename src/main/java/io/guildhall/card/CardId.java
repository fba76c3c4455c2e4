package io.guildhall.card;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a card. */
public record CardId(@JsonValue UUID id) {

	static CardId next() {
		return new CardId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static CardId of(String text) {
		return new CardId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
