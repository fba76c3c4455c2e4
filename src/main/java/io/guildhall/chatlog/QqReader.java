package io.guildhall.chatlog;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.text.LineReader;

/**
 * Reads the text of QQ's message manager; one file may hold many chats. A head counts as
 * such only at the beginning and after a blank line: people paste chats into chats.
 */
final class QqReader extends LineChatReader {

	static final String CARRIER = ChatFormat.QQ_TXT.carrier();

	static final String HEAD = "消息记录（此消息记录为文本格式";

	static final String CATEGORY = "消息分组:";

	static final String OBJECT = "消息对象:";

	private static final Pattern MESSAGE = Pattern
		.compile("(\\d{4})-(\\d{2})-(\\d{2}) (\\d{1,2}):(\\d{2}):(\\d{2})( [AaPp][Mm])? (.*)");

	private static final Map<String, SpeechKind> PLACEHOLDERS = Map.ofEntries(Map.entry("[图片]", SpeechKind.IMAGE),
			Map.entry("[闪照]", SpeechKind.IMAGE), Map.entry("[表情]", SpeechKind.STICKER),
			Map.entry("[动画表情]", SpeechKind.STICKER), Map.entry("[语音]", SpeechKind.VOICE),
			Map.entry("[视频]", SpeechKind.VIDEO), Map.entry("[短视频]", SpeechKind.VIDEO),
			Map.entry("[文件]", SpeechKind.FILE), Map.entry("[QQ红包]", SpeechKind.RED_PACKET),
			Map.entry("[红包]", SpeechKind.RED_PACKET), Map.entry("[转账]", SpeechKind.TRANSFER),
			Map.entry("[位置]", SpeechKind.LOCATION), Map.entry("[分享]", SpeechKind.LINK));

	private static final int LONGEST_TEXT = 1 << 20;

	private static final String SYSTEM = "10000";

	private final LocalTimes times;

	private final QqNames names = new QqNames();

	private final List<String> body = new ArrayList<>();

	private Chat chat;

	private @Nullable String category;

	private @Nullable Speaker author;

	private LocalTimes.@Nullable Moment when;

	private long begunAt;

	private long bodyLength;

	private long cut;

	private boolean afterBlank = true;

	private boolean afterRule;

	private boolean passing;

	private QqReader(LineReader lines, Chat chat, LocalTimes times) {
		super(lines);
		this.chat = chat;
		this.times = times;
	}

