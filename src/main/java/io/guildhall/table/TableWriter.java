package io.guildhall.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table row by row, in constant memory; what it writes, {@link Tables} reads
 * back as it was. A cell is null, a text, a number (whole or {@link BigDecimal}), a
 * boolean, a date or a local time. Closing it finishes the file and leaves the stream
 * open.
 */
public abstract class TableWriter implements Closeable {

	TableWriter() {
	}

	/**
	 * CSV in UTF-8 with the mark that spreadsheets need to see. A text that begins with
	 * =, +, -, @, a tab or a return is kept from being taken for a formula by an
	 * apostrophe.
	 */
	public static TableWriter csv(OutputStream output) {
		return new Csv(output);
	}

	/** A workbook with one sheet; its texts are texts and need no apostrophe. */
	public static TableWriter xlsx(OutputStream output, String sheet) {
		return new Xlsx(output, sheet);
	}

	/** Of that format. */
	public static TableWriter of(TableFormat format, OutputStream output, String sheet) {
		return (format == TableFormat.CSV) ? csv(output) : xlsx(output, sheet);
	}

	/**
	 * One more row.
	 * @throws UncheckedIOException where the bytes cannot be written
	 */
	public abstract void row(List<? extends @Nullable Object> cells);

	@Override
	public abstract void close();

	private static String text(Object cell) {
		if (cell instanceof BigDecimal number) {
			return number.toPlainString();
		}
		if (cell instanceof LocalDateTime time) {
			return time.toLocalDate() + " " + time.toLocalTime();
		}
		return cell.toString();
	}

	private static final class Csv extends TableWriter {

		private final OutputStream output;

		private @Nullable CsvWriter writer;

		private Csv(OutputStream output) {
			this.output = output;
		}

		@Override
		public void row(List<? extends @Nullable Object> cells) {
			CsvWriter.CsvWriterRecord line = writer().writeRecord();
			for (Object cell : cells) {
				if (cell == null) {
					line.writeField("");
				}
				else {
					line.writeField((cell instanceof Number) ? text(cell) : Escapes.escape(text(cell)));
				}
			}
			line.endRecord();
		}

		private CsvWriter writer() {
			CsvWriter begun = this.writer;
			if (begun == null) {
				begun = CsvWriter.builder()
					.lineDelimiter(LineDelimiter.CRLF)
					.build(this.output, StandardCharsets.UTF_8);
				this.writer = begun;
				mark();
			}
			return begun;
		}

		private void mark() {
			try {
				this.output.write(new byte[] { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF });
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public void close() {
			try {
				writer().flush();
				this.output.flush();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	private static final class Xlsx extends TableWriter {

		private static final int FLUSH_EVERY = 500;

		/** Excel refuses longer texts. */
		private static final int LONGEST_TEXT = 32_767;

		private final org.dhatim.fastexcel.Workbook workbook;

		private final org.dhatim.fastexcel.Worksheet sheet;

		private int next;

		private Xlsx(OutputStream output, String sheet) {
			this.workbook = new org.dhatim.fastexcel.Workbook(output, "Guildhall", "01.0000");
			this.sheet = this.workbook.newWorksheet(sheet);
		}

		@Override
		public void row(List<? extends @Nullable Object> cells) {
			for (int i = 0; i < cells.size(); i++) {
				Object cell = cells.get(i);
				if (cell != null) {
					write(i, cell);
				}
			}
			this.next++;
			if (this.next % FLUSH_EVERY == 0) {
				try {
					this.sheet.flush();
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}
		}

		private void write(int column, Object cell) {
			if (cell instanceof Number number) {
				this.sheet.value(this.next, column, number);
			}
			else if (cell instanceof Boolean bool) {
				this.sheet.value(this.next, column, bool);
			}
			else if (cell instanceof LocalDate day) {
				this.sheet.value(this.next, column, day);
				this.sheet.style(this.next, column).format("yyyy-mm-dd").set();
			}
			else if (cell instanceof LocalDateTime time) {
				this.sheet.value(this.next, column, time);
				this.sheet.style(this.next, column).format("yyyy-mm-dd hh:mm:ss").set();
			}
			else {
				String text = cell.toString();
				this.sheet.inlineString(this.next, column,
						(text.length() > LONGEST_TEXT) ? text.substring(0, LONGEST_TEXT) : text);
			}
		}

		@Override
		public void close() {
			try {
				this.workbook.finish();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
