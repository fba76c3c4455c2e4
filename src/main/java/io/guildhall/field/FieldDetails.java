package io.guildhall.field;

import java.util.List;

/**
 * A field as it is shown.
 *
 * @param key names it in filters, segments and the values of a member
 * @param options of a choice, archived ones last
 * @param archived whether it is asked no more
 * @param version for a change that must not write over another
 */
public record FieldDetails(FieldId id, String key, String name, FieldKind kind, List<FieldOption> options,
		boolean archived, long version) {

	/** The options that are offered. */
	public List<FieldOption> offered() {
		return options.stream().filter(option -> !option.archived()).toList();
	}
}
