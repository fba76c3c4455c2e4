package io.guildhall.membership;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a plan. */
@Embeddable
public record PlanId(@JsonValue UUID id) {

	static PlanId next() {
		return new PlanId(Ids.next());
	}

	@JsonCreator
	public static PlanId of(String text) {
		return new PlanId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
