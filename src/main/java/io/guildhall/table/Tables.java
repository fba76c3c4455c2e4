package io.guildhall.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.text.Charsets;

/** Recognizes tables by what is in the file, never by its name alone, and opens them. */
public final class Tables {

	private static final int HEAD = 1 << 16;

	private static final int SAMPLE = 50;

	private static final char[] SEPARATORS = { ',', '\t', ';', '|' };

	private static final byte[] ZIP = { 'P', 'K', 3, 4 };

	private static final byte[] OLE = { (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0 };

	/** What no column is called. */
	private static final Pattern VALUE = Pattern
		.compile("[¥￥$€£]?[-+]?[\\d.,]+[%元]?|\\d{1,4}[-/.年]\\d{1,2}[-/.月].*|\\S+@\\S+\\.\\S+|https?://.*");

	private static final int LONGEST_NAME = 100;

	private Tables() {
	}

	/** Recognizes the first sheet or the CSV, with the usual limits. */
	public static TableHead recognize(TableSource source) {
		return recognize(source, TableLimits.standard());
	}

	/**
	 * Recognizes a table and its head. That it is none is an answer too, with the code of
	 * a refusal.
	 */
	public static TableHead recognize(TableSource source, TableLimits limits) {
		byte[] start;
		try (InputStream input = source.open()) {
			start = input.readNBytes(HEAD);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (start.length == 0) {
			return refused(TableRefused.EMPTY);
		}
		if (startsWith(start, OLE)) {
			return refused(TableRefused.OLD_EXCEL);
		}
		try {
			return startsWith(start, ZIP) ? sheet(source, limits) : csv(source, start, limits);
		}
		catch (TableRefused ex) {
			return refused(ex.getCode());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Opens the rows behind the head.
	 * @throws TableRefused where the file is no table or asks for more than the limits
	 * allow
	 */
	public static TableReader open(TableSource source, TableHead head, TableLimits limits) {
		if (head.format() == null) {
			String refusal = head.refusal();
			throw TableRefused.because((refusal != null) ? refusal : TableRefused.NOT_A_TABLE, source.fileName());
		}
		try {
			if (head.format() == TableFormat.CSV) {
				return CsvTable.open(source, head, limits);
			}
			SheetTable table = SheetTable.open(source, head.sheet(), limits);
			table.skipTo(head.line());
			return table;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Recognizes and opens, with the usual limits. */
	public static TableReader open(TableSource source) {
		return open(source, recognize(source), TableLimits.standard());
	}

	private static boolean startsWith(byte[] bytes, byte[] magic) {
		for (int i = 0; i < magic.length; i++) {
			if (bytes.length <= i || bytes[i] != magic[i]) {
				return false;
			}
		}
		return true;
	}

	private static TableHead refused(String code) {
		return new TableHead(null, 0, StandardCharsets.UTF_8, ',', null, List.of(), 0, List.of(), code);
	}

	private static TableHead sheet(TableSource source, TableLimits limits) throws IOException {
		try (SheetTable table = SheetTable.open(source, null, limits)) {
			List<TableRow> rows = sample(table);
			if (rows.isEmpty()) {
				return refused(TableRefused.EMPTY);
			}
			if (rows.get(0).problem() != null) {
				return refused(refusal(rows.get(0).problem()));
			}
			return head(TableFormat.XLSX, 95, StandardCharsets.UTF_8, ',', table.sheet(), rows);
		}
	}

	private static String refusal(@Nullable String problem) {
		if (TableRow.TOO_WIDE.equals(problem)) {
			return TableRefused.TOO_WIDE;
		}
		return TableRow.LINE_TOO_LONG.equals(problem) ? TableRefused.LINE_TOO_LONG : TableRefused.DAMAGED;
	}

	private static TableHead csv(TableSource source, byte[] start, TableLimits limits) throws IOException {
		Charset charset = Charsets.of(start);
		if (charset == null) {
			return refused(TableRefused.NOT_A_TABLE);
		}
		String text = new String(start, charset).strip();
		if (text.isEmpty() || text.equals("\uFEFF")) {
			return refused(TableRefused.EMPTY);
		}
		if (text.startsWith("{") || text.startsWith("[{") || text.startsWith("<")) {
			return refused(TableRefused.NOT_A_TABLE);
		}
		TableHead best = refused(TableRefused.NOT_A_TABLE);
		for (char separator : SEPARATORS) {
			List<TableRow> rows;
			try (CsvTable table = new CsvTable(source.open(), charset, separator, limits)) {
				rows = sample(table);
			}
			int confidence = confidence(rows);
			if (!rows.isEmpty() && best.format() == null) {
				String problem = rows.get(0).problem();
				best = (problem != null) ? refused(refusal(problem)) : best;
			}
			if (confidence > best.confidence()) {
				best = head(TableFormat.CSV, confidence, charset, separator, null, rows);
			}
		}
		return (best.format() == null) ? best : withoutHint(best, source, limits);
	}

	/** Excel understands a first line {@code sep=;}, which is none of the table. */
	private static TableHead withoutHint(TableHead head, TableSource source, TableLimits limits) throws IOException {
		boolean hint = head.line() == 1 && !head.columns().isEmpty()
				&& head.columns().get(0).toLowerCase(Locale.ROOT).startsWith("sep=");
		if (!hint) {
			return head;
		}
		try (CsvTable table = new CsvTable(source.open(), head.charset(), head.separator(), limits)) {
			table.next();
			return head(TableFormat.CSV, head.confidence(), head.charset(), head.separator(), null, sample(table));
		}
	}

	private static List<TableRow> sample(TableReader table) {
		List<TableRow> rows = new ArrayList<>();
		for (TableRow row = table.next(); row != null && rows.size() < SAMPLE; row = table.next()) {
			rows.add(row);
		}
		return rows;
	}

	/** How surely rows with these cells are a table: they are as wide as each other. */
	private static int confidence(List<TableRow> rows) {
		int[] widths = rows.stream().filter((row) -> row.problem() == null).mapToInt((row) -> width(row)).toArray();
		if (widths.length == 0) {
			return 0;
		}
		int usual = usual(widths);
		int same = 0;
		for (int width : widths) {
			same += (width == usual) ? 1 : 0;
		}
		int share = 100 * same / widths.length;
		if (usual < 2) {
			boolean list = share == 100 && rows.stream()
				.allMatch((row) -> row.problem() == null && row.cell(0).length() <= 40 && row.cell(0).indexOf(' ') < 0);
			return list ? 20 : 0;
		}
		return (share < 60) ? 0 : Math.min(95, share * 3 / 5 + 25 + Math.min(usual, 10));
	}

	private static int width(TableRow row) {
		return row.cells().size();
	}

	private static int usual(int[] widths) {
		int best = 0;
		int most = 0;
		for (int candidate : widths) {
			int count = 0;
			for (int width : widths) {
				count += (width == candidate) ? 1 : 0;
			}
			if (count > most) {
				most = count;
				best = candidate;
			}
		}
		return best;
	}

	/**
	 * The head is the first row that is about as wide as the widest and names things: a
	 * title may stand above it, and a table may have none.
	 */
	private static TableHead head(TableFormat format, int confidence, Charset charset, char separator,
			@Nullable String sheet, List<TableRow> rows) {
		long widest = rows.stream().mapToLong(Tables::filled).max().orElse(0);
		for (int i = 0; i < rows.size() && i < 10; i++) {
			TableRow row = rows.get(i);
			if (row.problem() == null && filled(row) * 10 >= widest * 6 && namesThings(row)) {
				List<String> columns = new ArrayList<>(row.cells().stream().map(String::strip).toList());
				while (!columns.isEmpty() && columns.get(columns.size() - 1).isEmpty()) {
					columns.remove(columns.size() - 1);
				}
				return new TableHead(format, confidence, charset, separator, sheet, List.copyOf(columns), row.line(),
						List.copyOf(rows.subList(i + 1, rows.size())), null);
			}
			if (filled(row) * 10 >= widest * 6) {
				break;
			}
		}
		return new TableHead(format, confidence, charset, separator, sheet, List.of(), 0, List.copyOf(rows), null);
	}

	private static long filled(TableRow row) {
		return row.cells().stream().filter((cell) -> !cell.isBlank()).count();
	}

	private static boolean namesThings(TableRow row) {
		return row.cells()
			.stream()
			.map(String::strip)
			.allMatch((cell) -> cell.length() <= LONGEST_NAME && !VALUE.matcher(cell).matches());
	}

}
