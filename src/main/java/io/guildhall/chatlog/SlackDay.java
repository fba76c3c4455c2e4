package io.guildhall.chatlog;

import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** The messages of one channel on one day. */
final class SlackDay extends JsonChatReader {

	private static final Pattern MOMENT = Pattern.compile("(\\d{1,11})(?:\\.(\\d{1,6})\\d*)?");

	private final Chat chat;

	private final String file;

	private final SlackDirectory directory;

	/** How many lines of other days stand before it. */
	private final long before;

	SlackDay(SlackArchive archive, Chat chat, long before, SlackDirectory directory, Recognition recognition,
			ReadOptions options) {
		super(archive.content(), recognition, options);
		this.chat = chat;
		this.before = before;
		this.directory = directory;
		String name = archive.name();
		this.file = name.substring(name.lastIndexOf('/', name.lastIndexOf('/') - 1) + 1);
	}

	@Override
	Chat chat() {
		return this.chat;
	}

	@Override
	Bad breaksOff(String problem) {
		return new Bad(this.chat, this.before + line(), Bad.BROKEN_JSON, this.file + ":" + line() + " " + problem);
	}

	@Override
	void take(JsonToken token) {
		if (token == JsonToken.START_OBJECT) {
			takeMessage();
		}
	}

	private void takeMessage() {
		Message message = new Message(line());
		for (String field = this.parser.nextName(); field != null; field = this.parser.nextName()) {
			JsonToken value = this.parser.nextToken();
			switch (field) {
				case "type" -> message.type = scalar(value);
				case "subtype" -> message.subtype = scalar(value);
				case "ts" -> message.ts = scalar(value);
				case "thread_ts" -> message.thread = scalar(value);
				case "user" -> message.user = scalar(value);
				case "inviter" -> message.inviter = scalar(value);
				case "bot_id" -> message.bot = scalar(value) != null;
				case "text" -> message.text = scalar(value);
				case "user_profile" -> message.name = profile(value);
				case "comment" -> {
					String author = one(value, "user");
					message.user = (message.user != null) ? message.user : author;
				}
				case "file" -> message.attachment = attachment(value);
				case "files" -> {
					if (value == JsonToken.START_ARRAY) {
						for (JsonToken next = this.parser.nextToken(); next != null
								&& next != JsonToken.END_ARRAY; next = this.parser.nextToken()) {
							SpeechKind kind = attachment(next);
							message.attachment = (message.attachment != null) ? message.attachment : kind;
						}
					}
					else {
						this.parser.skipChildren();
					}
				}
				default -> this.parser.skipChildren();
			}
		}
		tell(message);
	}

	/** One field of an object; others are passed over. */
	private @Nullable String one(JsonToken value, String wanted) {
		String found = null;
		if (value == JsonToken.START_OBJECT) {
			for (String field = this.parser.nextName(); field != null; field = this.parser.nextName()) {
				JsonToken token = this.parser.nextToken();
				String text = scalar(token);
				found = field.equals(wanted) ? text : found;
			}
		}
		else {
			this.parser.skipChildren();
		}
		return found;
	}

	private @Nullable String profile(JsonToken value) {
		String[] names = new String[3];
		if (value != JsonToken.START_OBJECT) {
			this.parser.skipChildren();
			return null;
		}
		for (String field = this.parser.nextName(); field != null; field = this.parser.nextName()) {
			String text = scalar(this.parser.nextToken());
			switch (field) {
				case "display_name" -> names[0] = text;
				case "real_name" -> names[1] = text;
				case "name" -> names[2] = text;
				default -> {
					// Pictures and the like.
				}
			}
		}
		for (String name : names) {
			if (name != null && !name.isBlank()) {
				return name.strip();
			}
		}
		return null;
	}