	static QqReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		String name = recognition.chatName();
		Chat chat = new Chat((name != null) ? name : source.fileName(), name);
		LineReader lines = new LineReader(source.open(), recognition.charset(), options.maxLineLength());
		return new QqReader(lines, chat, new LocalTimes(options.zone()));
	}

	@Override
	Chat chat() {
		return this.chat;
	}

	@Override
	void take(String line) {
		boolean head = this.afterRule && (line.startsWith(CATEGORY) || line.startsWith(OBJECT));
		if (head) {
			takeHead(line);
		}
		else if (this.afterBlank && takeMessage(line)) {
			this.afterBlank = false;
		}
		else {
			takeBody(line);
			this.afterBlank = line.isBlank();
		}
		this.afterRule = isRule(line);
	}

	@Override
	void takeTooLong(String start) {
		if (this.afterBlank && MESSAGE.matcher(start).matches()) {
			finish();
			this.passing = true;
		}
		this.afterBlank = false;
		this.afterRule = false;
		super.takeTooLong(start);
	}

	private void takeHead(String line) {
		if (!this.body.isEmpty() && isRule(this.body.get(this.body.size() - 1))) {
			this.body.remove(this.body.size() - 1);
		}
		finish();
		this.passing = true;
		if (line.startsWith(CATEGORY)) {
			this.category = line.substring(CATEGORY.length()).strip();
		}
		else {
			String object = line.substring(OBJECT.length()).strip();
			this.chat = new Chat((this.category != null) ? this.category + "/" + object : object, object);
		}
		this.afterBlank = true;
	}

	private static boolean isRule(String line) {
		if (line.length() < 20 || line.charAt(0) != '=') {
			return false;
		}
		String rule = line.strip();
		for (int i = 0; i < rule.length(); i++) {
			if (rule.charAt(i) != '=') {
				return false;
			}
		}
		return true;
	}

	private boolean takeMessage(String line) {
		if (line.length() < 20 || line.charAt(4) != '-' || line.length() > 400) {
			return false;
		}
		Matcher matcher = MESSAGE.matcher(line);
		if (!matcher.matches()) {
			return false;
		}
		finish();
		LocalDateTime time = time(matcher);
		if (time == null) {
			this.passing = true;
			bad(this.lines.number(), Bad.TIME_UNREADABLE, line);
			return true;
		}
		Speaker speaker = this.names.speaker(matcher.group(8));
		if (speaker == null) {
			this.passing = true;
			bad(this.lines.number(), Bad.SPEAKER_MISSING, line);
			return true;
		}
		this.author = speaker;
		this.when = this.times.at(time);
		this.begunAt = this.lines.number();
		return true;
	}

	private static @Nullable LocalDateTime time(Matcher matcher) {
		try {
			int hour = Integer.parseInt(matcher.group(4));
			String half = matcher.group(7);
			if (half != null) {
				boolean afternoon = half.strip().equalsIgnoreCase("PM");
				hour = hour % 12 + (afternoon ? 12 : 0);
			}
			return LocalDate
				.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
						Integer.parseInt(matcher.group(3)))
				.atTime(hour, Integer.parseInt(matcher.group(5)), Integer.parseInt(matcher.group(6)));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private void takeBody(String line) {
		if (this.author != null) {
			if (this.bodyLength + line.length() < LONGEST_TEXT) {
				this.body.add(line);
				this.bodyLength += line.length() + 1;
			}
			else {
				this.cut += line.length() + 1;
			}
		}
		else if (!this.passing && !line.isBlank() && !isRule(line) && !line.startsWith(HEAD)) {
			bad(this.lines.number(), Bad.NOT_A_MESSAGE, line);
		}
	}

	@Override
	void end() {
		finish();
	}

	private void finish() {
		Speaker speaker = this.author;
		LocalTimes.Moment moment = this.when;
		if (speaker != null && moment != null) {
			while (!this.body.isEmpty() && this.body.get(this.body.size() - 1).isBlank()) {
				this.body.remove(this.body.size() - 1);
			}
			String text = String.join("\n", this.body).strip();
			if (SYSTEM.equals(speaker.accountId())) {
				notice(text, moment);
			}
			else if (!text.endsWith("撤回了一条消息")) {
				speak(speaker, moment, text);
			}
		}
		this.author = null;
		this.body.clear();
		this.bodyLength = 0;
		this.cut = 0;
		this.passing = false;
	}

	private void speak(Speaker speaker, LocalTimes.Moment moment, String text) {
		String id = this.ids.of(this.chat.key(), moment.local(), speaker.handle(), text, this.cut);
		SpeechKind placeholder = PLACEHOLDERS.get(text);
		SpeechKind kind = (placeholder != null) ? placeholder : kind(text);
		boolean wordless = kind != SpeechKind.TEXT && kind != SpeechKind.LINK;
		String words = wordless ? "" : text;
		long length = Words.length(words) + this.cut;
		emit(new Spoke(this.chat, this.begunAt, moment.at(), moment.doubtful(), id, speaker, kind,
				(int) Math.min(length, Integer.MAX_VALUE), null, words, Words.hasLink(words)));
	}

	private static SpeechKind kind(String text) {
		if (text.isEmpty()) {
			return SpeechKind.OTHER;
		}
		if (text.charAt(0) == '[') {
			int end = text.indexOf(']');
			SpeechKind first = (end > 0) ? PLACEHOLDERS.get(text.substring(0, end + 1)) : null;
			boolean onlyPlaceholders = first != null && text.replace(text.substring(0, end + 1), "").isBlank();
			if (first != null && onlyPlaceholders) {
				return first;
			}
		}
		return Words.kind(text);
	}

	private void notice(String text, LocalTimes.Moment moment) {
		QqNotice notice = QqNotice.read(text);
		if (notice == null) {
			return;
		}
		Speaker by = (notice.by() != null) ? this.names.speaker(notice.by()) : null;
		for (String name : Words.names(notice.names())) {
			Speaker who = this.names.speaker(name);
			if (who == null || name.equals("你")) {
				continue;
			}
			String id = this.ids.of(this.chat.key(), moment.local(), notice.joined() ? "joined" : "left", who.handle());
			if (notice.joined()) {
				emit(new Joined(this.chat, this.begunAt, moment.at(), moment.doubtful(), id, who, by));
			}
			else {
				emit(new Left(this.chat, this.begunAt, moment.at(), moment.doubtful(), id, who, by));
			}
		}
	}

}
