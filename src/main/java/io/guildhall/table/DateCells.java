package io.guildhall.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Understands how people write days and times into cells, in Chinese and English, and as
 * spreadsheets keep them. An empty cell is empty and not bad.
 */
public final class DateCells {

	/** No date that is known here, or one that does not exist. */
	public static final String BAD_DATE = "table.bad.date";

	/** A date such as 3/4/2024 that can be read in two ways. */
	public static final String AMBIGUOUS_DATE = "table.bad.date-order";

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

	private DateCells() {
	}

	/**
	 * A date and time, at midnight where the cell has no time. Knows 2024-01-02 with many
	 * separators and times, 2024年1月2日 下午3:04, 20240102, 2 Jan 2024, and the serial
	 * numbers of spreadsheets.
	 * @param order how to read 3/4/2024, or null to refuse what is ambiguous
	 */
	public static Parsed<LocalDateTime> dateTime(String cell, @Nullable DayOrder order) {
		String text = Cells.normal(cell);
		if (text.isEmpty()) {
			return Parsed.empty();
		}
		if (text.length() > Cells.LONGEST) {
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
		for (int i = 0; i < format.length() && i < Cells.LONGEST; i++) {
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

}
