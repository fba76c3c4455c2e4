package io.guildhall.chatlog;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.text.LineReader;

/**
 * Reads the text that LINE exports: a line for each day, then rows of time, name and text
 * between tabs. A text of several lines stands in quotation marks, or, in older exports,
 * just goes on.
 */
final class LineTalkReader extends LineChatReader {

	static final String CARRIER = ChatFormat.LINE_TXT.carrier();

	/** {@code 2018/07/10(火)}, {@code 2024.01.02 Tuesday}. */
	private static final Pattern YEAR_FIRST = Pattern
		.compile("(\\d{4})[/.](\\d{1,2})[/.](\\d{1,2})\\s?(?:[(（].{1,6}[)）]|\\p{L}{2,12})?\\s*");

	/** {@code Tue, 01/02/2024}. */
	private static final Pattern YEAR_LAST = Pattern.compile("\\p{L}{2,12}\\.?, (\\d{1,2})/(\\d{1,2})/(\\d{4})\\s*");

	private static final Pattern ROW = Pattern.compile(
			"(上午|下午|午前|午後|[AaPp][Mm])?\\s?(\\d{1,2}):(\\d{2})\\s?([AaPp][Mm])?\\t([^\\t]*)(?:\\t(.*))?",
			Pattern.DOTALL);

	private static final Pattern JOINED = Pattern
		.compile("(.{1,80}?)(?:がグループに参加しました|が参加しました| joined the (?:group|chat)|\\s?(?:已)?加入(?:了)?(?:群組|群组|聊天|群聊)).*");

	private static final Pattern ADDED = Pattern.compile("(.{1,80}?)が(.{1,80}?)をグループに(?:追加|招待)しました.*"
			+ "|(.{1,80}?) (?:added|invited) (.{1,80}?) to the (?:group|chat).*|(.{1,80}?)\\s?(?:已)?邀請\\s?(.{1,80}?)\\s?加入.*");

	private static final Pattern LEFT = Pattern.compile(
			"(.{1,80}?)(?:がグループを退会しました|が退会しました| left the (?:group|chat)|\\s?(?:已)?(?:退出|離開|离开)(?:了)?(?:群組|群组|聊天|群聊)).*");

	private final int maxLength;

	private final @Nullable DateOrder dateOrder;

	private final LocalTimes times;

	private final Chat chat;

	private @Nullable LocalDate day;

	/** The message that may go on in the next line. */
	private @Nullable Row pending;

	private LineTalkReader(LineReader lines, Chat chat, ReadOptions options) {
		super(lines);
		this.chat = chat;
		this.times = new LocalTimes(options.zone());
		this.dateOrder = options.dateOrder();
		this.maxLength = options.maxLineLength();
	}

