package io.guildhall.field;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a field says of a member.
 *
 * @param key of the field
 * @param name of the field
 * @param kind of the field
 * @param value a number plainly, a day as 2026-01-31, yes or no as true or false, an
 * option by its name; empty where nothing is known
 * @param choices the names that can be chosen
 */
public record FieldOfMember(String key, String name, FieldKind kind, String value, List<String> choices) {

	/** The value of a date. */
	public @Nullable LocalDate day() {
		return (kind == FieldKind.DATE && !value.isEmpty()) ? LocalDate.parse(value) : null;
	}
}
