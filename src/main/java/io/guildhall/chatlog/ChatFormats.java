package io.guildhall.chatlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.text.Charsets;

/**
 * Recognizes chat exports by what is in them, never by the name alone, and opens them.
 */
public final class ChatFormats {

	/** How many bytes of a file are looked at. */
	public static final int HEAD = 1 << 16;

	/** How many lines are judged. */
	private static final int LINES = 500;

	private static final Pattern TELEGRAM_NAME = Pattern
		.compile("^\\s*\\{\\s*\"name\"\\s*:\\s*(?:\"((?:[^\"\\\\]|\\\\.){0,200})\"|null)");

	private static final Pattern TELEGRAM_MESSAGES = Pattern.compile("\"messages\"\\s*:\\s*\\[");

	private static final Pattern TELEGRAM_MARK = Pattern
		.compile("\"(?:date_unixtime|from_id|actor_id|text_entities)\"\\s*:|\"type\"\\s*:\\s*\"(?:message|service)\"");

	private static final Pattern TELEGRAM_CHAT = Pattern
		.compile("\"type\"\\s*:\\s*\"(?:saved_messages|replies|personal_chat|bot_chat|(?:private|public)_\\w+)\"");

	private static final Pattern TELEGRAM_ACCOUNT = Pattern
		.compile("\"(?:personal_information|frequent_contacts|left_chats|chats)\"\\s*:\\s*\\{");

	/** Of the exporter's channel; the ids are strings. */
	private static final Pattern DISCORD_CHANNEL = Pattern
		.compile("\"channel\"\\s*:\\s*\\{\\s*\"id\"\\s*:\\s*\"\\d+\"");

	private static final Pattern DISCORD_NAME = Pattern.compile("\"name\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.){1,200})\"");

	private static final Pattern DISCORD_MESSAGE = Pattern.compile("\"timestampEdited\"\\s*:");

	/** What a browser adds to the name of a file that is there already. */
	static final Pattern COPY = Pattern.compile("\\s?\\(\\d{1,3}\\)$");

	private static final Pattern WECHAT_NAME = Pattern.compile("(.+?)(?:_utf8)?\\.csv", Pattern.CASE_INSENSITIVE);

	private ChatFormats() {
	}

