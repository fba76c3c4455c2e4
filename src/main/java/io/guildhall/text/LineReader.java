package io.guildhall.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Lines of a stream, cut in bytes and decoded one by one, so that a broken character
 * spoils its own line only and a line without end is never held.
 */
public final class LineReader implements Closeable {

	private static final int CHUNK = 1 << 16;

	private static final Charset WINDOWS_LATIN = Charset.forName("windows-1252");

	private final InputStream input;

	private final Charset charset;

	/** 1, or 2 for UTF-16. */
	private final int unit;

	private final int newlineAt;

	private final boolean utf8;

	private final int maxLength;

	private byte[] buffer = new byte[CHUNK];

	private int from;

	private int to;

	private long consumed;

	private long number;

	private boolean tooLong;

	/**
	 * Reads lines of the stream and closes it in the end.
	 * @param maxLength how many bytes of a line are kept
	 */
	public LineReader(InputStream input, Charset charset, int maxLength) {
		this.input = input;
		this.charset = charset;
		this.maxLength = Math.max(maxLength, 256);
		this.unit = charset.name().startsWith("UTF-16") ? 2 : 1;
		this.utf8 = charset.equals(StandardCharsets.UTF_8);
		this.newlineAt = charset.equals(StandardCharsets.UTF_16BE) ? 1 : 0;
	}

	/**
	 * The next line without its end, or null; of a line that is too long its beginning.
	 */
	public @Nullable String next() {
		try {
			return read();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Whether the line was longer than allowed and is not here as a whole. */
	public boolean tooLong() {
		return this.tooLong;
	}

	/** The number of the line that was read last, from 1. */
	public long number() {
		return this.number;
	}

	/** How many bytes are done. */
	public long position() {
		return this.consumed;
	}

	private @Nullable String read() throws IOException {
		this.tooLong = false;
		int scanned = this.from;
		while (true) {
			int newline = newline(scanned);
			if (newline >= 0) {
				String line = decode(this.from, newline);
				advance(newline + this.unit);
				return line;
			}
			if (this.to - this.from > this.maxLength) {
				return skip();
			}
			scanned = Math.max(this.from, this.to - (this.to - this.from) % this.unit);
			int shift = this.from;
			if (!fill()) {
				if (this.from == this.to) {
					return null;
				}
				String line = decode(this.from, this.to);
				advance(this.to);
				return line;
			}
			scanned -= shift - this.from;
		}
	}

	private String skip() throws IOException {
		this.tooLong = true;
		String start = decode(this.from, whole(this.from + 256));
		while (true) {
			int rest = (this.to - this.from) % this.unit;
			this.consumed += this.to - this.from - rest;
			this.from = this.to - rest;
			if (!fill()) {
				advance(this.to);
				return start;
			}
			int newline = newline(this.from);
			if (newline >= 0) {
				advance(newline + this.unit);
				return start;
			}
		}
	}

	/** The end of the last whole character before. */
	private int whole(int end) {
		int whole = end;
		while (this.utf8 && whole > this.from && (this.buffer[whole] & 0xC0) == 0x80) {
			whole--;
		}
		return whole;
	}

	private void advance(int end) {
		this.consumed += end - this.from;
		this.from = end;
		this.number++;
	}

	private int newline(int start) {
		byte[] bytes = this.buffer;
		int end = this.to;
		if (this.unit == 1) {
			for (int i = start; i < end; i++) {
				if (bytes[i] == '\n') {
					return i;
				}
			}
			return -1;
		}
		for (int i = start; i + 1 < end; i += 2) {
			if (bytes[i + this.newlineAt] == '\n' && bytes[i + 1 - this.newlineAt] == 0) {
				return i;
			}
		}
		return -1;
	}

	/** Makes room and reads on; false at the end. */
	private boolean fill() throws IOException {
		if (this.from > 0) {
			System.arraycopy(this.buffer, this.from, this.buffer, 0, this.to - this.from);
			this.to -= this.from;
			this.from = 0;
		}
		if (this.to == this.buffer.length) {
			this.buffer = Arrays.copyOf(this.buffer, this.buffer.length * 2);
		}
		int read = this.input.read(this.buffer, this.to, this.buffer.length - this.to);
		if (read < 0) {
			return false;
		}
		this.to += read;
		return true;
	}

	private String decode(int start, int end) {
		if (this.unit == 1) {
			int last = (end > start && this.buffer[end - 1] == '\r') ? end - 1 : end;
			String line = new String(this.buffer, start, last - start, this.charset);
			if (this.utf8 && line.indexOf('\uFFFD') >= 0) {
				line = decodeDoubtful(start, last);
			}
			return unmarked(line);
		}
		String line = new String(this.buffer, start, end - start, this.charset);
		return unmarked(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
	}

	/** Old logs hold single lines that are not UTF-8. */
	private String decodeDoubtful(int start, int end) {
		ByteBuffer bytes = ByteBuffer.wrap(this.buffer, start, end - start);
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
		}
		catch (CharacterCodingException ex) {
			return new String(this.buffer, start, end - start, WINDOWS_LATIN);
		}
	}

	private String unmarked(String line) {
		boolean marked = this.number == 0 && !line.isEmpty() && line.charAt(0) == '\uFEFF';
		return marked ? line.substring(1) : line;
	}

	@Override
	public void close() {
		try {
			this.input.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
