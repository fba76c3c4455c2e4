package io.guildhall.chatlog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.guildhall.chatlog.IrcReader.IrcShape;
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

	private static final Pattern LINE_HEAD = Pattern.compile("(?:\\[LINE\\]\\s*)?(?:(.{1,100}?)(?:との|の)トーク(?:履歴)?"
			+ "|Chat history (?:in|with) (.{1,100}?)|[与與](.{1,100}?)的聊天[记記][录錄]|(.{1,100}?)的聊天[记記][录錄])\\s*");

	private static final Pattern QQ_MESSAGE = Pattern.compile(
			"\\d{4}-\\d{2}-\\d{2} \\d{1,2}:\\d{2}:\\d{2}(?: [AaPp][Mm])? .*(?:\\(\\d{4,12}\\)|<[^<>\\s]+@[^<>\\s]+>)\\s*");

	private static final List<Pattern> WHATSAPP_NAMES = List.of(
			Pattern.compile("(?i)WhatsApp Chat with ([^/\\\\]+?)\\.(?:txt|zip)"),
			Pattern.compile("(?i)WhatsApp Chat - ([^/\\\\]+?)\\.(?:txt|zip)"),
			Pattern.compile("与\\s?([^/\\\\]+?)\\s?的\\s?WhatsApp\\s?(?:聊天|对话)(?:记录)?\\.(?:txt|zip)"),
			Pattern.compile("與\\s?([^/\\\\]+?)\\s?的\\s?WhatsApp\\s?(?:聊天|對話)(?:記錄)?\\.(?:txt|zip)"),
			Pattern.compile("(?i)WhatsApp-?\\s?Chat mit ([^/\\\\]+?)\\.(?:txt|zip)"),
			Pattern.compile("(?i)Chat de WhatsApp con ([^/\\\\]+?)\\.(?:txt|zip)"),
			Pattern.compile("(?i)Conversa do WhatsApp com ([^/\\\\]+?)\\.(?:txt|zip)"),
			Pattern.compile("(?i)Discussion WhatsApp avec ([^/\\\\]+?)\\.(?:txt|zip)"));

	/** What a browser adds to the name of a file that is there already. */
	private static final Pattern COPY = Pattern.compile("\\s?\\(\\d{1,3}\\)$");

	private static final Pattern WECHAT_NAME = Pattern.compile("(.+?)(?:_utf8)?\\.csv", Pattern.CASE_INSENSITIVE);

	private static final Pattern IRC_CHANNEL = Pattern.compile("has (?:joined|left) (#[^\\s,]{1,50})");

	private static final Pattern IRC_NAME = Pattern
		.compile("(#[^/\\\\\\s]+?)(?:[._]\\d.*|\\.(?:txt|log|weechatlog))?$");

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
		add(found, qq(lines, charset));
		add(found, line(lines, charset));
		add(found, irc(fileName, text, lines, charset));
		add(found, whatsApp(fileName, lines, charset));
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

	private static String baseName(String fileName) {
		return fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
	}

	private static Recognition refused(String code, Charset charset) {
		return new Recognition(null, 0, charset, false, false, null, null, List.of(), code);
	}

	private static Recognition recognized(ChatFormat format, int confidence, Charset charset, boolean zoned,
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

	private static @Nullable Recognition line(List<String> lines, Charset charset) {
		String first = lines.isEmpty() ? "" : lines.get(0);
		boolean head = first.startsWith("[LINE]") || LINE_HEAD.matcher(first).matches();
		long days = lines.stream().filter(LineTalkReader::isDay).count();
		long rows = lines.stream().filter(line -> line.length() < 2000 && LineTalkReader.fits(line)).count();
		if (days == 0 || rows == 0 || (!head && rows * 2 < lines.size())) {
			return null;
		}
		Matcher named = LINE_HEAD.matcher(first);
		String name = named.matches() ? Stream.of(1, 2, 3, 4)
			.map(named::group)
			.filter(Objects::nonNull)
			.findFirst()
			.map(String::strip)
			.orElse(null) : null;
		return recognized(ChatFormat.LINE_TXT, head ? 100 : 75, charset, false, name,
				head ? "chatlog.reason.line-head" : "chatlog.reason.line-rows");
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

	private static @Nullable Recognition qq(List<String> lines, Charset charset) {
		String name = null;
		boolean head = false;
		int messages = 0;
		for (String line : lines) {
			head |= line.startsWith(QqReader.HEAD) || line.startsWith(QqReader.CATEGORY);
			if (line.startsWith(QqReader.OBJECT)) {
				head = true;
				name = (name == null) ? line.substring(QqReader.OBJECT.length()).strip() : name;
			}
			if (line.length() < 400 && QQ_MESSAGE.matcher(line).matches()) {
				messages++;
			}
		}
		if (head) {
			return recognized(ChatFormat.QQ_TXT, (messages > 0) ? 100 : 90, charset, false, name,
					"chatlog.reason.qq-header");
		}
		return (messages > 0) ? recognized(ChatFormat.QQ_TXT, 70, charset, false, null, "chatlog.reason.qq-messages")
				: null;
	}

	private static @Nullable Recognition irc(String fileName, String text, List<String> lines, Charset charset) {
		IrcShape best = null;
		int most = 0;
		for (IrcShape shape : IrcShape.values()) {
			int count = 0;
			for (String line : lines) {
				if (line.length() < 2000 && shape.fits(line)) {
					count++;
				}
			}
			if (count > most) {
				most = count;
				best = shape;
			}
		}
		long meant = lines.stream().filter((line) -> !line.isBlank() && !line.startsWith("=== ")).count();
		if (best == null || most * 3L < meant) {
			return null;
		}
		LocalDate date = IrcReader.date(fileName);
		boolean dated = best == IrcShape.CHANNEL || best == IrcShape.WEECHAT || date != null
				|| (best == IrcShape.IRSSI && text.contains("--- Log opened"))
				|| (best == IrcShape.IRSSI && text.contains("--- Day changed"));
		boolean zoned = best == IrcShape.UBUNTU || best == IrcShape.CHANNEL;
		boolean utf8 = charset.name().startsWith("UTF");
		// Old logs mix charsets line by line; the reader falls back for each.
		return new Recognition(ChatFormat.IRC_LOG, (int) Math.min(99, 60 + 39L * most / Math.max(1, meant)),
				utf8 ? charset : StandardCharsets.UTF_8, zoned, !dated, date, ircChannel(fileName, text),
				List.of(best.reason), null);
	}

	private static @Nullable String ircChannel(String fileName, String text) {
		Matcher inName = IRC_NAME.matcher(baseName(fileName));
		if (inName.find()) {
			return inName.group(1);
		}
		Matcher inText = IRC_CHANNEL.matcher(text);
		return inText.find() ? inText.group(1) : null;
	}

	private static @Nullable Recognition whatsApp(String fileName, List<String> lines, Charset charset) {
		WhatsAppHead head = new WhatsAppHead();
		int heads = 0;
		int said = 0;
		for (String line : lines) {
			if (head.scan(line)) {
				heads++;
				said += (line.indexOf(':', head.end()) > 0) ? 1 : 0;
			}
		}
		String name = whatsAppName(fileName);
		if (heads == 0 || (said == 0 && name == null)) {
			return null;
		}
		int share = 100 * heads / Math.max(1, lines.size());
		int confidence = Math.min(95, 55 + share / 3 + ((name != null) ? 15 : 0));
		boolean firstFits = head.scan(lines.get(0));
		return recognized(ChatFormat.WHATSAPP_TXT, firstFits ? confidence : confidence - 30, charset, false, name,
				"chatlog.reason.whatsapp-heads");
	}

	private static @Nullable String whatsAppName(String fileName) {
		for (Pattern pattern : WHATSAPP_NAMES) {
			Matcher matcher = pattern.matcher(fileName);
			if (matcher.find()) {
				return COPY.matcher(matcher.group(1)).replaceFirst("").strip();
			}
		}
		return null;
	}

}
