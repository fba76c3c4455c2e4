package io.guildhall.chatlog;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes exports that are lines of text by how many of the lines fit: those of QQ,
 * LINE, IRC and WhatsApp. Nothing where too few do.
 */
final class LineFormats {

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

	private static final Pattern IRC_CHANNEL = Pattern.compile("has (?:joined|left) (#[^\\s,]{1,50})");

	private static final Pattern IRC_NAME = Pattern
		.compile("(#[^/\\\\\\s]+?)(?:[._]\\d.*|\\.(?:txt|log|weechatlog))?$");

	private LineFormats() {
	}

	static @Nullable Recognition qq(List<String> lines, Charset charset) {
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
			return ChatFormats.recognized(ChatFormat.QQ_TXT, (messages > 0) ? 100 : 90, charset, false, name,
					"chatlog.reason.qq-header");
		}
		return (messages > 0)
				? ChatFormats.recognized(ChatFormat.QQ_TXT, 70, charset, false, null, "chatlog.reason.qq-messages")
				: null;
	}

	static @Nullable Recognition irc(String fileName, String text, List<String> lines, Charset charset) {
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
		LocalDate date = IrcFileName.date(fileName);
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
		Matcher inName = IRC_NAME.matcher(ChatFormats.baseName(fileName));
		if (inName.find()) {
			return inName.group(1);
		}
		Matcher inText = IRC_CHANNEL.matcher(text);
		return inText.find() ? inText.group(1) : null;
	}

	static @Nullable Recognition whatsApp(String fileName, List<String> lines, Charset charset) {
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
		return ChatFormats.recognized(ChatFormat.WHATSAPP_TXT, firstFits ? confidence : confidence - 30, charset, false,
				name, "chatlog.reason.whatsapp-heads");
	}

	private static @Nullable String whatsAppName(String fileName) {
		for (Pattern pattern : WHATSAPP_NAMES) {
			Matcher matcher = pattern.matcher(fileName);
			if (matcher.find()) {
				return ChatFormats.COPY.matcher(matcher.group(1)).replaceFirst("").strip();
			}
		}
		return null;
	}

	static @Nullable Recognition line(List<String> lines, Charset charset) {
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
		return ChatFormats.recognized(ChatFormat.LINE_TXT, head ? 100 : 75, charset, false, name,
				head ? "chatlog.reason.line-head" : "chatlog.reason.line-rows");
	}

}
