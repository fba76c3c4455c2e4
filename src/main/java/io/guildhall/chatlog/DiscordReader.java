package io.guildhall.chatlog;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads the JSON of DiscordChatExporter, one channel or thread a file. Times have their
 * offset, and ids are Discord's own: the first message of a thread stands in the
 * channel's file as well, under the same id.
 */
final class DiscordReader extends JsonChatReader {

	static final String CARRIER = ChatFormat.DISCORD_JSON.carrier();

	private static final String BOT = "bot";

	private Chat chat;

	private @Nullable String guild;

	private boolean inMessages;

	private DiscordReader(InputStream input, Recognition recognition, ReadOptions options) {
		super(input, recognition, options);
		String name = recognition.chatName();
		this.chat = new Chat((name != null) ? name : "", name);
	}

	static DiscordReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		return new DiscordReader(source.open(), recognition, options);
	}

	@Override
	Chat chat() {
		return this.chat;
	}

	@Override
	void take(JsonToken token) {
		if (this.inMessages) {
			switch (token) {
				case END_ARRAY -> this.inMessages = false;
				case START_OBJECT -> takeMessage();
				default -> this.parser.skipChildren();
			}
		}
		else if (token == JsonToken.PROPERTY_NAME) {
			takeHead(this.parser.currentName());
		}
	}

	private void takeHead(String name) {
		JsonToken value = this.parser.nextToken();
		switch (name) {
			case "guild" -> this.guild = named(value).name;
			case "channel" -> {
				User channel = named(value);
				String shown = (this.guild != null && channel.name != null) ? this.guild + " #" + channel.name
						: channel.name;
				this.chat = new Chat((channel.id != null) ? channel.id : this.chat.key(),
						(shown != null) ? shown : this.chat.name());
			}
			case "messages" -> this.inMessages = value == JsonToken.START_ARRAY;
			default -> this.parser.skipChildren();
		}
	}

	private void takeMessage() {
		Message message = new Message(line());
		for (String field = this.parser.nextName(); field != null; field = this.parser.nextName()) {
			JsonToken value = this.parser.nextToken();
			switch (field) {
				case "id" -> message.id = scalar(value);
				case "type" -> message.type = scalar(value);
				case "timestamp" -> message.timestamp = scalar(value);
				case "content" -> message.content = scalar(value);
				case "author" -> message.author = named(value);
				case "attachments" -> each(value, () -> message.attachment = kind(field("fileName")));
				case "stickers" -> each(value, () -> {
					this.parser.skipChildren();
					message.attachment = SpeechKind.STICKER;
				});
				case "embeds" -> each(value, () -> {
					this.parser.skipChildren();
					message.embeds = true;
				});
				case "mentions" -> each(value, () -> message.mentions.add(named(JsonToken.START_OBJECT)));
				case "reference" ->
					message.replyTo = (value == JsonToken.START_OBJECT) ? field("messageId") : scalar(value);
				default -> this.parser.skipChildren();
			}
		}
		tell(message);
	}

	/** Does something with each object of an array, from its first token on. */
	private void each(JsonToken value, Runnable taking) {
		if (value != JsonToken.START_ARRAY) {
			this.parser.skipChildren();
			return;
		}
		for (JsonToken token = this.parser.nextToken(); token != null
				&& token != JsonToken.END_ARRAY; token = this.parser.nextToken()) {
			if (token == JsonToken.START_OBJECT) {
				taking.run();
			}
			else {
				this.parser.skipChildren();
			}
		}
	}

	/** A guild, a channel or a user: what has an id and names. */
	private User named(JsonToken value) {
		User user = new User();
		if (value != JsonToken.START_OBJECT) {
			this.parser.skipChildren();
			return user;
		}
		for (String field = this.parser.nextName(); field != null; field = this.parser.nextName()) {
			JsonToken token = this.parser.nextToken();
			switch (field) {
				case "id" -> user.id = scalar(token);
				case "name" -> user.name = scalar(token);
				case "nickname" -> user.nickname = scalar(token);
				case "isBot" -> user.bot = token == JsonToken.VALUE_TRUE;
				default -> this.parser.skipChildren();
			}
		}
		return user;
	}

	/** One field of an object whose first token was read. */
	private @Nullable String field(String wanted) {
		String value = null;
		for (String field = this.parser.nextName(); field != null; field = this.parser.nextName()) {
			JsonToken token = this.parser.nextToken();
			if (field.equals(wanted)) {
				value = scalar(token);
			}
			else {
				this.parser.skipChildren();
			}
		}
		return value;
	}

	/** What an attachment is, by the name of its file. */
	static SpeechKind kind(@Nullable String fileName) {
		String name = (fileName != null) ? fileName.toLowerCase(Locale.ROOT) : "";
		return switch (name.substring(name.lastIndexOf('.') + 1)) {
			case "png", "jpg", "jpeg", "gif", "webp", "heic", "bmp" -> SpeechKind.IMAGE;
			case "mp4", "mov", "webm", "mkv" -> SpeechKind.VIDEO;
			case "ogg", "mp3", "m4a", "wav", "opus" -> SpeechKind.VOICE;
			default -> SpeechKind.FILE;
		};
	}

	private void tell(Message message) {
		String content = (message.content != null) ? message.content : "";
		if (content.length() >= this.longestString) {
			emit(new Bad(this.chat, message.line, Bad.LINE_TOO_LONG, content));
			return;
		}
		Instant at = instant(message.timestamp);
		if (at == null) {
			emit(new Bad(this.chat, message.line, Bad.TIME_UNREADABLE, message.excerpt()));
			return;
		}
		Speaker author = message.author.speaker();
		if (author == null || message.id == null) {
			emit(new Bad(this.chat, message.line, Bad.SPEAKER_MISSING, message.excerpt()));
			return;
		}
		switch ((message.type != null) ? message.type : "") {
			case "GuildMemberJoin" ->
				emit(new Joined(this.chat, message.line, at, false, message.id + "#0", author, null));
			case "RecipientAdd" -> others(message).forEach(who -> emit(
					new Joined(this.chat, message.line, at, false, message.id + "#" + who.handle(), who, author)));
			case "RecipientRemove" -> others(message).forEach(who -> emit(new Left(this.chat, message.line, at, false,
					message.id + "#" + who.handle(), who, who.handle().equals(author.handle()) ? null : author)));
			case "Default", "Reply", "19", "20", "23" ->
				emit(new Spoke(this.chat, message.line, at, false, message.id, author, message.kind(content),
						Words.length(content), message.replyTo, content, message.embeds || Words.hasLink(content)));
			default -> {
				// Pins, calls, new names, threads and boosts are nobody's words.
			}
		}
	}

	private static List<Speaker> others(Message message) {
		List<Speaker> speakers = new ArrayList<>();
		for (User user : message.mentions) {
			Speaker speaker = user.speaker();
			if (speaker != null) {
				speakers.add(speaker);
			}
		}
		return speakers;
	}

	private static @Nullable Instant instant(@Nullable String timestamp) {
		try {
			return (timestamp != null) ? OffsetDateTime.parse(timestamp).toInstant() : null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/** Somebody, or something with a name, while its fields come in. */
	private static final class User {

		private @Nullable String id;

		private @Nullable String name;

		private @Nullable String nickname;

		private boolean bot;

		private @Nullable Speaker speaker() {
			if (this.id == null || this.id.isBlank()) {
				return null;
			}
			String shown = (this.nickname != null && !this.nickname.isBlank()) ? this.nickname : this.name;
			return new Speaker(CARRIER, this.id, (shown != null && !shown.isBlank()) ? shown : this.id,
					this.bot ? List.of(BOT) : List.of());
		}

	}

	/** One message while its fields come in. */
	private static final class Message {

		private final long line;

		private final List<User> mentions = new ArrayList<>();

		private User author = new User();

		private @Nullable String id;

		private @Nullable String type;

		private @Nullable String timestamp;

		private @Nullable String content;

		private @Nullable String replyTo;

		private @Nullable SpeechKind attachment;

		private boolean embeds;

		private Message(long line) {
			this.line = line;
		}

		private SpeechKind kind(String said) {
			if (this.attachment != null) {
				return this.attachment;
			}
			if (said.isEmpty()) {
				return this.embeds ? SpeechKind.LINK : SpeechKind.OTHER;
			}
			return Words.kind(said);
		}

		private String excerpt() {
			return "id " + this.id + ", " + this.timestamp + ", " + this.author.name + ": " + this.content;
		}

	}

}
