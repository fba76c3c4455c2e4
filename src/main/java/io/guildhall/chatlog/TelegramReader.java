package io.guildhall.chatlog;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads Telegram Desktop's {@code result.json}. */
final class TelegramReader extends JsonChatReader {

	static final String CARRIER = ChatFormat.TELEGRAM_JSON.carrier();

	private final LocalTimes times;

	private final ExternalIds ids = new ExternalIds();

	private final @Nullable String defaultName;

	private Chat chat;

	private @Nullable String chatId;

	private @Nullable String chatName;

	private boolean inMessages;

	private TelegramReader(InputStream input, Recognition recognition, ReadOptions options) {
		super(input, recognition, options);
		this.times = new LocalTimes(options.zone());
		this.defaultName = recognition.chatName();
		this.chat = new Chat((this.defaultName != null) ? this.defaultName : "", this.defaultName);
	}

	static TelegramReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		return new TelegramReader(source.open(), recognition, options);
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

	private void takeMessage() {
		TelegramMessage message = new TelegramMessage(line());
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
				case "forwarded_from" -> {
					message.forwarded = true;
					this.parser.skipChildren();
				}
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

	private @Nullable String kept(TelegramMessage message, @Nullable String text) {
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

	private void takeMembers(TelegramMessage message, JsonToken value) {
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

	private void takeText(TelegramMessage message, JsonToken value) {
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

	private void takePiece(TelegramMessage message) {
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

	private void append(TelegramMessage message, String text) {
		if (text.length() >= this.longestString || message.text.length() + text.length() > this.longestString) {
			message.tooLong = true;
		}
		else {
			message.text.append(text);
		}
	}

	private void tell(TelegramMessage message) {
		if ("unsupported".equals(message.type)) {
			return;
		}
		String text = message.text.toString();
		if (message.tooLong) {
			emit(new Bad(this.chat, message.line, Bad.LINE_TOO_LONG, text));
			return;
		}
		LocalTimes.Moment moment = moment(message);
		if (moment == null) {
			emit(new Bad(this.chat, message.line, Bad.TIME_UNREADABLE, message.excerpt()));
			return;
		}
		if ("service".equals(message.type)) {
			serve(message, moment);
			return;
		}
		Speaker speaker = message.speaker();
		if (speaker == null) {
			emit(new Bad(this.chat, message.line, Bad.SPEAKER_MISSING, message.excerpt()));
			return;
		}
		String id = (message.id != null) ? id(message.id) : this.ids.of(this.chat.key(),
				(message.unixtime != null) ? message.unixtime : moment.local(), speaker.handle(), text);
		emit(new Spoke(this.chat, message.line, moment.at(), moment.doubtful(), id, speaker, message.kind(text),
				Words.length(text), (message.replyTo != null) ? id(message.replyTo) : null, text,
				message.hasLink || Words.hasLink(text), message.forwarded));
	}

	private String id(String messageId) {
		return this.chat.key() + "/" + messageId;
	}

	private LocalTimes.@Nullable Moment moment(TelegramMessage message) {
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

	private void serve(TelegramMessage message, LocalTimes.Moment moment) {
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
					emit(new Left(this.chat, message.line, moment.at(), moment.doubtful(),
							eventId(message, moment, who, nth++), who, (self != null) ? null : actor));
				}
			}
			default -> {
				// Pins, calls, topics and payments tell nothing of who is in the chat.
			}
		}
	}

	private void join(TelegramMessage message, LocalTimes.Moment moment, Speaker who, @Nullable Speaker by, int nth) {
		emit(new Joined(this.chat, message.line, moment.at(), moment.doubtful(), eventId(message, moment, who, nth),
				who, by));
	}

	private String eventId(TelegramMessage message, LocalTimes.Moment moment, Speaker who, int nth) {
		return (message.id != null) ? id(message.id) + "#" + nth
				: this.ids.of(this.chat.key(), moment.at(), who.handle(), "member", nth);
	}

}
