package io.guildhall.chatlog;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

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
 * Reads Telegram Desktop's {@code result.json} token by token. Where the JSON itself
 * breaks off, what came before is kept and the place is reported.
 */
final class TelegramReader implements ChatReader {

	static final String CARRIER = ChatFormat.TELEGRAM_JSON.carrier();

	private final Counted input;

	private final JsonParser parser;

	private final LocalTimes times;

	private final int longestString;

	private final ExternalIds ids = new ExternalIds();

	private final Deque<ChatRecord> ready = new ArrayDeque<>();

	private final @Nullable String defaultName;

	private Chat chat;

	private @Nullable String chatId;

	private @Nullable String chatName;

	private boolean inMessages;

	private boolean ended;

	private TelegramReader(InputStream input, Recognition recognition, ReadOptions options) {
		this.input = new Counted(new BufferedInputStream(input, 1 << 16));
		this.longestString = options.maxLineLength();
		JsonFactory factory = JsonFactory.builder()
			.enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
			.enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxStringLength(this.longestString * 2)
				.maxDocumentLength(-1)
				.maxTokenCount(-1)
				.build())
			.build();
		this.parser = factory.createParser(ObjectReadContext.empty(), new LenientJson(
				new Unmarked(new InputStreamReader(this.input, recognition.charset())), this.longestString));
		this.times = new LocalTimes(options.zone());
		this.defaultName = recognition.chatName();
		this.chat = new Chat((this.defaultName != null) ? this.defaultName : "", this.defaultName);
	}

	static TelegramReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		return new TelegramReader(source.open(), recognition, options);
	}

	@Override
	public @Nullable ChatRecord next() {
		while (this.ready.isEmpty() && !this.ended) {
			try {
				advance();
			}
			catch (JacksonIOException ex) {
				throw new UncheckedIOException(ex.getCause());
			}
			catch (JacksonException ex) {
				this.ended = true;
				String problem = ex.getOriginalMessage();
				this.ready.add(new Bad(this.chat, line(), Bad.BROKEN_JSON, (problem != null) ? problem : ""));
			}
		}
		return this.ready.poll();
	}

	private void advance() {
		JsonToken token = this.parser.nextToken();
		if (token == null) {
			this.ended = true;
		}
		else if (this.inMessages) {
			switch (token) {
				case END_ARRAY -> this.inMessages = false;
				case START_OBJECT -> takeMessage();
				default -> this.parser.skipChildren();
			}
		}
		else if (token == JsonToken.START_OBJECT) {
			this.chatId = null;
			this.chatName = null;
		}
		else if (token == JsonToken.PROPERTY_NAME) {
			takeHead(this.parser.currentName());
		}
	}

	private void takeHead(String name) {
		JsonToken value = this.parser.nextToken();
		switch (name) {
			case "chats", "left_chats", "list" -> {
				// What lies in these is walked through.
			}
			case "name" -> this.chatName = scalar(value);
			case "id" -> this.chatId = scalar(value);
			case "messages" -> {
				if (value == JsonToken.START_ARRAY) {
					this.inMessages = true;
					String shown = (this.chatName != null) ? this.chatName : this.defaultName;
					String key = (this.chatId != null) ? this.chatId : shown;
					this.chat = new Chat((key != null) ? key : "", shown);
				}
			}
			default -> this.parser.skipChildren();
		}
	}

	private @Nullable String scalar(JsonToken token) {
		if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
			this.parser.skipChildren();
			return null;
		}
		return (token == JsonToken.VALUE_NULL) ? null : this.parser.getString();
	}

	private void takeMessage() {
		Message message = new Message(line());
		for (String field = this.parser.nextName(); field != null; field = this.parser.nextName()) {
			JsonToken value = this.parser.nextToken();
			switch (field) {
				case "id" -> message.id = scalar(value);
				case "type" -> message.type = scalar(value);
				case "date" -> message.date = scalar(value);
				case "date_unixtime" -> message.unixtime = scalar(value);
				case "from", "actor" -> message.name = kept(message, scalar(value));
				case "from_id", "actor_id" -> message.account = account(value);
				case "action" -> message.action = scalar(value);
				case "members" -> takeMembers(message, value);
				case "media_type" -> message.media = scalar(value);
				case "reply_to_message_id" -> message.replyTo = scalar(value);
				case "text" -> takeText(message, value);
				case "text_entities" -> {
					if (message.text.isEmpty()) {
						takeText(message, value);
					}
					else {
						this.parser.skipChildren();
					}
				}
				case "photo" -> message.note(SpeechKind.IMAGE, value, this.parser);
				case "file" -> message.note(SpeechKind.FILE, value, this.parser);
				case "poll" -> message.note(SpeechKind.POLL, value, this.parser);
				case "location_information" -> message.note(SpeechKind.LOCATION, value, this.parser);
				case "contact_information", "invoice_information" -> message.note(SpeechKind.OTHER, value, this.parser);
				default -> this.parser.skipChildren();
			}
		}
		tell(message);
	}

	private @Nullable String kept(Message message, @Nullable String text) {
		if (text != null && text.length() >= this.longestString) {
			message.tooLong = true;
		}
		return text;
	}

	/** Before 2021 the id of a user was a bare number. */
	private @Nullable String account(JsonToken value) {
		String account = scalar(value);
		return (account != null && value == JsonToken.VALUE_NUMBER_INT) ? "user" + account : account;
	}

	private void takeMembers(Message message, JsonToken value) {
		if (value != JsonToken.START_ARRAY) {
			this.parser.skipChildren();
			return;
		}
		for (JsonToken token = this.parser.nextToken(); token != null
				&& token != JsonToken.END_ARRAY; token = this.parser.nextToken()) {
			String member = scalar(token);
			if (member != null && !member.isBlank()) {
				message.members.add(member);
			}
		}
	}

	private void takeText(Message message, JsonToken value) {
		if (value == JsonToken.VALUE_STRING) {
			append(message, this.parser.getString());
			return;
		}
		if (value != JsonToken.START_ARRAY) {
			this.parser.skipChildren();
			return;
		}
		for (JsonToken token = this.parser.nextToken(); token != null
				&& token != JsonToken.END_ARRAY; token = this.parser.nextToken()) {
			if (token == JsonToken.VALUE_STRING) {
				append(message, this.parser.getString());
			}
			else if (token == JsonToken.START_OBJECT) {
				takePiece(message);
			}
			else {
				this.parser.skipChildren();
			}
		}
	}

	private void takePiece(Message message) {
		for (String field = this.parser.nextName(); field != null; field = this.parser.nextName()) {
			JsonToken value = this.parser.nextToken();
			if (field.equals("text") && value == JsonToken.VALUE_STRING) {
				append(message, this.parser.getString());
			}
			else if (field.equals("type") && value == JsonToken.VALUE_STRING) {
				String type = this.parser.getString();
				message.hasLink |= type.equals("link") || type.equals("text_link");
			}
			else {
				this.parser.skipChildren();
			}
		}
	}

	private void append(Message message, String text) {
		if (text.length() >= this.longestString || message.text.length() + text.length() > this.longestString) {
			message.tooLong = true;
		}
		else {
			message.text.append(text);
		}
	}

	private void tell(Message message) {
		if ("unsupported".equals(message.type)) {
			return;
		}
		String text = message.text.toString();
		if (message.tooLong) {
			this.ready.add(new Bad(this.chat, message.line, Bad.LINE_TOO_LONG, text));
			return;
		}
		LocalTimes.Moment moment = moment(message);
		if (moment == null) {
			this.ready.add(new Bad(this.chat, message.line, Bad.TIME_UNREADABLE, message.excerpt()));
			return;
		}
		if ("service".equals(message.type)) {
			serve(message, moment);
			return;
		}
		Speaker speaker = message.speaker();
		if (speaker == null) {
			this.ready.add(new Bad(this.chat, message.line, Bad.SPEAKER_MISSING, message.excerpt()));
			return;
		}
		String id = (message.id != null) ? id(message.id) : this.ids.of(this.chat.key(),
				(message.unixtime != null) ? message.unixtime : moment.local(), speaker.handle(), text);
		this.ready.add(new Spoke(this.chat, message.line, moment.at(), moment.doubtful(), id, speaker,
				message.kind(text), Words.length(text), (message.replyTo != null) ? id(message.replyTo) : null, text,
				message.hasLink || Words.hasLink(text)));
	}

	private String id(String messageId) {
		return this.chat.key() + "/" + messageId;
	}

	private LocalTimes.@Nullable Moment moment(Message message) {
		try {
			if (message.unixtime != null) {
				Instant at = Instant.ofEpochSecond(Long.parseLong(message.unixtime));
				return new LocalTimes.Moment(LocalDateTime.MIN, at, false);
			}
			return (message.date != null) ? this.times.at(LocalDateTime.parse(message.date)) : null;
		}
		catch (NumberFormatException | DateTimeException ex) {
			return null;
		}
	}

	private void serve(Message message, LocalTimes.Moment moment) {
		String action = (message.action != null) ? message.action : "";
		Speaker actor = message.speaker();
		switch (action) {
			case "join_group_by_link", "join_group_by_request" -> {
				if (actor != null) {
					join(message, moment, actor, null, 0);
				}
			}
			case "create_group", "invite_members" -> {
				boolean creates = action.equals("create_group");
				if (creates && actor != null) {
					join(message, moment, actor, null, 0);
				}
				int nth = 1;
				for (String member : message.members) {
					Speaker self = member.equals(message.name) ? actor : null;
					if (self == null) {
						join(message, moment, Speaker.named(CARRIER, member), actor, nth);
					}
					else if (!creates) {
						join(message, moment, self, null, nth);
					}
					nth++;
				}
			}
			case "remove_members" -> {
				int nth = 1;
				for (String member : message.members) {
					Speaker self = member.equals(message.name) ? actor : null;
					Speaker who = (self != null) ? self : Speaker.named(CARRIER, member);
					this.ready.add(new Left(this.chat, message.line, moment.at(), moment.doubtful(),
							eventId(message, moment, who, nth++), who, (self != null) ? null : actor));
				}
			}
			default -> {
				// Pins, calls, topics and payments tell nothing of who is in the chat.
			}
		}
	}

	private void join(Message message, LocalTimes.Moment moment, Speaker who, @Nullable Speaker by, int nth) {
		this.ready.add(new Joined(this.chat, message.line, moment.at(), moment.doubtful(),
				eventId(message, moment, who, nth), who, by));
	}

	private String eventId(Message message, LocalTimes.Moment moment, Speaker who, int nth) {
		return (message.id != null) ? id(message.id) + "#" + nth
				: this.ids.of(this.chat.key(), moment.at(), who.handle(), "member", nth);
	}

	@Override
	public long position() {
		return this.input.count;
	}

	@Override
	public long line() {
		return this.parser.currentTokenLocation().getLineNr();
	}

	@Override
	public void close() {
		this.parser.close();
		try {
			this.input.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** One message while its fields come in. */
	private static final class Message {

		private final long line;

		private final StringBuilder text = new StringBuilder();

		private final List<String> members = new ArrayList<>();

		private @Nullable String id;

		private @Nullable String type;

		private @Nullable String date;

		private @Nullable String unixtime;

		private @Nullable String name;

		private @Nullable String account;

		private @Nullable String action;

		private @Nullable String media;

		private @Nullable String replyTo;

		private @Nullable SpeechKind attachment;

		private boolean hasLink;

		private boolean tooLong;

		private Message(long line) {
			this.line = line;
		}

		private void note(SpeechKind kind, JsonToken value, JsonParser parser) {
			parser.skipChildren();
			if (value != JsonToken.VALUE_NULL) {
				this.attachment = kind;
			}
		}

		private @Nullable Speaker speaker() {
			if (this.account == null) {
				return (this.name == null || this.name.isBlank()) ? null : Speaker.named(CARRIER, this.name);
			}
			boolean nameless = this.name == null || this.name.isBlank();
			return new Speaker(CARRIER, this.account, (nameless || this.name == null) ? this.account : this.name,
					List.of());
		}

		private SpeechKind kind(String said) {
			if (this.media != null) {
				return switch (this.media) {
					case "sticker" -> SpeechKind.STICKER;
					case "voice_message" -> SpeechKind.VOICE;
					case "video_message", "video_file", "animation" -> SpeechKind.VIDEO;
					default -> SpeechKind.FILE;
				};
			}
			if (this.attachment != null) {
				return this.attachment;
			}
			return said.isEmpty() ? SpeechKind.OTHER : Words.kind(said);
		}

		private String excerpt() {
			return "id " + this.id + ", " + this.date + ", " + this.name + ": " + this.text;
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
	private static final class Counted extends FilterInputStream {

		private long count;

		private Counted(InputStream source) {
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
