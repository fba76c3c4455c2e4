package io.guildhall.occasion;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a rule by which coupons are given. */
public record OccasionRuleId(@JsonValue UUID id) {

	static OccasionRuleId next() {
		return new OccasionRuleId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static OccasionRuleId of(String text) {
		return new OccasionRuleId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
