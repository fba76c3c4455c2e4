package io.guildhall.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * Understands what people write into cells: dates, amounts, yes and no, phone numbers, in
 * Chinese and English. An empty cell is empty and not bad.
 */
public final class Cells {

	/** No date that is known here, or one that does not exist. */
	public static final String BAD_DATE = "table.bad.date";

	/** A date such as 3/4/2024 that can be read in two ways. */
	public static final String AMBIGUOUS_DATE = "table.bad.date-order";

	/** No amount. */
	public static final String BAD_AMOUNT = "table.bad.amount";

	/** An amount below nothing. */
	public static final String NEGATIVE_AMOUNT = "table.bad.amount-negative";

	/** More decimals than the currency has. */
	public static final String TOO_MANY_DECIMALS = "table.bad.amount-decimals";

	/** An amount in another currency. */
	public static final String OTHER_CURRENCY = "table.bad.amount-currency";

	/** An amount that is too large to be one. */
	public static final String TOO_LARGE = "table.bad.amount-too-large";

	/** Neither yes nor no. */
	public static final String BAD_BOOLEAN = "table.bad.boolean";

	/** No phone number. */
	public static final String BAD_PHONE = "table.bad.phone";

	/** A value that was masked when it was exported; it is never written back. */
	public static final String MASKED = "table.bad.masked";

	/** No whole number, or one that is too large. */
	public static final String BAD_NUMBER = "table.bad.number";

	private static final int LONGEST = 200;

	private static final Pattern DATE = Pattern.compile(
			"(\\d{1,4})\\s*(?:[-/.]|年|년)\\s*(\\d{1,2})\\s*(?:[-/.]|月|월)\\s*(\\d{1,4})\\s*(?:日|号|일|\\.)?\\s*(?:\\(?(?:周|星期|礼拜)[一二三四五六日天]\\)?)?,?(?:[T\\s]*(.*))?");

	private static final Pattern COMPACT = Pattern
		.compile("(\\d{4})(\\d{2})(\\d{2})(?:[T\\s]?(\\d{2}):?(\\d{2}):?(\\d{2})?)?");

	private static final Pattern NAMED_MONTH = Pattern.compile(
			"(?:(\\d{1,2})[-\\s]([A-Za-z]{3,9})\\.?,?[-\\s](\\d{4})|([A-Za-z]{3,9})\\.?\\s(\\d{1,2}),?\\s(\\d{4}))(?:,?\\s+(.*))?");