	/** What a file is; a file that was deleted is one still. */
	private @Nullable SpeechKind attachment(JsonToken value) {
		if (value != JsonToken.START_OBJECT) {
			this.parser.skipChildren();
			return null;
		}
		String media = one(value, "mimetype");
		int slash = (media != null) ? media.indexOf('/') : -1;
		return switch ((media != null && slash > 0) ? media.substring(0, slash) : "") {
			case "image" -> SpeechKind.IMAGE;
			case "video" -> SpeechKind.VIDEO;
			case "audio" -> SpeechKind.VOICE;
			default -> SpeechKind.FILE;
		};
	}

	private void tell(Message message) {
		String raw = (message.text != null) ? message.text : "";
		boolean foreign = message.type != null && !message.type.equals("message");
		boolean program = message.user == null ? message.bot : this.directory.isBot(message.user);
		if (foreign || program || "bot_message".equals(message.subtype)) {
			return;
		}
		if (raw.length() >= this.longestString) {
			bad(message, Bad.LINE_TOO_LONG);
			return;
		}
		Matcher moment = MOMENT.matcher((message.ts != null) ? message.ts : "");
		if (!moment.matches()) {
			bad(message, Bad.TIME_UNREADABLE);
			return;
		}
		Speaker who = speaker(message.user, message.name);
		if (who == null) {
			bad(message, Bad.SPEAKER_MISSING);
			return;
		}
		long line = this.before + message.line;
		Instant at = at(moment);
		String id = id(moment);
		switch ((message.subtype != null) ? message.subtype : "") {
			case "channel_join", "group_join" ->
				emit(new Joined(this.chat, line, at, false, id, who, speaker(message.inviter, null)));
			case "channel_leave", "group_leave" -> emit(new Left(this.chat, line, at, false, id, who, null));
			case "", "me_message", "file_share", "file_comment", "thread_broadcast", "reply_broadcast" -> {
				String text = SlackText.plain(raw, this.directory);
				emit(new Spoke(this.chat, line, at, false, id, who, message.kind(raw), Words.length(text),
						answered(message), text, SlackText.hasLink(raw)));
			}
			default -> {
				// Topics, names, pins, reminders and what was deleted are nobody's
				// words.
			}
		}
	}

	private void bad(Message message, String reason) {
		emit(new Bad(this.chat, this.before + message.line, reason,
				this.file + ":" + message.line + " " + message.ts + ", " + message.user + ": " + message.text));
	}

	private static @Nullable String answered(Message message) {
		String begun = (message.thread != null) ? message.thread : "";
		Matcher thread = MOMENT.matcher(begun);
		return (thread.matches() && !begun.equals(message.ts)) ? id(thread) : null;
	}

	/** Microseconds, which tell the messages of a channel apart. */
	private static String id(Matcher moment) {
		return Long.parseLong(moment.group(1)) + fraction(moment);
	}

	private static Instant at(Matcher moment) {
		return Instant.ofEpochSecond(Long.parseLong(moment.group(1)), Long.parseLong(fraction(moment)) * 1000);
	}

	private static String fraction(Matcher moment) {
		String digits = (moment.group(2) != null) ? moment.group(2) : "";
		return digits + "0".repeat(6 - digits.length());
	}

	private @Nullable Speaker speaker(@Nullable String user, @Nullable String shown) {
		if (user == null || user.isBlank()) {
			return null;
		}
		String known = this.directory.name(user);
		String name = (known != null) ? known : shown;
		return new Speaker(SlackReader.CARRIER, user, (name != null) ? name : user, List.of());
	}

	/** One message while its fields come in. */
	private static final class Message {

		private final long line;

		private @Nullable String type;

		private @Nullable String subtype;

		private @Nullable String ts;

		private @Nullable String thread;

		private @Nullable String user;

		private @Nullable String inviter;

		private @Nullable String name;

		private @Nullable String text;

		private @Nullable SpeechKind attachment;

		private boolean bot;

		private Message(long line) {
			this.line = line;
		}

		private SpeechKind kind(String raw) {
			if (this.attachment != null) {
				return this.attachment;
			}
			if (raw.isEmpty()) {
				return SpeechKind.OTHER;
			}
			return SlackText.isLink(raw) ? SpeechKind.LINK : SpeechKind.TEXT;
		}

	}

}
