package io.guildhall.chatlog;

import java.io.IOException;
import java.io.Reader;

/**
 * Makes valid JSON of what Telegram Desktop writes: {@code \xNN} becomes a proper escape,
 * and a string without end is cut, so that a parser behind it never holds more than the
 * limit.
 */
final class LenientJson extends Reader {

	private static final int CHUNK = 1 << 14;

	private final Reader source;

	private final int longestString;

	private final char[] in = new char[CHUNK];

	/** An escape may grow by two characters and be held back from the chunk before. */
	private final char[] out = new char[2 * CHUNK + 16];

	private int from;

	private int to;

	private boolean ended;

	private boolean inString;

	private int stringLength;

	/**
	 * How much of an escape has been seen: 0 none, 1 the backslash, 2 an x, 3 one digit.
	 */
	private int escape;

	private char digit;

	/** Digits of an escape that has been let through. */
	private int owed;

	/**
	 * @param longestString how many characters of a string are let through; the reader
	 * sees exactly that many of a longer one
	 */
	LenientJson(Reader source, int longestString) {
		this.source = source;
		this.longestString = longestString;
	}

	@Override
	public int read(char[] target, int offset, int length) throws IOException {
		while (this.from == this.to) {
			if (this.ended) {
				return -1;
			}
			refill();
		}
		int count = Math.min(length, this.to - this.from);
		System.arraycopy(this.out, this.from, target, offset, count);
		this.from += count;
		return count;
	}

	private void refill() throws IOException {
		this.from = 0;
		this.to = 0;
		int count = this.source.read(this.in, 0, CHUNK);
		if (count < 0) {
			this.ended = true;
			return;
		}
		for (int i = 0; i < count; i++) {
			take(this.in[i]);
		}
	}

	private void take(char c) {
		if (!this.inString) {
			this.inString = c == '"';
			this.stringLength = 0;
			this.out[this.to++] = c;
			return;
		}
		switch (this.escape) {
			case 1 -> afterBackslash(c);
			case 2 -> {
				this.digit = c;
				this.escape = 3;
			}
			case 3 -> {
				this.escape = 0;
				boolean hex = Character.digit(this.digit, 16) >= 0 && Character.digit(c, 16) >= 0;
				if (fits()) {
					write(hex ? "\\u00" : "\\\\x");
					this.out[this.to++] = this.digit;
					this.out[this.to++] = c;
				}
			}
			default -> plain(c);
		}
	}

	private void afterBackslash(char c) {
		this.escape = 0;
		if (c == 'x') {
			this.escape = 2;
		}
		else if (fits()) {
			this.out[this.to++] = '\\';
			this.out[this.to++] = c;
			this.owed = (c == 'u') ? 4 : 0;
		}
	}

	private void plain(char c) {
		if (c == '\\') {
			this.escape = 1;
		}
		else if (c == '"') {
			this.inString = false;
			this.owed = 0;
			this.out[this.to++] = c;
		}
		else if (this.owed > 0) {
			this.owed--;
			this.out[this.to++] = c;
		}
		else if (fits()) {
			this.out[this.to++] = c;
		}
	}

	private boolean fits() {
		return this.stringLength++ < this.longestString;
	}

	private void write(String text) {
		text.getChars(0, text.length(), this.out, this.to);
		this.to += text.length();
	}

	@Override
	public void close() throws IOException {
		this.source.close();
	}

}
