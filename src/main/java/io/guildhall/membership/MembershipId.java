package io.guildhall.membership;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a membership. */
@Embeddable
public record MembershipId(@JsonValue UUID id) {

	static MembershipId next() {
		return new MembershipId(Ids.next());
	}

	@JsonCreator
	public static MembershipId of(String text) {
		return new MembershipId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