	private static final Pattern TIME = Pattern.compile(
			"(?:(上午|下午|凌晨|早上|中午|傍晚|晚上|am|pm)\\s*)?(\\d{1,2})\\s*(?::|时|点)\\s*(?:(\\d{1,2})\\s*分?)?(?:\\s*:?\\s*(\\d{1,2})\\s*秒?(?:[.,]\\d{1,9})?)?\\s*(am|pm|a\\.m\\.|p\\.m\\.)?",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern SERIAL = Pattern.compile("\\d{5}(?:\\.\\d{1,12})?");

	private static final Pattern ZONED = Pattern.compile(
			"(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)\\s?(Z|[+-]\\d{2}(?::?\\d{2})?)");

	private static final Map<String, Integer> MONTHS = Map.ofEntries(Map.entry("jan", 1), Map.entry("feb", 2),
			Map.entry("mar", 3), Map.entry("apr", 4), Map.entry("may", 5), Map.entry("jun", 6), Map.entry("jul", 7),
			Map.entry("aug", 8), Map.entry("sep", 9), Map.entry("oct", 10), Map.entry("nov", 11), Map.entry("dec", 12));

	private static final Set<String> AFTERNOON = Set.of("下午", "傍晚", "晚上", "pm", "p.m.");

	private static final Set<String> MORNING = Set.of("上午", "凌晨", "早上", "am", "a.m.");

	private static final Set<String> YES = Set.of("true", "yes", "y", "1", "是", "有", "对", "真", "√", "✓", "✔", "已", "on",
			"开", "是的");

	private static final Set<String> NO = Set.of("false", "no", "n", "0", "否", "无", "没有", "不", "错", "假", "×", "✗", "x",
			"未", "off", "关", "不是", "-");

	/** Signs and words of currencies; the signs of yen and yuan are the same. */
	private static final Map<String, Set<String>> CURRENCIES = Map.ofEntries(Map.entry("¥", Set.of("CNY", "JPY")),
			Map.entry("元", Set.of("CNY", "TWD", "HKD")), Map.entry("块", Set.of("CNY", "TWD", "HKD")),
			Map.entry("人民币", Set.of("CNY")), Map.entry("rmb", Set.of("CNY")), Map.entry("圆", Set.of("CNY", "JPY")),
			Map.entry("円", Set.of("JPY")),
			Map.entry("$", Set.of("USD", "HKD", "TWD", "SGD", "AUD", "CAD", "MXN", "NZD")),
			Map.entry("us$", Set.of("USD")), Map.entry("hk$", Set.of("HKD")), Map.entry("nt$", Set.of("TWD")),
			Map.entry("€", Set.of("EUR")), Map.entry("£", Set.of("GBP")), Map.entry("₩", Set.of("KRW")),
			Map.entry("₹", Set.of("INR")), Map.entry("港币", Set.of("HKD")), Map.entry("港元", Set.of("HKD")),
			Map.entry("美元", Set.of("USD")), Map.entry("美金", Set.of("USD")), Map.entry("欧元", Set.of("EUR")),
			Map.entry("日元", Set.of("JPY")), Map.entry("cn¥", Set.of("CNY")), Map.entry("元整", Set.of("CNY")));

	private static final Pattern AMOUNT = Pattern
		.compile("([^\\d+\\-(.]*)([+\\-(]?)([^\\d+\\-(.]*)([\\d.,'\\s]*\\d[\\d.,'\\s]*)(\\)?)([^\\d)]*)");

	private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(?:,\\d{3})+(?:\\.\\d*)?|\\d+(?:\\.\\d*)?|\\.\\d+");

	private static final Pattern EUROPEAN = Pattern.compile("\\d{1,3}(?:\\.\\d{3})+(?:,\\d*)?|\\d+,\\d{1,2}");

	/** As many digits as fit into a long of minor units. */
	private static final int MOST_DIGITS = 15;

	private Cells() {
	}

	/**
	 * A date and time, at midnight where the cell has no time. Knows 2024-01-02 with many
	 * separators and times, 2024年1月2日 下午3:04, 20240102, 2 Jan 2024, and the serial
	 * numbers of spreadsheets.
	 * @param order how to read 3/4/2024, or null to refuse what is ambiguous
	 */
	public static Parsed<LocalDateTime> dateTime(String cell, @Nullable DayOrder order) {
		String text = normal(cell);
		if (text.isEmpty()) {
			return Parsed.empty();
		}
		if (text.length() > LONGEST) {
			return Parsed.bad(BAD_DATE);
		}
		try {
			return parse(text, order);
		}
		catch (DateTimeException | NumberFormatException ex) {
			return Parsed.bad(BAD_DATE);
		}
	}

	/**
	 * An instant: by the zone in the cell where there is one, else by this one. Of a time
	 * that happens twice the earlier is taken.
	 */
	public static Parsed<Instant> instant(String cell, ZoneId zone, @Nullable DayOrder order) {
		Matcher zoned = ZONED.matcher(cell.strip());
		if (zoned.matches()) {
			try {
				String offset = zoned.group(3);
				if (offset.length() == 5) {
					offset = offset.substring(0, 3) + ":" + offset.substring(3);
				}
				return Parsed.of(OffsetDateTime
					.parse(zoned.group(1) + "T" + zoned.group(2) + ((offset.length() == 3) ? offset + ":00" : offset))
					.toInstant());
			}
			catch (DateTimeException ex) {
				return Parsed.bad(BAD_DATE);
			}
		}
		Parsed<LocalDateTime> local = dateTime(cell, order);
		LocalDateTime value = local.value();
		return (value != null) ? Parsed.of(value.atZone(zone).withEarlierOffsetAtOverlap().toInstant())
				: new Parsed<>(null, local.problem());
	}

	/** A date; a time that stands with it is dropped. */
	public static Parsed<LocalDate> date(String cell, @Nullable DayOrder order) {
		Parsed<LocalDateTime> parsed = dateTime(cell, order);
		LocalDateTime value = parsed.value();
		return (value != null) ? Parsed.of(value.toLocalDate()) : new Parsed<>(null, parsed.problem());
	}

	private static Parsed<LocalDateTime> parse(String text, @Nullable DayOrder order) {
		Matcher matcher = COMPACT.matcher(text);
		if (matcher.matches()) {
			LocalDate day = LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
			boolean timed = matcher.group(4) != null;
			return Parsed.of(day.atTime(timed ? number(matcher, 4) : 0, timed ? number(matcher, 5) : 0,
					(matcher.group(6) != null) ? number(matcher, 6) : 0));
		}
		if (SERIAL.matcher(text).matches()) {
			return Parsed.of(ofSerial(new BigDecimal(text)));
		}
		matcher = DATE.matcher(text);
		if (matcher.matches()) {
			return numbered(matcher, order);
		}
		matcher = NAMED_MONTH.matcher(text);
		if (matcher.matches()) {
			boolean dayFirst = matcher.group(1) != null;
			String name = dayFirst ? matcher.group(2) : matcher.group(4);
			Integer month = MONTHS.get(name.substring(0, 3).toLowerCase(Locale.ROOT));
			if (month == null) {
				return Parsed.bad(BAD_DATE);
			}
			LocalDate day = LocalDate.of(number(matcher, dayFirst ? 3 : 6), month, number(matcher, dayFirst ? 1 : 5));
			return timed(day, matcher.group(7));
		}
		return Parsed.bad(BAD_DATE);
	}

	private static Parsed<LocalDateTime> numbered(Matcher matcher, @Nullable DayOrder order) {
		int first = number(matcher, 1);
		int second = number(matcher, 2);
		int third = number(matcher, 3);
		if (matcher.group(1).length() == 4) {
			return timed(LocalDate.of(first, second, third), matcher.group(4));
		}
		if (matcher.group(3).length() == 3 || matcher.group(1).length() > 2) {
			return Parsed.bad(BAD_DATE);
		}
		int year = (third < 100) ? 2000 + third : third;
		if (matcher.group(3).length() < 3 && matcher.group().indexOf('年') > 0) {
			return timed(LocalDate.of(2000 + first, second, third), matcher.group(4));
		}
		boolean ambiguous = first <= 12 && second <= 12 && first != second;
		if (ambiguous && order == null) {
			return Parsed.bad(AMBIGUOUS_DATE);
		}
		boolean monthFirst = second > 12 || (ambiguous && order == DayOrder.MONTH_FIRST);
		return timed(monthFirst ? LocalDate.of(year, first, second) : LocalDate.of(year, second, first),
				matcher.group(4));
	}

	private static Parsed<LocalDateTime> timed(LocalDate day, @Nullable String time) {
		if (time == null || time.isBlank()) {
			return Parsed.of(day.atStartOfDay());
		}
		Matcher matcher = TIME.matcher(time.strip());
		if (!matcher.matches()) {
			return Parsed.bad(BAD_DATE);
		}
		int hour = number(matcher, 2);
		String half = (matcher.group(1) != null) ? matcher.group(1) : matcher.group(5);
		if (half != null) {
			half = half.toLowerCase(Locale.ROOT);
			if (AFTERNOON.contains(half) || (half.equals("中午") && hour < 11)) {
				hour = (hour < 12) ? hour + 12 : hour;
			}
			else if (MORNING.contains(half) && hour == 12) {
				hour = 0;
			}
		}
		if (hour == 24 && matcher.group(4) == null) {
			return Parsed.of(day.plusDays(1).atStartOfDay());
		}
		int minute = (matcher.group(3) != null) ? number(matcher, 3) : 0;
		int second = (matcher.group(4) != null) ? number(matcher, 4) : 0;
		return Parsed.of(day.atTime(LocalTime.of(hour, minute, second)));
	}

	private static int number(Matcher matcher, int group) {
		return Integer.parseInt(matcher.group(group));
	}

	private static LocalDateTime ofSerial(BigDecimal serial) {
		int days = serial.intValue();
		long seconds = serial.subtract(BigDecimal.valueOf(days))
			.multiply(BigDecimal.valueOf(86_400))
			.setScale(0, RoundingMode.HALF_UP)
			.longValue();
		// Spreadsheets believe that 1900 was a leap year.
		LocalDate base = (days < 60) ? LocalDate.of(1899, 12, 31) : LocalDate.of(1899, 12, 30);
		return base.plusDays(days).atStartOfDay().plusSeconds(seconds);
	}

	/** The text of a cell that a spreadsheet shows as date or time. */
	static String ofSerial(BigDecimal serial, boolean since1904) {
		BigDecimal shifted = since1904 ? serial.add(BigDecimal.valueOf(1462)) : serial;
		if (shifted.signum() < 0 || shifted.compareTo(BigDecimal.valueOf(2_958_466)) >= 0) {
			return serial.toString();
		}
		LocalDateTime time = ofSerial(shifted);
		if (shifted.compareTo(BigDecimal.ONE) < 0) {
			return time.toLocalTime().toString();
		}
		boolean midnight = time.toLocalTime().equals(LocalTime.MIDNIGHT);
		return midnight ? time.toLocalDate().toString() : time.toLocalDate() + " " + time.toLocalTime();
	}

	/** Whether a number format of a spreadsheet shows a date or time. */
	static boolean isDateFormat(String format) {
		boolean quoted = false;
		boolean bracketed = false;
		for (int i = 0; i < format.length() && i < LONGEST; i++) {
			char c = Character.toLowerCase(format.charAt(i));
			if (c == '"') {
				quoted = !quoted;
			}
			else if (c == '\\' || c == '_' || c == '*') {
				i++;
			}
			else if (!quoted && (c == '[' || c == ']')) {
				bracketed = c == '[';
			}
			else if (!quoted && !bracketed && (c == 'y' || c == 'd' || c == 'h')) {
				return true;
			}
		}
		return false;
	}

	/**
	 * An amount in the currency, not below nothing: {@code ¥1,234.50}, {@code 1234.5},
	 * {@code 1.234,50 €}, {@code 99元}. Never goes through floating point and never
	 * rounds.
	 */
	public static Parsed<Money> amount(String cell, String currency) {
		String text = normal(cell).toLowerCase(Locale.ROOT);
		if (text.isEmpty()) {
			return Parsed.empty();
		}
		Matcher matcher = (text.length() <= LONGEST) ? AMOUNT.matcher(text) : null;
		if (matcher == null || !matcher.matches()) {
			return Parsed.bad(BAD_AMOUNT);
		}
		for (int group : new int[] { 1, 3, 6 }) {
			String problem = currencyProblem(matcher.group(group).strip(), currency);
			if (problem != null) {
				return Parsed.bad(problem);
			}
		}
		boolean bracketed = matcher.group(2).equals("(");
		if (bracketed != matcher.group(5).equals(")")) {
			return Parsed.bad(BAD_AMOUNT);
		}
		BigDecimal major = decimal(matcher.group(4), currency);
		if (major == null) {
			return Parsed.bad(BAD_AMOUNT);
		}
		if (major.signum() > 0 && (bracketed || matcher.group(2).equals("-"))) {
			return Parsed.bad(NEGATIVE_AMOUNT);
		}
		if (major.precision() - major.scale() > MOST_DIGITS) {
			return Parsed.bad(TOO_LARGE);
		}
		int decimals = Math.max(Currency.getInstance(currency).getDefaultFractionDigits(), 0);
		return (major.stripTrailingZeros().scale() > decimals) ? Parsed.bad(TOO_MANY_DECIMALS)
				: Parsed.of(Money.ofMajor(major, currency));
	}

	private static @Nullable String currencyProblem(String word, String currency) {
		if (word.isEmpty() || word.equalsIgnoreCase(currency)) {
			return null;
		}
		Set<String> meant = CURRENCIES.get(word);
		if (meant != null) {
			return meant.contains(currency) ? null : OTHER_CURRENCY;
		}
		return (word.length() == 3 && isCurrency(word.toUpperCase(Locale.ROOT))) ? OTHER_CURRENCY : BAD_AMOUNT;
	}

	private static boolean isCurrency(String code) {
		return Currency.getAvailableCurrencies().stream().anyMatch((known) -> known.getCurrencyCode().equals(code));
	}

	private static @Nullable BigDecimal decimal(String digits, String currency) {
		String bare = digits.replaceAll("[\\s']", "");
		if (GROUPED.matcher(bare).matches()) {
			String plain = bare.replace(",", "");
			return new BigDecimal(plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain);
		}
		boolean europe = EUROPEAN.matcher(bare).matches();
		return (europe && !currency.equals("CNY")) || (europe && bare.indexOf(',') > 0)
				? new BigDecimal(bare.replace(".", "").replace(',', '.')) : null;
	}

	/** A whole number, not below nothing, such as a quantity. */
	public static Parsed<Long> count(String cell) {
		String text = normal(cell).replace(",", "");
		if (text.isEmpty()) {
			return Parsed.empty();
		}
		if (!text.matches("\\d{1,15}(?:\\.0{1,6})?")) {
			return Parsed.bad(BAD_NUMBER);
		}
		int point = text.indexOf('.');
		return Parsed.of(Long.parseLong((point < 0) ? text : text.substring(0, point)));
	}

	/** Yes or no, in Chinese and English and as people tick boxes. */
	public static Parsed<Boolean> bool(String cell) {
		String text = normal(cell).toLowerCase(Locale.ROOT);
		if (text.isEmpty()) {
			return Parsed.empty();
		}
		if (YES.contains(text)) {
			return Parsed.of(true);
		}
		return NO.contains(text) ? Parsed.of(false) : Parsed.bad(BAD_BOOLEAN);
	}

	/**
	 * A phone number in one form, so that equal numbers are equal: a plus, the country
	 * and the digits. A number without a country is taken for one of the default country
	 * where it looks like one (a mainland mobile number has 11 digits and begins with 13
	 * to 19), else its digits stay as they are.
	 * @param country the dialling code without plus, such as 86
	 */
	public static Parsed<String> phone(String cell, String country) {
		String text = normal(cell);
		if (text.isEmpty()) {
			return Parsed.empty();
		}
		if (isMasked(text)) {
			return Parsed.bad(MASKED);
		}
		String bare = text.replaceAll("[\\s().\\-–—/]", "");
		if (bare.startsWith("00") && bare.length() > 8) {
			bare = "+" + bare.substring(2);
		}
		if (!bare.matches("\\+?\\d{5,15}")) {
			return Parsed.bad(BAD_PHONE);
		}
		if (bare.startsWith("+")) {
			return (bare.length() >= 8) ? Parsed.of(bare) : Parsed.bad(BAD_PHONE);
		}
		if (country.equals("86")) {
			if (bare.matches("1[3-9]\\d{9}")) {
				return Parsed.of("+86" + bare);
			}
			if (bare.matches("861[3-9]\\d{9}")) {
				return Parsed.of("+" + bare);
			}
			return Parsed.of(bare.matches("0\\d{9,11}") ? "+86" + bare.substring(1) : bare);
		}
		return Parsed.of(bare.startsWith("0") ? "+" + country + bare.substring(1) : bare);
	}

	/** Whether a value was masked when it was exported. */
	public static boolean isMasked(String cell) {
		return cell.contains("***") || cell.contains("•••") || cell.contains("＊＊＊");
	}

	/** Full-width digits and signs as plain ones, one kind of blank, nothing around. */
	private static String normal(String cell) {
		if (cell.length() > 4 * LONGEST) {
			return cell;
		}
		String plain = Normalizer.normalize(cell, Normalizer.Form.NFKC).replace('¥', '¥').replace('\u00A0', ' ');
		return plain.replace("\u200E", "").replace("\u200F", "").replace("\uFEFF", "").strip();
	}

}
