package io.guildhall.field;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What can be chosen. Values keep its id, so a new name is a new name everywhere.
 *
 * @param id null for one that is new
 * @param archived whether it is offered no more; whoever has it keeps it
 */
public record FieldOption(@Nullable UUID id, String name, boolean archived) {

	/** One that is new. */
	public static FieldOption named(String name) {
		return new FieldOption(null, name, false);
	}
}
