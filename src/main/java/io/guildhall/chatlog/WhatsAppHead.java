package io.guildhall.chatlog;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Finds the date and time at the beginning of a line of a WhatsApp export, whatever the
 * phone's language. One object is used for all lines of a file.
 */
final class WhatsAppHead {

	/** How the head ends. */
	enum Style {

		/** {@code [date, time] }, of an iPhone. */
		BRACKETS,

		/** {@code date, time - }, of an Android phone. */
		DASH,

		/** {@code date time, }, as a Korean phone writes. */
		COMMA,

		/** {@code date, time } and at once the name. */
		BARE

	}

	private static final int AM = 1;

	private static final int PM = 2;

	private static final int NOON = 3;

	private static final int UNKNOWN = -1;

	/**
	 * What stands behind a 12-hour time, bare of dots and blanks and in small letters.
	 */
	private static final Map<String, Integer> MARKERS = Map.ofEntries(Map.entry("am", AM), Map.entry("pm", PM),
			Map.entry("a", AM), Map.entry("p", PM), Map.entry("上午", AM), Map.entry("下午", PM), Map.entry("오전", AM),
			Map.entry("오후", PM), Map.entry("午前", AM), Map.entry("午後", PM), Map.entry("凌晨", AM), Map.entry("清晨", AM),
			Map.entry("早上", AM), Map.entry("中午", NOON), Map.entry("傍晚", PM), Map.entry("晚上", PM), Map.entry("ص", AM),
			Map.entry("م", PM), Map.entry("πμ", AM), Map.entry("μμ", PM), Map.entry("π.μ", AM), Map.entry("de", AM),
			Map.entry("du", PM), Map.entry("öö", AM), Map.entry("ös", PM), Map.entry("sa", AM), Map.entry("ch", PM),
			Map.entry("fm", AM), Map.entry("em", PM), Map.entry("ap", AM), Map.entry("ip", PM), Map.entry("pd", AM),
			Map.entry("md", PM), Map.entry("ptg", PM), Map.entry("pg", AM), Map.entry("пробед", AM),
			Map.entry("слобед", PM), Map.entry("дп", AM), Map.entry("пп", PM), Map.entry("पूर्वाह्न", AM),
			Map.entry("अपराह्न", PM), Map.entry("ก่อนเที่ยง", AM), Map.entry("หลังเที่ยง", PM), Map.entry("قظ", AM),
			Map.entry("بظ", PM), Map.entry("לפנה״צ", AM), Map.entry("אחה״צ", PM));

	private static final List<String> BEFORE_THE_TIME = List.of("上午", "下午", "오전", "오후", "午前", "午後", "凌晨", "清晨", "早上",
			"中午", "傍晚", "晚上", "AM", "PM", "am", "pm");

	private static final int BUDDHIST_YEARS = 543;

	private String line = "";

	private int at;

	private int first;

	private int second;

	private int third;

	private int firstDigits;

	private boolean dotted;

	private boolean buddhist;

	private int hour;

	private int minute;

	private int seconds;

	private int marker;

	private Style style = Style.DASH;

	private int number;

	/** Whether the line begins with a date and a time. */
	boolean scan(String text) {
		this.line = text;
		this.at = 0;
		skipMarks();
		boolean bracket = peek() == '[';
		if (bracket) {
			this.at++;
			skipMarks();
		}
		return scanDate() && scanTime() && (bracket ? scanBracket() : scanOther());
	}

	private boolean scanDate() {
		this.firstDigits = digits(4);
		this.first = this.number;
		this.buddhist = false;
		if (this.firstDigits == 0 || !separator()) {
			return false;
		}
		if (digits(2) == 0) {
			return false;
		}
		this.second = this.number;
		if (!separator()) {
			return false;
		}
		int thirdDigits = digits(4);
		this.third = this.number;
		if (thirdDigits == 0 || (this.firstDigits > 2 && thirdDigits > 2)) {
			return false;
		}
		if (peek() == '.' || peek() == '日' || peek() == '일') {
			this.at++;
		}
		int before = this.at;
		skipBlanks();
		if (this.line.startsWith("BE", this.at) || this.line.startsWith("พ.ศ.", this.at)) {
			this.buddhist = true;
			this.at += (peek() == 'B') ? 2 : 4;
		}
		if (peek() == ',' || peek() == '،' || peek() == '，') {
			this.at++;
		}
		skipBlanks();
		return this.at > before || isDigitless();
	}

	/** Chinese and Korean put a word, not a blank, between date and time. */
	private boolean isDigitless() {
		return this.at < this.line.length() && !Character.isDigit(peek());
	}

	private boolean scanTime() {
		this.marker = 0;
		for (String word : BEFORE_THE_TIME) {
			if (this.line.startsWith(word, this.at)) {
				this.marker = MARKERS.getOrDefault(word.toLowerCase(Locale.ROOT), UNKNOWN);
				this.at += word.length();
				skipBlanks();
				break;
			}
		}
		if (digits(2) == 0) {
			return false;
		}
		this.hour = this.number;
		char separator = peek();
		if (separator != ':' && separator != '.') {
			return false;
		}
		this.at++;
		if (digits(2) != 2) {
			return false;
		}
		this.minute = this.number;
		this.seconds = 0;
		if (peek() == separator) {
			this.at++;
			if (digits(2) != 2) {
				return false;
			}
			this.seconds = this.number;
		}
		return true;
	}

