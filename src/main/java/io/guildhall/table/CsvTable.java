package io.guildhall.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import org.jspecify.annotations.Nullable;

import io.guildhall.text.LineReader;

/**
 * Reads CSV row by row. A quotation mark that is never closed costs its own line only:
 * what was held while waiting for its end is read again without it.
 */
final class CsvTable implements TableReader {

	/**
	 * How many lines a cell may have before its quotation mark is taken for a mistake.
	 */
	private static final int LONGEST_CELL = 500;

	private final LineReader lines;

	private final char separator;

	private final TableLimits limits;

	private final CsvReader.CsvReaderBuilder parser;

	/** Lines that are to be read again. */
	private final Deque<Line> again = new ArrayDeque<>();

	private long line;

	private record Line(long number, String text, boolean tooLong) {

	}

	CsvTable(InputStream input, Charset charset, char separator, TableLimits limits) {
		this.lines = new LineReader(input, charset, limits.rowLength());
		this.separator = separator;
		this.limits = limits;
		this.parser = CsvReader.builder()
			.fieldSeparator(separator)
			.trimWhitespacesAroundQuotes(true)
			.maxBufferSize(Math.max(2 * limits.rowLength(), 1 << 16));
	}

	static CsvTable open(TableSource source, TableHead head, TableLimits limits) throws IOException {
		CsvTable table = new CsvTable(source.open(), head.charset(), head.separator(), limits);
		while (table.line < head.line()) {
			if (table.next() == null) {
				break;
			}
		}
		return table;
	}

	@Override
	public @Nullable TableRow next() {
		while (true) {
			Line first = take();
			if (first == null) {
				return null;
			}
			TableRow row = row(first);
			if (!row.isBlank()) {
				return row;
			}
		}
	}

	private @Nullable Line take() {
		Line line = this.again.poll();
		if (line == null) {
			String text = this.lines.next();
			if (text == null) {
				return null;
			}
			line = new Line(this.lines.number(), text, this.lines.tooLong());
		}
		this.line = line.number();
		return line;
	}

	private TableRow row(Line first) {
		if (first.tooLong()) {
			return TableRow.bad(first.number(), TableRow.LINE_TOO_LONG, first.text());
		}
		if (first.text().indexOf('"') < 0) {
			return checked(first.number(), plain(first.text()), first.text());
		}
		String whole = whole(first);
		if (whole == null) {
			return TableRow.bad(first.number(), TableRow.BROKEN_QUOTES, first.text());
		}
		try {
			return checked(first.number(), this.parser.ofSingleCsvRecord(whole).getFields(), whole);
		}
		catch (CsvParseException ex) {
			return TableRow.bad(first.number(), TableRow.BROKEN_QUOTES, whole);
		}
	}

	/** The lines up to the end of a quoted cell; null where there is none. */
	private @Nullable String whole(Line first) {
		boolean open = isOpenBehind(first.text(), false);
		if (!open) {
			return first.text();
		}
		StringBuilder whole = new StringBuilder(first.text());
		List<Line> held = new ArrayList<>();
		while (open) {
			Line line = take();
			boolean fits = line != null && !line.tooLong() && held.size() < LONGEST_CELL
					&& whole.length() + line.text().length() <= this.limits.rowLength();
			if (line != null) {
				held.add(line);
			}
			if (line == null || !fits || isClosedAmidst(line.text())) {
				for (int i = held.size() - 1; i >= 0; i--) {
					this.again.push(held.get(i));
				}
				this.line = first.number();
				return null;
			}
			whole.append('\n').append(line.text());
			open = isOpenBehind(line.text(), true);
		}
		return whole.toString();
	}

	/**
	 * Whether the mark that would close a cell begun on an earlier line has letters right
	 * behind it: then it opens a cell of its own, and the one before was never closed.
	 */
	private boolean isClosedAmidst(String text) {
		int at = text.indexOf('"');
		while (at >= 0 && at + 1 < text.length() && text.charAt(at + 1) == '"') {
			at = text.indexOf('"', at + 2);
		}
		if (at < 0 || at + 1 >= text.length()) {
			return false;
		}
		char behind = text.charAt(at + 1);
		return behind != this.separator && behind != ' ';
	}

	/**
	 * Whether a quoted cell is open behind the text; a mark inside a plain cell is none.
	 */
	private boolean isOpenBehind(String text, boolean openBefore) {
		boolean open = openBefore;
		boolean atStart = !openBefore;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (open) {
				if (c == '"') {
					if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
						i++;
					}
					else {
						open = false;
					}
				}
			}
			else if (c == '"' && atStart) {
				open = true;
				atStart = false;
			}
			else if (c == this.separator) {
				atStart = true;
			}
			else if (c != ' ') {
				atStart = false;
			}
		}
		return open;
	}

	private List<String> plain(String text) {
		List<String> cells = new ArrayList<>();
		int start = 0;
		for (int end = text.indexOf(this.separator); end >= 0; end = text.indexOf(this.separator, start)) {
			cells.add(text.substring(start, end));
			start = end + 1;
			if (cells.size() > this.limits.columns()) {
				return cells;
			}
		}
		cells.add(text.substring(start));
		return cells;
	}

	private TableRow checked(long number, List<String> cells, String text) {
		if (cells.size() > this.limits.columns()) {
			return TableRow.bad(number, TableRow.TOO_WIDE, text);
		}
		List<String> read = new ArrayList<>(cells.size());
		for (String cell : cells) {
			read.add(Escapes.unescape(cell));
		}
		return TableRow.of(number, read);
	}

	@Override
	public long position() {
		return this.lines.position();
	}

	@Override
	public long line() {
		return this.line;
	}

	@Override
	public void close() {
		this.lines.close();
	}

}
