package io.guildhall.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A workbook on the disk, looked through before a parser touches it: a few kilobytes can
 * unpack to more than a machine has. All parts are unpacked once and only counted.
 */
final class Workbook implements AutoCloseable {

	/** Small workbooks may be packed as tightly as they like. */
	private static final long RATIO_COUNTS_FROM = 32L << 20;

	private static final int CHUNK = 1 << 16;

	private final Path file;

	private final String fileName;

	private final TableLimits limits;

	private long unpacked;

	private long rows;

	private boolean styled;

	private Workbook(Path file, String fileName, TableLimits limits) {
		this.file = file;
		this.fileName = fileName;
		this.limits = limits;
	}

	/**
	 * Copies the source to the disk and looks through it.
	 * @throws TableRefused where it asks for more than the limits allow, or is no
	 * workbook
	 */
	static Workbook of(TableSource source, TableLimits limits) throws IOException {
		Path file = Files.createTempFile("guildhall", ".xlsx");
		Workbook workbook = new Workbook(file, source.fileName(), limits);
		try {
			workbook.copy(source);
			workbook.check();
			return workbook;
		}
		catch (IOException | RuntimeException ex) {
			workbook.close();
			throw ex;
		}
	}

	Path file() {
		return this.file;
	}

	/** Whether it says how cells look, by which dates are known. */
	boolean isStyled() {
		return this.styled;
	}

	/** How many rows its sheets have together. */
	long rows() {
		return this.rows;
	}

	private void copy(TableSource source) throws IOException {
		try (InputStream input = source.open(); var output = Files.newOutputStream(this.file)) {
			byte[] chunk = new byte[CHUNK];
			long size = 0;
			for (int read = input.read(chunk); read >= 0; read = input.read(chunk)) {
				size += read;
				if (size > this.limits.fileSize()) {
					throw TableRefused.because(TableRefused.TOO_LARGE, this.fileName);
				}
				output.write(chunk, 0, read);
			}
		}
	}

	private void check() throws IOException {
		boolean found = false;
		try (ZipFile zip = new ZipFile(this.file.toFile())) {
			if (zip.size() > this.limits.parts()) {
				throw TableRefused.because(TableRefused.ZIP_BOMB, this.fileName);
			}
			long packed = Files.size(this.file);
			Enumeration<? extends ZipEntry> entries = zip.entries();
			while (entries.hasMoreElements()) {
				ZipEntry entry = entries.nextElement();
				String name = entry.getName();
				found |= name.equals("xl/workbook.xml");
				this.styled |= name.endsWith("styles.xml");
				long most = name.endsWith("sharedStrings.xml") ? this.limits.sharedTextSize() : Long.MAX_VALUE;
				try (InputStream content = zip.getInputStream(entry)) {
					check(content, name.endsWith(".xml") || name.endsWith(".rels"), packed, most);
				}
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			// The file lies on our own disk: what cannot be read there is not as it
			// should be.
			throw TableRefused.because(TableRefused.DAMAGED, this.fileName);
		}
		if (!found) {
			throw TableRefused.because(TableRefused.NOT_A_TABLE, this.fileName);
		}
	}

	private void check(InputStream content, boolean xml, long packed, long most) throws IOException {
		Markup markup = new Markup();
		byte[] chunk = new byte[CHUNK];
		long size = 0;
		for (int read = content.read(chunk); read >= 0; read = content.read(chunk)) {
			size += read;
			this.unpacked += read;
			boolean swollen = this.unpacked > RATIO_COUNTS_FROM && this.unpacked / packed > this.limits.ratio();
			if (this.unpacked > this.limits.unpackedSize() || size > most || swollen) {
				throw TableRefused.because(TableRefused.ZIP_BOMB, this.fileName);
			}
			for (int i = 0; xml && i < read; i++) {
				markup.take(chunk[i]);
			}
		}
	}

	@Override
	public void close() {
		try {
			Files.deleteIfExists(this.file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Watches XML go by: how long its texts are, and how many cells its rows have. */
	private final class Markup {

		/** An entity that is declared in the file could grow without end. */
		private static final String DECLARATION = "!DOCTYPE";

		private final StringBuilder name = new StringBuilder(DECLARATION.length());

		private boolean naming;

		private long run;

		private int cells;

		private void take(byte b) {
			if (b == '<') {
				this.run = 0;
				this.naming = true;
				this.name.setLength(0);
				return;
			}
			if (++this.run > 4L * Workbook.this.limits.rowLength()) {
				throw TableRefused.because(TableRefused.LINE_TOO_LONG, Workbook.this.fileName);
			}
			if (!this.naming) {
				return;
			}
			if (b == ':') {
				this.name.setLength(0);
			}
			else if (b > ' ' && b != '>' && b != '/' && this.name.length() < DECLARATION.length()) {
				this.name.append((char) b);
			}
			else {
				this.naming = false;
				named();
			}
		}

		private void named() {
			if (this.name.length() == 1 && this.name.charAt(0) == 'c') {
				this.cells++;
				if (this.cells > Workbook.this.limits.columns()) {
					throw TableRefused.because(TableRefused.TOO_WIDE, Workbook.this.fileName);
				}
			}
			else if (this.name.length() == 3 && this.name.indexOf("row") == 0) {
				this.cells = 0;
				Workbook.this.rows++;
			}
			else if (this.name.indexOf(DECLARATION) == 0 || this.name.indexOf("!ENTITY") == 0) {
				throw TableRefused.because(TableRefused.DAMAGED, Workbook.this.fileName);
			}
		}

	}

}
