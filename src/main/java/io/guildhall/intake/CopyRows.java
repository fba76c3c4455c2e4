package io.guildhall.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Rows in the text format of PostgreSQL's COPY. */
final class CopyRows {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);

	private final StringBuilder row = new StringBuilder(256);

	private int count;

	/** Adds a row; null stands for null. */
	void add(@Nullable Object... values) {
		row.setLength(0);
		for (int i = 0; i < values.length; i++) {
			if (i > 0) {
				row.append('\t');
			}
			Object value = values[i];
			if (value == null) {
				row.append("\\N");
			}
			else if (value instanceof String text) {
				escape(text);
			}
			else {
				row.append(value);
			}
		}
		row.append('\n');
		bytes.writeBytes(row.toString().getBytes(StandardCharsets.UTF_8));
		count++;
	}

	int count() {
		return count;
	}

	byte[] bytes() {
		return bytes.toByteArray();
	}

	/** What means something to COPY; a zero byte is nothing that a text can hold. */
	private void escape(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			switch (c) {
				case '\\' -> row.append("\\\\");
				case '\t' -> row.append("\\t");
				case '\n' -> row.append("\\n");
				case '\r' -> row.append("\\r");
				case '\0' -> row.append(' ');
				default -> row.append(c);
			}
		}
	}

}
