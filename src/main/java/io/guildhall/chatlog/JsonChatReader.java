package io.guildhall.chatlog;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * What the readers of JSON share: they go token by token. Where the JSON itself breaks
 * off, what came before is kept and the place is reported.
 */
abstract class JsonChatReader implements ChatReader {

	final JsonParser parser;

	final int longestString;

	private final Counted input;

	private final Deque<ChatRecord> ready = new ArrayDeque<>();

	private boolean ended;

	JsonChatReader(InputStream input, Recognition recognition, ReadOptions options) {
		this.input = new Counted(new BufferedInputStream(input, 1 << 16));
		this.longestString = options.maxLineLength();
		this.parser = parser(this.input, recognition.charset(), this.longestString);
	}

	/** A parser that forgives what exporters write, and holds no more than a string. */
	static JsonParser parser(InputStream input, Charset charset, int longestString) {
		JsonFactory factory = JsonFactory.builder()
			.enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
			.enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxStringLength(longestString * 2)
				.maxDocumentLength(-1)
				.maxTokenCount(-1)
				.build())
			.build();
		return factory.createParser(ObjectReadContext.empty(),
				new LenientJson(new Unmarked(new InputStreamReader(input, charset)), longestString));
	}

	/** Takes one token; calls {@link #emit} for each record that is complete. */
	abstract void take(JsonToken token);

	/** The chat that is read now. */
	abstract Chat chat();

	/** What is told where the JSON is none from here on. */
	Bad breaksOff(String problem) {
		return new Bad(chat(), line(), Bad.BROKEN_JSON, problem);
	}

	@Override
	public final @Nullable ChatRecord next() {
		while (this.ready.isEmpty() && !this.ended) {
			try {
				JsonToken token = this.parser.nextToken();
				if (token == null) {
					this.ended = true;
				}
				else {
					take(token);
				}
			}
			catch (JacksonIOException ex) {
				throw new UncheckedIOException(ex.getCause());
			}
			catch (JacksonException ex) {
				this.ended = true;
				String problem = ex.getOriginalMessage();
				emit(breaksOff((problem != null) ? problem : ""));
			}
		}
		return this.ready.poll();
	}

	final void emit(ChatRecord theRecord) {
		this.ready.add(theRecord);
	}

	/** A value as text; what is an object or an array is skipped, and null. */
	final @Nullable String scalar(JsonToken token) {
		if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
			this.parser.skipChildren();
			return null;
		}
		return (token == JsonToken.VALUE_NULL) ? null : this.parser.getString();
	}

	@Override
	public final long position() {
		return this.input.count;
	}

	@Override
	public final long line() {
		return this.parser.currentTokenLocation().getLineNr();
	}

	@Override
	public final void close() {
		this.parser.close();
		try {
			this.input.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Drops a byte order mark. */
	private static final class Unmarked extends FilterReader {

		private boolean begun;

		private Unmarked(Reader source) {
			super(source);
		}

		@Override
		public int read(char[] target, int offset, int length) throws IOException {
			int count = super.read(target, offset, length);
			if (this.begun || count < 1) {
				return count;
			}
			this.begun = true;
			if (target[offset] != '\uFEFF') {
				return count;
			}
			if (count == 1) {
				return super.read(target, offset, length);
			}
			System.arraycopy(target, offset + 1, target, offset, count - 1);
			return count - 1;
		}

	}

	/** Knows how many bytes went through. */
	static final class Counted extends FilterInputStream {

		long count;

		Counted(InputStream source) {
			super(source);
		}

		@Override
		public int read() throws IOException {
			int read = super.read();
			this.count += (read < 0) ? 0 : 1;
			return read;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int read = super.read(target, offset, length);
			this.count += Math.max(read, 0);
			return read;
		}

	}

}
