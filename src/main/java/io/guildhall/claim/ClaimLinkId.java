package io.guildhall.claim;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a link by which coupons are taken. */
public record ClaimLinkId(@JsonValue UUID id) {

	static ClaimLinkId next() {
		return new ClaimLinkId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static ClaimLinkId of(String text) {
		return new ClaimLinkId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
