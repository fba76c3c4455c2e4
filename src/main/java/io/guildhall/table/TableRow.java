package io.guildhall.table;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A row of a table. What our own exports escaped is as it was before.
 *
 * @param line the line of the file at which it begins, or the row of the sheet, from 1
 * @param cells what stands in it; may be shorter or longer than the head
 * @param problem the code that says why it cannot be read, or null; then the cells hold
 * the beginning of it
 */
public record TableRow(long line, List<String> cells, @Nullable String problem) {

	/** More characters than a row may have. */
	public static final String LINE_TOO_LONG = "table.bad.line-too-long";

	/** More cells than a row may have. */
	public static final String TOO_WIDE = "table.bad.too-wide";

	/** A quotation mark that is never closed. */
	public static final String BROKEN_QUOTES = "table.bad.broken-quotes";

	/** The file breaks off or is damaged here. */
	public static final String BROKEN_FILE = "table.bad.broken-file";

	public TableRow {
		cells = List.copyOf(cells);
	}

	static TableRow of(long line, List<String> cells) {
		return new TableRow(line, cells, null);
	}

	static TableRow bad(long line, String problem, String start) {
		return new TableRow(line, List.of((start.length() > 120) ? start.substring(0, 120) : start), problem);
	}

	/** The cell without blanks around it; empty where the row is too short. */
	public String cell(int column) {
		return (column >= 0 && column < this.cells.size()) ? this.cells.get(column).strip() : "";
	}

	boolean isBlank() {
		return this.problem == null && this.cells.stream().allMatch(String::isBlank);
	}

}
