package io.guildhall.chatlog;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
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

	private static final Pattern NUMBERED = Pattern.compile("(.*?)\\((\\d{4,12})\\)\\s*");

	private static final Pattern MAILED = Pattern.compile("(.*?)<([^<>\\s]+@[^<>\\s]+)>\\s*");

	private static final Pattern TITLE = Pattern.compile("^【([^【】]{1,12})】");

	private static final Pattern JOINED = Pattern.compile("(.+?)\\s*(?:已经?|通过.{0,30})?加入了?(?:本|该|此)群[。.!！]?");

	private static final Pattern INVITED = Pattern.compile("(.+?)\\s*邀请\\s*(.+?)\\s*加入了?(?:本|该|此)?群聊?[。.!！]?");

	private static final Pattern QUIT = Pattern.compile("(.+?)\\s*(?:已经?)?(?:退出|离开)了?(?:本|该|此)群[。.!！]?");

	private static final Pattern REMOVED = Pattern
		.compile("(.+?)\\s*(?:已经?)?被\\s*(.+?)\\s*(?:移出|踢出)了?(?:本|该|此)群[。.!！]?");

	private static final Map<String, SpeechKind> PLACEHOLDERS = Map.ofEntries(Map.entry("[图片]", SpeechKind.IMAGE),
			Map.entry("[闪照]", SpeechKind.IMAGE), Map.entry("[表情]", SpeechKind.STICKER),
			Map.entry("[动画表情]", SpeechKind.STICKER), Map.entry("[语音]", SpeechKind.VOICE),
			Map.entry("[视频]", SpeechKind.VIDEO), Map.entry("[短视频]", SpeechKind.VIDEO),
			Map.entry("[文件]", SpeechKind.FILE), Map.entry("[QQ红包]", SpeechKind.RED_PACKET),
			Map.entry("[红包]", SpeechKind.RED_PACKET), Map.entry("[转账]", SpeechKind.TRANSFER),
			Map.entry("[位置]", SpeechKind.LOCATION), Map.entry("[分享]", SpeechKind.LINK));

	private static final int LONGEST_NOTICE = 400;

	private static final int LONGEST_TEXT = 1 << 20;

	private static final int REMEMBERED_NICKS = 20_000;

	private static final String SYSTEM = "10000";

	private static final String ANONYMOUS = "80000000";

	private final LocalTimes times;

	private final Map<String, String> nicks = new HashMap<>();

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
		Speaker speaker = speaker(matcher.group(8));
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

	private @Nullable Speaker speaker(String shown) {
		String raw = Words.withoutMarks(shown);
		Matcher matcher = NUMBERED.matcher(raw);
		boolean known = matcher.matches();
		if (!known) {
			matcher = MAILED.matcher(raw);
			known = matcher.matches();
		}
		String account = known ? matcher.group(2) : null;
		List<String> titles = new ArrayList<>();
		String nick = untitled((known ? matcher.group(1) : raw).strip(), titles);
		if (account == null) {
			return nick.isEmpty() ? null : new Speaker(CARRIER, null, nick, titles);
		}
		if (account.equals(ANONYMOUS)) {
			titles.add("匿名");
			return new Speaker(CARRIER, null, nick.isEmpty() ? "匿名" : nick, titles);
		}
		if (nick.isEmpty() || nick.equals(account)) {
			nick = this.nicks.getOrDefault(account, account);
		}
		else {
			if (this.nicks.size() >= REMEMBERED_NICKS) {
				this.nicks.clear();
			}
			this.nicks.put(account, nick);
		}
		return new Speaker(CARRIER, account, nick, titles);
	}

	private static String untitled(String shown, List<String> titles) {
		String nick = shown;
		for (Matcher matcher = TITLE.matcher(nick); matcher.find(); matcher = TITLE.matcher(nick)) {
			String rest = nick.substring(matcher.end()).strip();
			if (rest.isEmpty()) {
				break;
			}
			titles.add(matcher.group(1));
			nick = rest;
		}
		return nick;
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
		if (text.length() > LONGEST_NOTICE) {
			return;
		}
		Matcher matcher = INVITED.matcher(text);
		if (matcher.matches()) {
			tell(moment, matcher.group(2), "joined", matcher.group(1));
			return;
		}
		matcher = JOINED.matcher(text);
		if (matcher.matches()) {
			tell(moment, matcher.group(1), "joined", null);
			return;
		}
		matcher = REMOVED.matcher(text);
		if (matcher.matches()) {
			tell(moment, matcher.group(1), "left", matcher.group(2));
			return;
		}
		matcher = QUIT.matcher(text);
		if (matcher.matches()) {
			tell(moment, matcher.group(1), "left", null);
		}
	}

	private void tell(LocalTimes.Moment moment, String names, String what, @Nullable String byName) {
		Speaker by = (byName != null) ? speaker(byName) : null;
		for (String name : Words.names(names)) {
			Speaker who = speaker(name);
			if (who == null || name.equals("你")) {
				continue;
			}
			String id = this.ids.of(this.chat.key(), moment.local(), what, who.handle());
			if (what.equals("joined")) {
				emit(new Joined(this.chat, this.begunAt, moment.at(), moment.doubtful(), id, who, by));
			}
			else {
				emit(new Left(this.chat, this.begunAt, moment.at(), moment.doubtful(), id, who, by));
			}
		}
	}

}
