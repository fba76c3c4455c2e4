package io.guildhall.chatlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.text.LineReader;

/**
 * Reads IRC logs: those of irclogs.ubuntu.com ({@code [12:18] <nick> text}, UTC, the date
 * in the file's name), the same with channel and date in the line, irssi's and WeeChat's
 * (local time). System lines without a time take that of the line before; those at the
 * top take that of the first line that has one, else midnight. Notices that are neither
 * of joining, leaving or renaming are passed over.
 */
final class IrcReader extends LineChatReader {

	static final String CARRIER = ChatFormat.IRC_LOG.carrier();

	private static final Pattern DAY_LINE = Pattern
		.compile("--- (?:Log opened|Day changed) \\S+ (\\S{3}) (\\d{2})(?: [\\d:]{8})? (\\d{4})");

	private static final Pattern CHANNEL_LINE = Pattern
		.compile("(\\S+) (\\d{4}-\\d{2}-\\d{2}) \\[(\\d{2}:\\d{2}:\\d{2})\\] (.*)");

	private static final List<String> MONTHS = List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep",
			"oct", "nov", "dec");

	private final LocalTimes local;

	private final LocalTimes utc = new LocalTimes(ZoneOffset.UTC);

	private final @Nullable IrcClock clock;

	/** The day of irssi's lines. */
	private @Nullable LocalDate day;

	private Chat chat;

	private LocalTimes.@Nullable Moment now;

	private int shownMinutes = -1;

	private IrcReader(LineReader lines, ZoneId zone, Chat chat, @Nullable IrcClock clock, @Nullable LocalDate day) {
		super(lines);
		this.local = new LocalTimes(zone);
		this.chat = chat;
		this.clock = clock;
		this.day = day;
		this.now = (clock != null) ? this.utc.at(clock.beginning()) : null;
	}

	static IrcReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		String name = recognition.chatName();
		Chat chat = new Chat((name != null) ? name : source.fileName(), name);
		LocalDate date = (recognition.date() != null) ? recognition.date() : options.date();
		IrcClock clock = null;
		if (recognition.reasons().contains(IrcShape.UBUNTU.reason)) {
			if (date == null) {
				throw ChatlogRefused.dateMissing(source.fileName());
			}
			clock = clock(source, date, options);
		}
		else if (recognition.dateMissing() && date == null) {
			throw ChatlogRefused.dateMissing(source.fileName());
		}
		LineReader lines = new LineReader(source.open(), recognition.charset(), options.maxLineLength());
		return new IrcReader(lines, options.zone(), chat, clock, date);
	}

	private static IrcClock clock(ChatSource source, LocalDate date, ReadOptions options) throws IOException {
		IrcClock clock = new IrcClock(date, IrcFileName.hour(source.fileName()));
		try (LineReader lines = new LineReader(source.open(), StandardCharsets.ISO_8859_1, options.maxLineLength())) {
			for (String line = lines.next(); line != null; line = lines.next()) {
				int minutes = IrcTime.bracketed(line);
				if (minutes >= 0) {
					clock.see(minutes);
				}
			}
		}
		clock.rewind();
		return clock;
	}

	@Override
	Chat chat() {
		return this.chat;
	}

	@Override
	void take(String line) {
		if (line.isBlank()) {
			return;
		}
		char c = line.charAt(0);
		if (c == '[' && this.clock != null) {
			int minutes = IrcTime.bracketed(line);
			if (minutes < 0) {
				bad(this.lines.number(), Bad.NOT_A_MESSAGE, line);
				return;
			}
			if (minutes != this.shownMinutes || this.now == null) {
				this.shownMinutes = minutes;
				this.now = this.utc.at(this.clock.at(minutes));
			}
			said(line, line.indexOf(']') + 1);
		}
		else if (line.startsWith("=== ")) {
			noticed(line.substring(4), line);
		}
		else if (line.startsWith("--- ")) {
			newDay(line);
		}
		else if (line.indexOf('\t') > 0) {
			takeTabbed(line);
		}
		else if (IrcTime.isDigit(c) && line.length() > 5 && IrcTime.minutes(line, 0) >= 0) {
			takeLocal(line);
		}
		else {
			takeWithChannel(line);
		}
	}

	private void takeLocal(String line) {
		int minutes = IrcTime.minutes(line, 0);
		int end = 5;
		int second = 0;
		if (line.length() > 8 && line.charAt(5) == ':' && IrcTime.isDigit(line.charAt(6))
				&& IrcTime.isDigit(line.charAt(7))) {
			second = Integer.parseInt(line, 6, 8, 10);
			end = 8;
		}
		if (this.day == null || second > 59) {
			bad(this.lines.number(), Bad.TIME_UNREADABLE, line);
			return;
		}
		this.now = this.local.at(this.day.atTime(minutes / 60, minutes % 60, second));
		said(line, end);
	}

	/** {@code channel 2019-01-02 [03:04:05] <nick> text}. */
	private void takeWithChannel(String line) {
		Matcher matcher = CHANNEL_LINE.matcher(line);
		if (!matcher.matches()) {
			bad(this.lines.number(), Bad.NOT_A_MESSAGE, line);
			return;
		}
		LocalDateTime time = time(matcher.group(2), matcher.group(3));
		if (time == null) {
			bad(this.lines.number(), Bad.TIME_UNREADABLE, line);
			return;
		}
		String channel = matcher.group(1);
		if (!channel.equals(this.chat.key())) {
			this.chat = new Chat(channel, channel);
		}
		this.now = this.utc.at(time);
		String rest = matcher.group(4).stripTrailing();
		if (rest.startsWith("=== ")) {
			noticed(rest.substring(4), line);
		}
		else {
			said(rest, 0);
		}
	}

	/** WeeChat: {@code 2019-01-02 03:04:05 TAB nick TAB text}. */
	private void takeTabbed(String line) {
		String[] parts = line.split("\t", 3);
		LocalDateTime time = (parts.length == 3 && parts[0].length() == 19)
				? time(parts[0].substring(0, 10), parts[0].substring(11)) : null;
		if (time == null) {
			bad(this.lines.number(), (parts.length == 3) ? Bad.TIME_UNREADABLE : Bad.NOT_A_MESSAGE, line);
			return;
		}
		this.now = this.local.at(time);
		String who = parts[1].strip();
		switch (who) {
			case "-->", "<--", "--" -> noticed(parts[2], line);
			case "*" -> acted(parts[2], line);
			case "" -> bad(this.lines.number(), Bad.SPEAKER_MISSING, line);
			default -> speak(who, parts[2], line);
		}
	}

	private static @Nullable LocalDateTime time(String date, String time) {
		try {
			return LocalDateTime.parse(date + "T" + time);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private void newDay(String line) {
		Matcher matcher = DAY_LINE.matcher(line);
		if (!matcher.lookingAt()) {
			return;
		}
		int month = MONTHS.indexOf(matcher.group(1).toLowerCase(Locale.ROOT)) + 1;
		try {
			this.day = LocalDate.of(Integer.parseInt(matcher.group(3)), month, Integer.parseInt(matcher.group(2)));
		}
		catch (DateTimeException ex) {
			bad(this.lines.number(), Bad.TIME_UNREADABLE, line);
		}
	}

	/** What follows the time. */
	private void said(String line, int after) {
		int start = after;
		while (start < line.length() && line.charAt(start) == ' ') {
			start++;
		}
		if (start < line.length() && line.charAt(start) == '<') {
			int end = line.indexOf('>', start);
			if (end > start + 1) {
				int text = (end + 1 < line.length() && line.charAt(end + 1) == ' ') ? end + 2 : end + 1;
				speak(line.substring(start + 1, end), line.substring(text), line);
				return;
			}
		}
		if (line.startsWith("* ", start)) {
			acted(line.substring(start + 2), line);
		}
		else if (line.startsWith("-!- ", start)) {
			noticed(line.substring(start + 4), line);
		}
		else if (line.startsWith("=== ", start)) {
			noticed(line.substring(start + 4), line);
		}
		else if (start >= line.length() || line.charAt(start) != '-') {
			bad(this.lines.number(), Bad.NOT_A_MESSAGE, line);
		}
	}

	private void acted(String nickAndText, String line) {
		String action = nickAndText.strip();
		int space = action.indexOf(' ');
		if (action.isEmpty()) {
			bad(this.lines.number(), Bad.SPEAKER_MISSING, line);
		}
		else if (space < 0) {
			speak(action, "", line);
		}
		else {
			speak(action.substring(0, space), action.substring(space + 1), line);
		}
	}

	private void speak(String nick, String text, String line) {
		LocalTimes.Moment moment = this.now;
		if (moment == null) {
			bad(this.lines.number(), Bad.TIME_UNREADABLE, line);
			return;
		}
		Speaker speaker = speaker(nick, IrcReader::nick);
		if (speaker.displayName().isEmpty()) {
			bad(this.lines.number(), Bad.SPEAKER_MISSING, line);
			return;
		}
		String id = this.ids.of(moment.local(), speaker.displayName(), text);
		emit(new Spoke(this.chat, this.lines.number(), moment.at(), moment.doubtful(), id, speaker, Words.kind(text),
				Words.length(text), null, text, Words.hasLink(text)));
	}

	private void noticed(String notice, String line) {
		LocalTimes.Moment moment = this.now;
		if (moment == null) {
			bad(this.lines.number(), Bad.TIME_UNREADABLE, line);
			return;
		}
		IrcNotice told = IrcNotice.read(notice);
		if (told == null) {
			return;
		}
		Speaker who = speaker(told.who(), IrcReader::nick);
		Speaker other = (told.other() != null) ? speaker(told.other(), IrcReader::nick) : null;
		if (told.renamed() && other != null) {
			String id = this.ids.of(moment.local(), "renamed", who.displayName(), other.displayName());
			emit(new Renamed(this.chat, this.lines.number(), moment.at(), moment.doubtful(), id, who, other));
		}
		else {
			comeOrGo(moment, who, told.verb(), other);
		}
	}

	private void comeOrGo(LocalTimes.Moment moment, Speaker who, String verb, @Nullable Speaker by) {
		String id = this.ids.of(moment.local(), verb, who.displayName());
		if (verb.equals("joined")) {
			emit(new Joined(this.chat, this.lines.number(), moment.at(), moment.doubtful(), id, who, by));
		}
		else {
			emit(new Left(this.chat, this.lines.number(), moment.at(), moment.doubtful(), id, who, by));
		}
	}

	/**
	 * Without the sign of the nick's rank and without the blanks that a conversion left.
	 */
	private static Speaker nick(String raw) {
		int start = 0;
		while (start < raw.length() && " @+%&~!".indexOf(raw.charAt(start)) >= 0) {
			start++;
		}
		return Speaker.named(CARRIER, raw.substring(start).replace(" ", ""));
	}

}
