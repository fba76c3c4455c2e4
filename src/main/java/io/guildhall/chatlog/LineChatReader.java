package io.guildhall.chatlog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.guildhall.text.LineReader;

/** What the readers of line by line formats share. */
abstract class LineChatReader implements ChatReader {

	private static final int REMEMBERED_SPEAKERS = 20_000;

	final LineReader lines;

	final ExternalIds ids = new ExternalIds();

	private final Deque<ChatRecord> ready = new ArrayDeque<>();

	private final Map<String, Speaker> speakers = new HashMap<>();

	private boolean ended;

	LineChatReader(LineReader lines) {
		this.lines = lines;
	}

	/** Takes one line; calls {@link #emit} for each record that is complete. */
	abstract void take(String line);

	/** The file is over. */
	void end() {
	}

	/** The chat of a line that cannot be read. */
	abstract Chat chat();

	@Override
	public final @Nullable ChatRecord next() {
		while (this.ready.isEmpty() && !this.ended) {
			String line = this.lines.next();
			if (line == null) {
				this.ended = true;
				end();
			}
			else if (this.lines.tooLong()) {
				takeTooLong(line);
			}
			else {
				take(line);
			}
		}
		return this.ready.poll();
	}

	void takeTooLong(String start) {
		bad(this.lines.number(), Bad.LINE_TOO_LONG, start);
	}

	final void emit(ChatRecord theRecord) {
		this.ready.add(theRecord);
	}

	final void bad(long line, String reason, String excerpt) {
		emit(new Bad(chat(), line, reason, excerpt));
	}

	/** The same object for the same raw name, as far as memory allows. */
	final Speaker speaker(String raw, Function<String, Speaker> making) {
		Speaker known = this.speakers.get(raw);
		if (known == null) {
			if (this.speakers.size() >= REMEMBERED_SPEAKERS) {
				this.speakers.clear();
			}
			known = making.apply(raw);
			this.speakers.put(raw, known);
		}
		return known;
	}

	final boolean hasSpoken(String raw) {
		return this.speakers.containsKey(raw);
	}

	@Override
	public final long position() {
		return this.lines.position();
	}

	@Override
	public final long line() {
		return this.lines.number();
	}

	@Override
	public final void close() {
		this.lines.close();
	}

}
