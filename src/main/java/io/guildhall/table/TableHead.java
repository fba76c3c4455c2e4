package io.guildhall.table;

import java.nio.charset.Charset;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a file was recognized as, and how its table begins.
 *
 * @param format the format, or null where it is no table: then {@code refusal} says why
 * @param confidence 0 to 100
 * @param charset the charset of a CSV
 * @param separator what stands between the cells of a CSV
 * @param sheet the name of the sheet of a workbook
 * @param columns the names of the columns; where the table has no head, empty
 * @param line the line of the head, 0 where there is none
 * @param sample the first rows behind the head
 * @param refusal the code that says why it is no table
 */
public record TableHead(@Nullable TableFormat format, int confidence, Charset charset, char separator,
		@Nullable String sheet, List<String> columns, long line, List<TableRow> sample, @Nullable String refusal) {

	public boolean isTable() {
		return this.format != null;
	}

}
