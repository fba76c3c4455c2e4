package io.guildhall.table;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sources and rows for tests. */
final class Sources {

	private Sources() {
	}

	static TableSource text(String text) {
		return text(text, StandardCharsets.UTF_8);
	}

	static TableSource text(String text, Charset charset) {
		return bytes(text.getBytes(charset));
	}

	static TableSource bytes(byte[] bytes) {
		return TableSource.of("table", bytes.length, () -> new ByteArrayInputStream(bytes));
	}

	static List<TableRow> rows(TableSource source) {
		return rows(source, TableLimits.standard());
	}

	static List<TableRow> rows(TableSource source, TableLimits limits) {
		List<TableRow> rows = new ArrayList<>();
		try (TableReader reader = Tables.open(source, Tables.recognize(source, limits), limits)) {
			for (TableRow row = reader.next(); row != null; row = reader.next()) {
				rows.add(row);
			}
		}
		return rows;
	}

	static List<List<String>> cells(TableSource source) {
		return rows(source).stream().map(TableRow::cells).toList();
	}

	static TableLimits small() {
		return new TableLimits(1000, 20, 1 << 20, 8 << 20, 1 << 20, 50, 50);
	}

}
