package io.guildhall.chatlog;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.text.LineReader;

/**
 * Reads the text that WhatsApp exports. The file is read twice: first to learn the order
 * of its dates and how its heads end, since a quoted head of another kind of phone is
 * text. Records come in the order of the file, which may be off by minutes.
 */
final class WhatsAppReader extends LineChatReader {

	static final String CARRIER = ChatFormat.WHATSAPP_TXT.carrier();

	private static final int LONGEST_NAME = 120;

	private static final int LONGEST_TEXT = 1 << 20;

	private static final Pattern PHONE = Pattern.compile("\\+?[\\d\\s\\u00A0()\\-\\u2010\\u2011]{7,30}");

	private final DateOrder order;

	private final WhatsAppHead.Style style;

	private final LocalTimes times;

	private final Chat chat;

	private final WhatsAppHead head = new WhatsAppHead();

	private final StringBuilder text = new StringBuilder();

	private @Nullable Speaker author;

	private LocalTimes.@Nullable Moment when;

	private long begunAt;

	/** How many characters did not fit. */
	private long cut;

	/** Lines that go on with something that is no message are passed over. */
	private boolean passing;

	private WhatsAppReader(LineReader lines, Chat chat, DateOrder order, WhatsAppHead.Style style, LocalTimes times) {
		super(lines);
		this.chat = chat;
		this.order = order;
		this.style = style;
		this.times = times;
	}

	static WhatsAppReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		WhatsAppDates dates = new WhatsAppDates();
		WhatsAppHead head = new WhatsAppHead();
		try (LineReader lines = new LineReader(source.open(), recognition.charset(), options.maxLineLength())) {
			for (String line = lines.next(); line != null; line = lines.next()) {
				if (head.scan(line)) {
					dates.see(head);
				}
			}
		}
		DateOrder order = (options.dateOrder() != null) ? options.dateOrder() : dates.order();
		WhatsAppHead.Style style = dates.style();
		if (order == null) {
			throw ChatlogRefused.dateOrderUnknown(source.fileName());
		}
		if (style == null) {
			throw ChatlogRefused.notRecognized(ChatlogRefused.UNKNOWN_FORMAT, source.fileName());
		}
		String name = recognition.chatName();
		Chat chat = new Chat((name != null) ? name : source.fileName(), name);
		LineReader lines = new LineReader(source.open(), recognition.charset(), options.maxLineLength());
		return new WhatsAppReader(lines, chat, order, style, new LocalTimes(options.zone()));
	}

	@Override
	Chat chat() {
		return this.chat;
	}

	@Override
	void take(String line) {
		if (this.head.scan(line) && this.head.style() == this.style) {
			finish();
			begin(line);
		}
		else if (this.author != null) {
			append(line);
		}
		else if (!this.passing && !line.isBlank()) {
			bad(this.lines.number(), Bad.NOT_A_MESSAGE, line);
		}
	}

	@Override
	void takeTooLong(String start) {
		if (this.head.scan(start) && this.head.style() == this.style) {
			finish();
			this.passing = true;
		}
		super.takeTooLong(start);
	}

	@Override
	void end() {
		finish();
	}

	private void begin(String line) {
		this.passing = true;
		LocalDateTime time = this.head.time(this.order);
		if (time == null) {
			bad(this.lines.number(), Bad.TIME_UNREADABLE, line);
			return;
		}
		LocalTimes.Moment moment = this.times.at(time);
		String rest = line.substring(this.head.end());
		int colon = colon(rest);
		if (colon < 0) {
			notice(rest, moment);
			return;
		}
		Speaker speaker = speaker(rest.substring(0, colon), WhatsAppReader::speaker);
		if (speaker.displayName().isEmpty()) {
			bad(this.lines.number(), Bad.SPEAKER_MISSING, line);
			return;
		}
		int start = (colon + 1 < rest.length() && rest.charAt(colon + 1) == ' ') ? colon + 2 : colon + 1;
		String said = rest.substring(start);
		if (said.startsWith("\u200E") && !WhatsAppSent.isSent(said)) {
			notice(said, moment);
			return;
		}
		this.author = speaker;
		this.when = moment;
		this.begunAt = this.lines.number();
		this.text.setLength(0);
		this.cut = 0;
		this.text.append(said);
	}

	/** Where the name ends, or -1 where the line is a notice. */
	private int colon(String rest) {
		int colon = rest.indexOf(": ");
		if (colon < 0) {
			colon = rest.indexOf(':');
			boolean named = colon > 0 && (colon == rest.length() - 1 || hasSpoken(rest.substring(0, colon)));
			return (named && colon <= LONGEST_NAME) ? colon : -1;
		}
		if (colon > LONGEST_NAME) {
			return -1;
		}
		String name = rest.substring(0, colon);
		boolean quotes = name.indexOf('"') >= 0 || name.indexOf('“') >= 0 || name.indexOf('「') >= 0;
		return (quotes && WhatsAppNotices.isNotice(rest)) ? -1 : colon;
	}

	private void append(String line) {
		if (this.text.length() + line.length() < LONGEST_TEXT) {
			this.text.append('\n').append(line);
		}
		else {
			this.cut += 1 + line.length();
		}
	}

	private void notice(String line, LocalTimes.Moment moment) {
		int nth = 0;
		for (WhatsAppNotices.Notice notice : WhatsAppNotices.read(line)) {
			Speaker who = speaker(notice.who(), WhatsAppReader::speaker);
			String other = notice.other();
			Speaker second = (other != null) ? speaker(other, WhatsAppReader::speaker) : null;
			String id = this.ids.of(moment.local(), notice.what(), who.handle(), nth++);
			long number = this.lines.number();
			switch (notice.what()) {
				case JOINED -> emit(new Joined(this.chat, number, moment.at(), moment.doubtful(), id, who, second));
				case LEFT -> emit(new Left(this.chat, number, moment.at(), moment.doubtful(), id, who, second));
				case RENAMED -> {
					if (second != null) {
						emit(new Renamed(this.chat, number, moment.at(), moment.doubtful(), id, who, second));
					}
				}
			}
		}
	}

	private void finish() {
		Speaker speaker = this.author;
		LocalTimes.Moment moment = this.when;
		this.author = null;
		this.passing = false;
		if (speaker == null || moment == null) {
			return;
		}
		String said = this.text.toString();
		String id = this.ids.of(moment.local(), speaker.handle(), said, this.cut);
		WhatsAppSent sent = WhatsAppSent.of(said);
		long length = Words.length(sent.words()) + this.cut;
		emit(new Spoke(this.chat, this.begunAt, moment.at(), moment.doubtful(), id, speaker, sent.kind(),
				(int) Math.min(length, Integer.MAX_VALUE), null, sent.words(), Words.hasLink(sent.words())));
	}

	private static Speaker speaker(String raw) {
		String name = Words.withoutMarks(raw).strip();
		if (name.startsWith("~")) {
			int start = 1;
			while (start < name.length() && Words.isSpace(name.charAt(start))) {
				start++;
			}
			name = name.substring(start);
		}
		if (PHONE.matcher(name).matches()) {
			StringBuilder digits = new StringBuilder();
			name.chars().filter((c) -> c >= '0' && c <= '9').forEach((c) -> digits.append((char) c));
			if (digits.length() >= 7) {
				String sign = name.startsWith("+") ? "+" : "";
				return new Speaker(CARRIER, sign + digits, name, List.of());
			}
		}
		return Speaker.named(CARRIER, name);
	}

}