	/** Reads the head of a source and recognizes it. */
	public static Recognition recognize(ChatSource source) {
		try (InputStream input = source.open()) {
			byte[] head = input.readNBytes(HEAD);
			return (SlackArchive.isArchive(head) && SlackArchive.fits(source)) ? recognized(ChatFormat.SLACK_ZIP, 100,
					StandardCharsets.UTF_8, true, null, "chatlog.reason.slack-archive")
					: recognize(source.fileName(), head);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Recognizes a file by its first bytes, {@link #HEAD} of them or all; an archive is
	 * only recognized by its source. That nothing fits is an answer too, with the code of
	 * a refusal.
	 */
	public static Recognition recognize(String fileName, byte[] head) {
		if (head.length == 0) {
			return refused(ChatlogRefused.EMPTY, StandardCharsets.UTF_8);
		}
		Charset charset = Charsets.of(head);
		if (charset == null) {
			return refused(ChatlogRefused.NOT_TEXT, StandardCharsets.UTF_8);
		}
		String text = text(head, charset);
		if (text.isBlank()) {
			return refused(ChatlogRefused.EMPTY, charset);
		}
		List<Recognition> found = new ArrayList<>();
		add(found, telegram(text, charset));
		add(found, discord(text, charset));
		add(found, discordCsv(baseName(fileName), text, charset));
		add(found, weChat(baseName(fileName), text, charset));
		List<String> lines = text.lines().limit(LINES).toList();
		if (head.length >= HEAD && lines.size() > 1 && lines.size() < LINES) {
			lines = lines.subList(0, lines.size() - 1);
		}
		add(found, LineFormats.qq(lines, charset));
		add(found, LineFormats.line(lines, charset));
		add(found, LineFormats.irc(fileName, text, lines, charset));
		add(found, LineFormats.whatsApp(fileName, lines, charset));
		Recognition best = refused(ChatlogRefused.UNKNOWN_FORMAT, charset);
		for (Recognition candidate : found) {
			if (candidate.confidence() > best.confidence()) {
				best = candidate;
			}
		}
		return best;
	}

	/**
	 * Recognizes and opens.
	 * @throws ChatlogRefused where nothing fits, or where the file leaves open what the
	 * options do not say
	 */
	public static ChatReader open(ChatSource source, ReadOptions options) {
		return open(source, recognize(source), options);
	}

	/**
	 * Opens as what it was recognized as.
	 * @throws ChatlogRefused where it was not, or where the file leaves open what the
	 * options do not say
	 */
	public static ChatReader open(ChatSource source, Recognition recognition, ReadOptions options) {
		ChatFormat format = recognition.format();
		if (format == null) {
			String code = recognition.refusal();
			throw ChatlogRefused.notRecognized((code != null) ? code : ChatlogRefused.UNKNOWN_FORMAT,
					source.fileName());
		}
		try {
			return switch (format) {
				case TELEGRAM_JSON -> TelegramReader.open(source, recognition, options);
				case WHATSAPP_TXT -> WhatsAppReader.open(source, recognition, options);
				case QQ_TXT -> QqReader.open(source, recognition, options);
				case WECHAT_CSV -> WeChatReader.open(source, recognition, options);
				case IRC_LOG -> IrcReader.open(source, recognition, options);
				case DISCORD_JSON -> DiscordReader.open(source, recognition, options);
				case DISCORD_CSV -> DiscordCsvReader.open(source, recognition, options);
				case LINE_TXT -> LineTalkReader.open(source, recognition, options);
				case SLACK_ZIP -> SlackReader.open(source, recognition, options);
			};
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void add(List<Recognition> found, @Nullable Recognition recognition) {
		if (recognition != null) {
			found.add(recognition);
		}
	}

	private static String text(byte[] head, Charset charset) {
		String text = new String(head, charset);
		return text.startsWith("\uFEFF") ? text.substring(1) : text;
	}

	static String baseName(String fileName) {
		return fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
	}

	private static Recognition refused(String code, Charset charset) {
		return new Recognition(null, 0, charset, false, false, null, null, List.of(), code);
	}

	static Recognition recognized(ChatFormat format, int confidence, Charset charset, boolean zoned,
			@Nullable String chatName, String... reasons) {
		return new Recognition(format, confidence, charset, zoned, false, null, chatName, List.of(reasons), null);
	}

	private static @Nullable Recognition telegram(String text, Charset charset) {
		if (!text.stripLeading().startsWith("{")) {
			return null;
		}
		boolean zoned = text.contains("\"date_unixtime\"");
		boolean messages = TELEGRAM_MESSAGES.matcher(text).find();
		boolean marked = TELEGRAM_MARK.matcher(text).find();
		Matcher named = TELEGRAM_NAME.matcher(text);
		String name = named.find() ? named.group(1) : null;
		boolean foreign = text.contains("\"guild\"") || text.contains("\"weflow\"") || text.contains("\"chatInfo\"");
		if (messages && marked && !foreign) {
			boolean chat = TELEGRAM_CHAT.matcher(text).find();
			return recognized(ChatFormat.TELEGRAM_JSON, chat ? 100 : 80, charset, zoned, name,
					"chatlog.reason.telegram-messages");
		}
		if (messages && TELEGRAM_CHAT.matcher(text).find() && !foreign) {
			return recognized(ChatFormat.TELEGRAM_JSON, 90, charset, zoned, name, "chatlog.reason.telegram-messages");
		}
		if (TELEGRAM_ACCOUNT.matcher(text).find() && text.contains("\"about\"") && !foreign) {
			return recognized(ChatFormat.TELEGRAM_JSON, 75, charset, true, null, "chatlog.reason.telegram-account");
		}
		return null;
	}

	private static @Nullable Recognition discord(String text, Charset charset) {
		Matcher channel = DISCORD_CHANNEL.matcher(text);
		if (!text.stripLeading().startsWith("{") || !text.contains("\"guild\"") || !channel.find()) {
			return null;
		}
		boolean messages = DISCORD_MESSAGE.matcher(text).find();
		Matcher named = DISCORD_NAME.matcher(text);
		return recognized(ChatFormat.DISCORD_JSON, messages ? 100 : 80, charset, true,
				named.find(channel.end()) ? named.group(1) : null, "chatlog.reason.discord-channel");
	}

	private static @Nullable Recognition discordCsv(String fileName, String text, Charset charset) {
		String first = text.lines().findFirst().orElse("");
		if (first.length() > 200 || !first.replace("\"", "").strip().equalsIgnoreCase(DiscordCsvReader.HEADER)) {
			return null;
		}
		return recognized(ChatFormat.DISCORD_CSV, 100, charset, DiscordCsvReader.isZoned(text),
				DiscordCsvReader.channel(fileName), "chatlog.reason.discord-header");
	}

	private static @Nullable Recognition weChat(String fileName, String text, Charset charset) {
		int end = text.indexOf('\n');
		String first = ((end < 0) ? text : text.substring(0, end)).replace("\"", "");
		boolean fits = first.length() < 1000 && first.contains("Type") && first.contains("StrContent")
				&& first.contains("Sender") && (first.contains("CreateTime") || first.contains("StrTime"));
		if (!fits) {
			return null;
		}
		Matcher named = WECHAT_NAME.matcher(fileName);
		return recognized(ChatFormat.WECHAT_CSV, first.startsWith("localId,TalkerId") ? 100 : 85, charset,
				first.contains("CreateTime"), named.matches() ? COPY.matcher(named.group(1)).replaceFirst("") : null,
				"chatlog.reason.wechat-header");
	}

}
