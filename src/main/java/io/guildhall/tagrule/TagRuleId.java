package io.guildhall.tagrule;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;

/** Names a rule that keeps a tag. */
public record TagRuleId(@JsonValue UUID id) {

	static TagRuleId next() {
		return new TagRuleId(Ids.next());
	}

	/** The id that the text names. */
	@JsonCreator
	public static TagRuleId of(String text) {
		return new TagRuleId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