	static LineTalkReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		String name = recognition.chatName();
		Chat chat = new Chat((name != null) ? name : source.fileName(), name);
		return new LineTalkReader(new LineReader(source.open(), recognition.charset(), options.maxLineLength()), chat,
				options);
	}

	/** Whether a line is one that only LINE writes. */
	static boolean fits(String line) {
		return ROW.matcher(line).matches() && line.indexOf('\t') < 12;
	}

	static boolean isDay(String line) {
		return YEAR_FIRST.matcher(line).matches() || YEAR_LAST.matcher(line).matches();
	}

	@Override
	Chat chat() {
		return this.chat;
	}

	@Override
	void take(String line) {
		if (this.pending != null && this.pending.open) {
			goOn(line);
			return;
		}
		LocalDate date = date(line);
		if (date != null) {
			flush();
			this.day = date;
			return;
		}
		Matcher row = ROW.matcher(line);
		if (row.matches()) {
			flush();
			begin(line, row);
		}
		else if (this.pending != null) {
			goOn(line);
		}
		// What stands before the first day is the head of the file.
		else if (this.day != null && !line.isBlank()) {
			bad(this.lines.number(), Bad.NOT_A_MESSAGE, line);
		}
	}

	@Override
	void takeTooLong(String start) {
		flush();
		super.takeTooLong(start);
	}

	@Override
	void end() {
		flush();
	}

	private @Nullable LocalDate date(String line) {
		if (line.length() > 40) {
			return null;
		}
		try {
			Matcher first = YEAR_FIRST.matcher(line);
			if (first.matches()) {
				return LocalDate.of(number(first, 1), number(first, 2), number(first, 3));
			}
			Matcher last = YEAR_LAST.matcher(line);
			if (last.matches()) {
				boolean dayFirst = number(last, 1) > 12 || this.dateOrder == DateOrder.DAY_MONTH_YEAR;
				return LocalDate.of(number(last, 3), number(last, dayFirst ? 2 : 1), number(last, dayFirst ? 1 : 2));
			}
			return null;
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private static int number(Matcher matcher, int group) {
		return Integer.parseInt(matcher.group(group));
	}

	private void begin(String line, Matcher row) {
		LocalDateTime local = local(row);
		if (local == null) {
			bad(this.lines.number(), Bad.TIME_UNREADABLE, line);
			return;
		}
		String text = row.group(6);
		// A notice of older exports has two columns, one of newer ones an empty name.
		String name = (text != null) ? row.group(5).strip() : "";
		String said = (text != null) ? text : row.group(5);
		this.pending = new Row(this.lines.number(), local, name, new StringBuilder(said), isOpen(said));
	}

	/** The quotation mark at its beginning is still to be closed. */
	private static boolean isOpen(String said) {
		return said.startsWith("\"") && said.chars().filter(c -> c == '"').count() % 2 == 1;
	}

	private void goOn(String line) {
		Row row = this.pending;
		if (row == null) {
			return;
		}
		boolean nextRow = ROW.matcher(line).matches() && line.indexOf('\t') != line.lastIndexOf('\t');
		if (row.open && (nextRow || isDay(line))) {
			// It was never closed: what looked like the beginning of a quotation was
			// none.
			this.pending = row.closed();
			take(line);
			return;
		}
		if (row.text.length() + line.length() > this.maxLength) {
			this.pending = null;
			bad(row.line, Bad.LINE_TOO_LONG, row.text.toString());
			return;
		}
		row.text.append('\n').append(line);
		if (row.open && line.chars().filter(c -> c == '"').count() % 2 == 1) {
			this.pending = row.closed();
		}
	}

	private @Nullable LocalDateTime local(Matcher row) {
		int hour = number(row, 2);
		int minute = number(row, 3);
		String half = (row.group(1) != null) ? row.group(1) : row.group(4);
		if (half != null) {
			boolean afternoon = half.equals("下午") || half.equals("午後") || half.toLowerCase(Locale.ROOT).equals("pm");
			hour = hour % 12 + (afternoon ? 12 : 0);
		}
		return (this.day != null && hour < 24 && minute < 60) ? this.day.atTime(hour, minute) : null;
	}

	private void flush() {
		Row row = this.pending;
		this.pending = null;
		if (row == null) {
			return;
		}
		LocalTimes.Moment moment = this.times.at(row.at);
		String said = row.text.toString().stripTrailing();
		if (row.name.isEmpty()) {
			notice(row, moment, said);
			return;
		}
		if (said.length() > 1 && said.startsWith("\"") && said.endsWith("\"") && said.indexOf('\n') >= 0) {
			said = said.substring(1, said.length() - 1).replace("\"\"", "\"");
		}
		SpeechKind kind = placeholder(said);
		String words = (kind != null) ? "" : said;
		emit(new Spoke(this.chat, row.line, moment.at(), moment.doubtful(), this.ids.of(row.at, row.name, said),
				speaker(row.name, name -> Speaker.named(CARRIER, name)), (kind != null) ? kind : Words.kind(words),
				Words.length(words), null, words, Words.hasLink(words)));
	}

	private static @Nullable SpeechKind placeholder(String said) {
		return switch (said.strip()) {
			case "[スタンプ]", "[Sticker]", "[貼圖]", "[贴图]" -> SpeechKind.STICKER;
			case "[写真]", "[Photo]", "[照片]", "[圖片]", "[图片]" -> SpeechKind.IMAGE;
			case "[動画]", "[Video]", "[影片]", "[视频]" -> SpeechKind.VIDEO;
			case "[ボイスメッセージ]", "[Voice message]", "[語音訊息]", "[语音讯息]" -> SpeechKind.VOICE;
			case "[ファイル]", "[File]", "[檔案]", "[文件]" -> SpeechKind.FILE;
			case "[位置情報]", "[Location]", "[位置訊息]", "[位置]" -> SpeechKind.LOCATION;
			case "[アルバム]", "[Album]", "[相簿]", "[ノート]", "[Note]", "[記事本]" -> SpeechKind.OTHER;
			default -> said.startsWith("☎") ? SpeechKind.OTHER : null;
		};
	}

	private void notice(Row row, LocalTimes.Moment moment, String said) {
		Matcher added = ADDED.matcher(said);
		if (added.matches()) {
			int by = (added.group(1) != null) ? 1 : ((added.group(3) != null) ? 3 : 5);
			Speaker who = Speaker.named(CARRIER, Words.unquoted(added.group(by + 1)));
			emit(new Joined(this.chat, row.line, moment.at(), moment.doubtful(),
					this.ids.of(row.at, "joined", who.handle()), who,
					Speaker.named(CARRIER, Words.unquoted(added.group(by)))));
			return;
		}
		Matcher joined = JOINED.matcher(said);
		if (joined.matches()) {
			for (String name : Words.names(joined.group(1))) {
				emit(new Joined(this.chat, row.line, moment.at(), moment.doubtful(),
						this.ids.of(row.at, "joined", name), Speaker.named(CARRIER, name), null));
			}
			return;
		}
		Matcher left = LEFT.matcher(said);
		if (left.matches()) {
			for (String name : Words.names(left.group(1))) {
				emit(new Left(this.chat, row.line, moment.at(), moment.doubtful(), this.ids.of(row.at, "left", name),
						Speaker.named(CARRIER, name), null));
			}
		}
	}

	private record Row(long line, LocalDateTime at, String name, StringBuilder text, boolean open) {

		private Row closed() {
			return new Row(this.line, this.at, this.name, this.text, false);
		}

	}

}
