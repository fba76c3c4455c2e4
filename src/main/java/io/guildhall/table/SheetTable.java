package io.guildhall.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/** Reads one sheet of a workbook row by row. */
final class SheetTable implements TableReader {

	/** A spreadsheet counts to fifteen digits; what stands behind is noise. */
	private static final MathContext PRECISION = new MathContext(15);

	private static final int LONGEST_NUMBER = 400;

	private final Workbook file;

	private final long size;

	private final TableLimits limits;

	private final ReadableWorkbook workbook;

	private final Stream<Row> stream;

	private final Iterator<Row> rows;

	private final String sheet;

	private long count;

	private long line;

	private boolean ended;

	private SheetTable(Workbook file, long size, ReadableWorkbook workbook, Sheet sheet, TableLimits limits)
			throws IOException {
		this.file = file;
		this.size = size;
		this.workbook = workbook;
		this.sheet = sheet.getName();
		this.limits = limits;
		this.stream = sheet.openStream();
		this.rows = this.stream.iterator();
	}

	/**
	 * Opens a sheet.
	 * @param sheetName its name; null for the first that is not hidden
	 * @throws TableRefused where the workbook is none, or asks too much
	 */
	static SheetTable open(TableSource source, @Nullable String sheetName, TableLimits limits) throws IOException {
		Workbook file = Workbook.of(source, limits);
		ReadableWorkbook workbook = null;
		try {
			workbook = new ReadableWorkbook(file.file().toFile(), new ReadingOptions(file.isStyled(), true));
			Optional<Sheet> sheet = (sheetName != null) ? workbook.findSheet(sheetName)
					: workbook.getSheets()
						.filter((each) -> each.getVisibility() == SheetVisibility.VISIBLE)
						.findFirst();
			if (sheet.isEmpty()) {
				throw TableRefused.because(TableRefused.EMPTY, source.fileName());
			}
			long size = (source.size() >= 0) ? source.size() : file.file().toFile().length();
			return new SheetTable(file, size, workbook, sheet.get(), limits);
		}
		catch (TableRefused ex) {
			close(file, workbook);
			throw ex;
		}
		catch (IOException | RuntimeException ex) {
			close(file, workbook);
			throw TableRefused.because(TableRefused.DAMAGED, source.fileName());
		}
	}

	private static void close(Workbook file, @Nullable ReadableWorkbook workbook) throws IOException {
		if (workbook != null) {
			workbook.close();
		}
		file.close();
	}

	String sheet() {
		return this.sheet;
	}

	void skipTo(long headLine) {
		while (this.line < headLine) {
			if (next() == null) {
				break;
			}
		}
	}

	@Override
	public @Nullable TableRow next() {
		while (!this.ended) {
			TableRow row = read();
			if (row == null) {
				this.ended = true;
			}
			else if (!row.isBlank()) {
				return row;
			}
		}
		return null;
	}

	private @Nullable TableRow read() {
		try {
			if (!this.rows.hasNext()) {
				return null;
			}
			Row row = this.rows.next();
			this.count++;
			this.line = row.getRowNum();
			return row(row);
		}
		catch (RuntimeException ex) {
			// The parser fails in many ways on what is damaged; none of them is ours.
			this.ended = true;
			return TableRow.bad(this.line + 1, TableRow.BROKEN_FILE, "");
		}
	}

	private TableRow row(Row row) {
		if (row.getCellCount() > this.limits.columns()) {
			return TableRow.bad(this.line, TableRow.TOO_WIDE, "");
		}
		List<String> cells = new ArrayList<>(row.getCellCount());
		long length = 0;
		for (int i = 0; i < row.getCellCount(); i++) {
			Optional<Cell> cell = row.getOptionalCell(i);
			String text = cell.isPresent() ? text(cell.get()) : "";
			length += text.length();
			if (length > this.limits.rowLength()) {
				return TableRow.bad(this.line, TableRow.LINE_TOO_LONG, text);
			}
			cells.add(text);
		}
		return TableRow.of(this.line, cells);
	}

	private String text(Cell cell) {
		if (cell.getType() == CellType.ERROR || cell.getType() == CellType.EMPTY) {
			return "";
		}
		Object value = cell.getValue();
		if (value instanceof BigDecimal number) {
			return isDate(cell) ? DateCells.ofSerial(number, this.workbook.isDate1904()) : plain(number);
		}
		if (value instanceof Boolean bool) {
			return bool.toString();
		}
		return (value != null) ? Escapes.unescape(value.toString()) : "";
	}

	private static String plain(BigDecimal number) {
		BigDecimal rounded = number.round(PRECISION).stripTrailingZeros();
		// A made-up exponent would be written out into gigabytes of zeros.
		return (Math.abs(rounded.scale()) > LONGEST_NUMBER) ? rounded.toString() : rounded.toPlainString();
	}

	private static boolean isDate(Cell cell) {
		Integer id = cell.getDataFormatId();
		// The formats of East Asian calendars have no text in the file.
		if (id != null && ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47)
				|| (id >= 50 && id <= 58))) {
			return true;
		}
		String format = cell.getDataFormatString();
		return format != null && DateCells.isDateFormat(format);
	}

	@Override
	public long position() {
		if (this.ended) {
			return this.size;
		}
		return (this.file.rows() > 0) ? (long) (this.size * (this.count / (double) this.file.rows())) : 0;
	}

	@Override
	public long line() {
		return this.line;
	}

	@Override
	public void close() {
		this.stream.close();
		try {
			close(this.file, this.workbook);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
