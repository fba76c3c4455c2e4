package io.guildhall.community;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a community. */
@Embeddable
public record CommunityId(@JsonValue UUID id) {

	static CommunityId next() {
		return new CommunityId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static CommunityId of(String text) {
		return new CommunityId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
