package io.guildhall.benefit;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a use. */
public record BenefitUseId(@JsonValue UUID id) {

	static BenefitUseId next() {
		return new BenefitUseId(Ids.next());
	}

	@JsonCreator
	public static BenefitUseId of(String text) {
		return new BenefitUseId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
