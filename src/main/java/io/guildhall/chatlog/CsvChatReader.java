package io.guildhall.chatlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.guildhall.text.LineReader;

/**
 * What the readers of tables share. Quoted fields run over many lines; a quote that is
 * never closed costs the rows up to the next line that can only be the beginning of a
 * row.
 */
abstract class CsvChatReader extends LineChatReader {

	final Chat chat;

	final LocalTimes times;

	private final int maxLength;

	private final StringBuilder row = new StringBuilder();

	/** The line at which the row begins. */
	long rowAt;

	private boolean open;

	/** Up to the next line that can only be the beginning of a row. */
	private boolean lost;

	private @Nullable Map<String, Integer> columns;

	private final List<String> fields = new ArrayList<>();

	CsvChatReader(ChatSource source, Recognition recognition, ReadOptions options, Chat chat) throws IOException {
		super(new LineReader(source.open(), recognition.charset(), options.maxLineLength()));
		this.chat = chat;
		this.times = new LocalTimes(options.zone());
		this.maxLength = options.maxLineLength();
	}

	@Override
	final Chat chat() {
		return this.chat;
	}

	/** Whether the line can only be the beginning of a row. */
	abstract boolean begins(String line);

	/**
	 * Takes a row that has all of its fields.
	 * @param line as it stands in the file, with its quotes
	 */
	abstract void takeFields(String line);

	@Override
	final void take(String line) {
		boolean start = (this.open || this.lost) && begins(line);
		if (this.lost && !start) {
			return;
		}
		this.lost = false;
		if (this.open && start) {
			bad(this.rowAt, Bad.BROKEN_QUOTES, this.row.toString());
			this.open = false;
		}
		if (this.open) {
			this.row.append('\n').append(line);
		}
		else {
			this.row.setLength(0);
			this.row.append(line);
			this.rowAt = this.lines.number();
		}
		this.open ^= hasOddQuotes(line);
		if (!this.open) {
			takeRow(this.row.toString());
		}
		else if (this.row.length() > this.maxLength) {
			bad(this.rowAt, Bad.LINE_TOO_LONG, this.row.toString());
			this.open = false;
			this.lost = true;
		}
	}

	@Override
	final void takeTooLong(String start) {
		bad(this.open ? this.rowAt : this.lines.number(), Bad.LINE_TOO_LONG, this.open ? this.row.toString() : start);
		this.open = false;
		this.lost = this.columns != null;
	}

	@Override
	final void end() {
		if (this.open) {
			bad(this.rowAt, Bad.BROKEN_QUOTES, this.row.toString());
		}
	}

	/** The field below a column of the head, in lower case; empty where there is none. */
	final String field(String column) {
		Integer index = (this.columns != null) ? this.columns.get(column) : null;
		return (index != null && index < this.fields.size()) ? this.fields.get(index).strip() : "";
	}

	private static boolean hasOddQuotes(String line) {
		boolean odd = false;
		for (int i = line.indexOf('"'); i >= 0; i = line.indexOf('"', i + 1)) {
			odd = !odd;
		}
		return odd;
	}

	private void takeRow(String line) {
		if (line.isBlank()) {
			return;
		}
		split(line);
		if (this.columns == null) {
			this.columns = new HashMap<>();
			for (int i = 0; i < this.fields.size(); i++) {
				this.columns.put(this.fields.get(i).strip().toLowerCase(Locale.ROOT), i);
			}
		}
		else if (this.fields.size() < this.columns.size()) {
			bad(this.rowAt, Bad.FIELDS_MISSING, line);
		}
		else {
			takeFields(line);
		}
	}

	private void split(String line) {
		this.fields.clear();
		StringBuilder field = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < line.length(); i++) {
			char c = line.charAt(i);
			if (quoted) {
				if (c != '"') {
					field.append(c);
				}
				else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
					field.append('"');
					i++;
				}
				else {
					quoted = false;
				}
			}
			else if (c == '"') {
				quoted = true;
			}
			else if (c == ',') {
				this.fields.add(field.toString());
				field.setLength(0);
			}
			else {
				field.append(c);
			}
		}
		this.fields.add(field.toString());
	}

}
