package io.guildhall.statement;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.guildhall.provider.ProviderName;
import io.guildhall.table.ColumnGuess;
import io.guildhall.table.ColumnTarget;
import io.guildhall.table.TableFormat;
import io.guildhall.table.TableHead;
import io.guildhall.table.TableLimits;
import io.guildhall.table.TableReader;
import io.guildhall.table.TableRow;
import io.guildhall.table.TableSource;
import io.guildhall.table.Tables;
import io.guildhall.text.Charsets;

/**
 * Reads a statement, whose form is recognized by what is in it. WeChat Pay and Alipay
 * write titles above their table and sums below it: those are cut off.
 */
final class StatementFile {

	/** So many lines a title may have. */
	private static final int TITLE = 40;

	private static final int SAMPLE = 1 << 16;

	/** What it is, how much, and when. */
	private static final int FEWEST_COLUMNS = 3;

	/** More rows than a day of a provider has. */
	private static final int MOST_ROWS = 100_000;

	private static final int MOST_PROBLEMS = 1_000;

	private final Bill bill;

	private final List<StatementRow> rows = new ArrayList<>();

	private final List<BadRow> bad = new ArrayList<>();

	/** A line that could not be read, and why. */
	record BadRow(long line, String reason) {
	}

	private StatementFile(Bill bill) {
		this.bill = bill;
	}

	Bill bill() {
		return bill;
	}

	List<StatementRow> rows() {
		return rows;
	}

	List<BadRow> bad() {
		return bad;
	}

	/**
	 * Reads all of it.
	 * @param currency and zone of a table that says none
	 * @throws StatementRefused if nothing can be compared with it
	 */
	static StatementFile read(StatementUpload upload, byte[] bytes, String currency, ZoneId zone) {
		Cut cut = cut(bytes);
		if (cut != null) {
			TableHead head = new TableHead(TableFormat.CSV, 100, StandardCharsets.UTF_8, ',', null, List.of(), 0,
					List.of(), null);
			TableSource source = source(upload.name(), cut.text().getBytes(StandardCharsets.UTF_8));
			try (TableReader table = Tables.open(source, head, TableLimits.standard())) {
				TableRow names = table.next();
				Bill bill = (names != null) ? Bill.of(names.cells()) : null;
				if (bill == null) {
					throw StatementRefused.unknownForm("");
				}
				return of(bill, table, cut.above());
			}
		}
		TableSource source = source(upload.name(), bytes);
		TableHead head = Tables.recognize(source);
		if (!head.isTable() || head.columns().size() < FEWEST_COLUMNS) {
			throw StatementRefused.noTable();
		}
		Bill known = Bill.of(head.columns());
		try (TableReader table = Tables.open(source, head, TableLimits.standard())) {
			return of((known != null) ? known : other(upload, head.columns(), currency, zone), table, 0);
		}
	}

	private static StatementFile of(Bill bill, TableReader table, long above) {
		StatementFile file = new StatementFile(bill);
		int read = 0;
		for (TableRow row = table.next(); row != null; row = table.next()) {
			file.take(row, above);
			read++;
			if (read > MOST_ROWS || file.bad.size() > MOST_PROBLEMS) {
				throw StatementRefused.tooLarge();
			}
		}
		if (file.rows.isEmpty()) {
			throw StatementRefused.nothingInIt();
		}
		return file;
	}

	private void take(TableRow row, long above) {
		TableRow placed = new TableRow(row.line() + above, row.cells(), row.problem());
		if (placed.problem() != null) {
			bad.add(new BadRow(placed.line(), placed.problem()));
			return;
		}
		try {
			StatementRow read = bill.read(placed);
			if (read != null) {
				rows.add(read);
			}
		}
		catch (RowRefused refused) {
			bad.add(new BadRow(placed.line(), refused.reason()));
		}
	}

	private static Bill other(StatementUpload upload, List<String> columns, String currency, ZoneId zone) {
		ProviderName provider = upload.provider();
		if (provider == null) {
			throw StatementRefused.noProvider();
		}
		Map<StatementField, String> mapping = new EnumMap<>(StatementField.class);
		List<ColumnTarget> targets = Arrays.stream(StatementField.values())
			.map(field -> new ColumnTarget(field.name(), field.names()))
			.toList();
		ColumnGuess.propose(columns, targets)
			.forEach((field, column) -> mapping.put(StatementField.valueOf(field), columns.get(column)));
		upload.columns().forEach((field, name) -> {
			if (!name.isBlank()) {
				mapping.put(field, named(columns, name));
			}
		});
		for (StatementField field : StatementField.values()) {
			if (field.isNeeded() && !mapping.containsKey(field)) {
				throw StatementRefused.unknownForm(field.name());
			}
		}
		return new Bill.Other(columns, provider, mapping, currency, zone);
	}

	private static String named(List<String> columns, String name) {
		return columns.stream()
			.filter(column -> BillCells.bare(column).equals(BillCells.bare(name)))
			.findFirst()
			.orElseThrow(StatementRefused::noColumn);
	}

	/**
	 * The table of a bill without what stands around it, and how many lines stood above.
	 */
	private record Cut(String text, long above) {
	}

	/** Null for what is no bill of WeChat Pay or Alipay. */
	private static @Nullable Cut cut(byte[] bytes) {
		Charset charset = Charsets.of(Arrays.copyOf(bytes, Math.min(bytes.length, SAMPLE)));
		if (charset == null) {
			return null;
		}
		// By where its lines begin: a file may have more lines than there is room for.
		String text = new String(bytes, charset);
		int from = 0;
		for (int line = 0; line < TITLE && from < text.length(); line++) {
			int end = endOfLine(text, from);
			if (Bill.isHead(text.substring(from, end))) {
				return new Cut(text.substring(from, endOfTable(text, end)), line);
			}
			from = nextLine(text, end);
		}
		return null;
	}

	private static int endOfTable(String text, int endOfHead) {
		int from = nextLine(text, endOfHead);
		while (from < text.length() && !Bill.isEnd(text, from)) {
			from = nextLine(text, endOfLine(text, from));
		}
		return from;
	}

	private static int endOfLine(String text, int from) {
		int end = from;
		while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
			end++;
		}
		return end;
	}

	private static int nextLine(String text, int end) {
		return Math.min(text.length(), text.startsWith("\r\n", end) ? end + 2 : end + 1);
	}

	private static TableSource source(String name, byte[] bytes) {
		return TableSource.of(name, bytes.length, () -> new ByteArrayInputStream(bytes));
	}

}
