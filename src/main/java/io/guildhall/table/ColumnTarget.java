package io.guildhall.table;

import java.util.List;

/**
 * Something that a column can hold.
 *
 * @param field its name in the program
 * @param synonyms how people call it, the most usual first
 */
public record ColumnTarget(String field, List<String> synonyms) {

	public ColumnTarget {
		synonyms = List.copyOf(synonyms);
	}

}
