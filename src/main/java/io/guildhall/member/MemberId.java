package io.guildhall.member;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a member. */
@Embeddable
public record MemberId(@JsonValue UUID id) {

	static MemberId next() {
		return new MemberId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static MemberId of(String text) {
		return new MemberId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
