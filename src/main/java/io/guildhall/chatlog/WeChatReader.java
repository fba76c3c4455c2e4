package io.guildhall.chatlog;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Reads the CSV of MemoTrace. */
final class WeChatReader extends CsvChatReader {

	static final String CARRIER = ChatFormat.WECHAT_CSV.carrier();

	private static final Pattern ROW_START = Pattern
		.compile("\"?\\d+\"?,\"?\\d*\"?,\"?\\d+\"?,\"?\\d*\"?,\"?[01]\"?,\"?\\d{9,10}\"?,.*", Pattern.DOTALL);

	private static final Pattern JOINED = Pattern.compile("(.+?)\\s*(?:通过.{0,80})?加入了?群聊.*");

	private static final Pattern INVITED = Pattern.compile("(.+?)\\s*邀请\\s*(.+?)\\s*加入了?群聊.*");

	private static final Pattern SCANNED = Pattern.compile("(.+?)\\s*通过扫描\\s*(.+?)\\s*分享的二维码加入了?群聊.*");

	private static final Pattern REMOVED = Pattern.compile("(.+?)\\s*(?:将|把)\\s*(.+?)\\s*移出了?群聊.*");

	private static final Pattern QUIT = Pattern.compile("(.+?)\\s*(?:退出|离开)了?群聊.*");

	private static final int LONGEST_NOTICE = 600;

	private static final String EXPORTER = "你";

	private WeChatReader(ChatSource source, Recognition recognition, ReadOptions options, Chat chat)
			throws IOException {
		super(source, recognition, options, chat);
	}

	static WeChatReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		String name = recognition.chatName();
		Chat chat = new Chat((name != null) ? name : source.fileName(), name);
		return new WeChatReader(source, recognition, options, chat);
	}

	@Override
	boolean begins(String line) {
		return ROW_START.matcher(line).matches();
	}

	@Override
	void takeFields(String line) {
		String created = field("createtime");
		Instant at = epoch(created);
		boolean doubtful = false;
		if (at == null) {
			LocalTimes.Moment moment = local(field("strtime"));
			if (moment == null) {
				bad(this.rowAt, Bad.TIME_UNREADABLE, line);
				return;
			}
			at = moment.at();
			doubtful = moment.doubtful();
			created = moment.local().toString();
		}
		String type = field("type");
		String content = field("strcontent");
		if (type.equals("10000") || type.equals("10002")) {
			notice(content, created, at, doubtful);
			return;
		}
		Speaker speaker = speaker();
		if (speaker == null) {
			bad(this.rowAt, Bad.SPEAKER_MISSING, line);
			return;
		}
		SpeechKind kind = kind(type, field("subtype"), content);
		String words = words(type, field("subtype"), kind, content);
		String id = this.ids.of(created, speaker.handle(), type, content);
		emit(new Spoke(this.chat, this.rowAt, at, doubtful, id, speaker, kind, Words.length(words), null, words,
				kind == SpeechKind.LINK || Words.hasLink(words)));
	}

	private static @Nullable Instant epoch(String seconds) {
		if (seconds.length() < 9 || seconds.length() > 11) {
			return null;
		}
		try {
			return Instant.ofEpochSecond(Long.parseLong(seconds));
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

	private LocalTimes.@Nullable Moment local(String time) {
		try {
			return this.times.at(LocalDateTime.parse(time.replace(' ', 'T')));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private @Nullable Speaker speaker() {
		String wxid = field("sender");
		String remark = field("remark");
		String nick = remark.isEmpty() ? field("nickname") : remark;
		if (wxid.isEmpty()) {
			return nick.isEmpty() ? null : Speaker.named(CARRIER, nick);
		}
		return new Speaker(CARRIER, wxid, nick.isEmpty() ? wxid : nick, List.of());
	}

	private static SpeechKind kind(String type, String subtype, String content) {
		return switch (type) {
			case "1" -> Words.kind(content);
			case "3" -> SpeechKind.IMAGE;
			case "34" -> SpeechKind.VOICE;
			case "43" -> SpeechKind.VIDEO;
			case "47" -> SpeechKind.STICKER;
			case "48" -> SpeechKind.LOCATION;
			case "49" -> switch (subtype) {
				case "5", "33", "36" -> SpeechKind.LINK;
				case "6" -> SpeechKind.FILE;
				case "8" -> SpeechKind.STICKER;
				case "17" -> SpeechKind.LOCATION;
				case "51" -> SpeechKind.VIDEO;
				case "57" -> SpeechKind.TEXT;
				case "2000" -> SpeechKind.TRANSFER;
				case "2001", "2003" -> SpeechKind.RED_PACKET;
				default -> SpeechKind.OTHER;
			};
			default -> SpeechKind.OTHER;
		};
	}

	/** What somebody wrote; XML and placeholders are nobody's words. */
	private static String words(String type, String subtype, SpeechKind kind, String content) {
		if (type.equals("1")) {
			return content;
		}
		if (type.equals("49") && (subtype.equals("57") || kind == SpeechKind.LINK)) {
			if (content.startsWith("<")) {
				return title(content);
			}
			return (kind == SpeechKind.LINK) ? "" : content;
		}
		return "";
	}

	private static String title(String xml) {
		int start = xml.indexOf("<title>");
		int end = (start < 0) ? -1 : xml.indexOf("</title>", start);
		return (end < 0) ? "" : xml.substring(start + "<title>".length(), end).strip();
	}

	private void notice(String content, String created, Instant at, boolean doubtful) {
		String text = Words.withoutMarks(content).strip();
		if (text.length() > LONGEST_NOTICE) {
			return;
		}
		Matcher matcher = SCANNED.matcher(text);
		if (matcher.matches()) {
			tell(matcher.group(1), true, matcher.group(2), created, at, doubtful);
			return;
		}
		matcher = INVITED.matcher(text);
		if (matcher.matches()) {
			tell(matcher.group(2), true, matcher.group(1), created, at, doubtful);
			return;
		}
		matcher = JOINED.matcher(text);
		if (matcher.matches()) {
			tell(matcher.group(1), true, null, created, at, doubtful);
			return;
		}
		matcher = REMOVED.matcher(text);
		if (matcher.matches()) {
			tell(matcher.group(2), false, matcher.group(1), created, at, doubtful);
			return;
		}
		matcher = QUIT.matcher(text);
		if (matcher.matches()) {
			tell(matcher.group(1), false, null, created, at, doubtful);
		}
	}

	private void tell(String names, boolean joined, @Nullable String byName, String created, Instant at,
			boolean doubtful) {
		String other = (byName != null) ? Words.unquoted(byName) : "";
		Speaker by = (other.isEmpty() || other.equals(EXPORTER)) ? null : Speaker.named(CARRIER, other);
		for (String name : Words.names(names)) {
			if (name.equals(EXPORTER)) {
				continue;
			}
			Speaker who = Speaker.named(CARRIER, name);
			String id = this.ids.of(created, joined ? "joined" : "left", name);
			if (joined) {
				emit(new Joined(this.chat, this.rowAt, at, doubtful, id, who, by));
			}
			else {
				emit(new Left(this.chat, this.rowAt, at, doubtful, id, who, by));
			}
		}
	}

}