	private boolean scanBracket() {
		int end = this.line.indexOf(']', this.at);
		if (end < 0 || end - this.at > 16) {
			return false;
		}
		this.style = Style.BRACKETS;
		mark(this.line.substring(this.at, end));
		this.at = end + 1;
		if (this.at < this.line.length() && Words.isSpace(peek())) {
			this.at++;
		}
		return true;
	}

	private boolean scanOther() {
		int end = this.line.indexOf(" - ", this.at);
		if (end < 0 && this.line.endsWith(" -")) {
			end = this.line.length() - 2;
		}
		if (end >= 0 && end - this.at <= 16 && known(this.line.substring(this.at, end))) {
			this.style = Style.DASH;
			mark(this.line.substring(this.at, end));
			this.at = Math.min(end + 3, this.line.length());
			return true;
		}
		if (this.line.startsWith(", ", this.at)) {
			this.style = Style.COMMA;
			this.at += 2;
			return true;
		}
		if (this.at >= this.line.length() || !Words.isSpace(peek())) {
			return false;
		}
		skipBlanks();
		int blank = this.line.indexOf(' ', this.at);
		if (blank > 0 && blank - this.at <= 5 && known(this.line.substring(this.at, blank))) {
			mark(this.line.substring(this.at, blank));
			this.at = blank + 1;
		}
		this.style = Style.BARE;
		return this.line.indexOf(": ", this.at) > 0;
	}

	private boolean known(String text) {
		String bare = bare(text);
		return bare.isEmpty() || MARKERS.containsKey(bare);
	}

	private void mark(String text) {
		String bare = bare(text);
		if (!bare.isEmpty()) {
			this.marker = MARKERS.getOrDefault(bare, UNKNOWN);
		}
	}

	private static String bare(String text) {
		StringBuilder bare = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (!Words.isMark(c) && !Words.isSpace(c) && c != '.' && c != '_') {
				bare.append(c);
			}
		}
		return bare.toString().toLowerCase(Locale.ROOT);
	}

	private char peek() {
		return (this.at < this.line.length()) ? this.line.charAt(this.at) : '\0';
	}

	private void skipMarks() {
		while (this.at < this.line.length() && Words.isMark(peek())) {
			this.at++;
		}
	}

	private void skipBlanks() {
		while (this.at < this.line.length() && (Words.isMark(peek()) || Words.isSpace(peek()))) {
			this.at++;
		}
	}

	private int digits(int most) {
		int start = this.at;
		this.number = 0;
		while (this.at < this.line.length() && this.at - start < most) {
			int digit = Character.digit(peek(), 10);
			if (digit < 0) {
				break;
			}
			this.number = this.number * 10 + digit;
			this.at++;
		}
		return this.at - start;
	}

	private boolean separator() {
		skipMarks();
		char c = peek();
		if (c != '/' && c != '-' && c != '.' && c != '年' && c != '月' && c != '년' && c != '월') {
			return false;
		}
		this.dotted = c == '.';
		this.at++;
		skipBlanks();
		return true;
	}

	Style style() {
		return this.style;
	}

	/** Where the name begins. */
	int end() {
		return this.at;
	}

	boolean yearFirst() {
		return this.firstDigits > 2;
	}

	boolean isDotted() {
		return this.dotted;
	}

	/** Year, month and day as one number if read in this order, or -1. */
	int date(DateOrder order) {
		return switch (yearFirst() ? DateOrder.YEAR_MONTH_DAY : order) {
			case DAY_MONTH_YEAR -> date(this.third, this.second, this.first);
			case MONTH_DAY_YEAR -> date(this.third, this.first, this.second);
			case YEAR_MONTH_DAY -> date(this.first, this.second, this.third);
		};
	}

	private int date(int shownYear, int month, int day) {
		int year = (shownYear < 100) ? 2000 + shownYear : shownYear;
		if (this.buddhist || year > 2400) {
			year -= BUDDHIST_YEARS;
		}
		boolean possible = year >= 2009 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
		return possible ? (year * 100 + month) * 100 + day : -1;
	}

	/** When that was, or null where it is no time. */
	@Nullable LocalDateTime time(DateOrder order) {
		int date = date(order);
		if (date < 0 || this.marker == UNKNOWN) {
			return null;
		}
		try {
			return LocalDateTime.of(date / 10000, date / 100 % 100, date % 100, hourOfDay(), this.minute, this.seconds);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	private int hourOfDay() {
		return switch (this.marker) {
			case AM -> (this.hour == 12) ? 0 : this.hour;
			case PM -> (this.hour < 12) ? this.hour + 12 : this.hour;
			case NOON -> (this.hour < 11) ? this.hour + 12 : this.hour;
			default -> this.hour;
		};
	}

}
