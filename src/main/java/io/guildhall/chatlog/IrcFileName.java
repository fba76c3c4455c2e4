package io.guildhall.chatlog;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What the name of an IRC log says of its time. */
final class IrcFileName {

	private static final Pattern NAME_DATE = Pattern
		.compile("(?<!\\d)(\\d{4})([-/.]?)(\\d{2})\\2(\\d{2})(?:[_T](\\d{2}))?(?!\\d)");

	private IrcFileName() {
	}

	/** The date in a file's name. */
	static @Nullable LocalDate date(String fileName) {
		Matcher matcher = NAME_DATE.matcher(fileName);
		LocalDate date = null;
		while (date == null && matcher.find()) {
			date = date(matcher);
		}
		return date;
	}

	private static @Nullable LocalDate date(Matcher matcher) {
		try {
			return LocalDate.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(3)),
					Integer.parseInt(matcher.group(4)));
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/** The hour in which a log ends that has one in its name. */
	static @Nullable Integer hour(String fileName) {
		Matcher matcher = NAME_DATE.matcher(fileName);
		if (!matcher.find() || matcher.group(5) == null) {
			return null;
		}
		int hour = Integer.parseInt(matcher.group(5));
		return (hour < 24) ? hour : null;
	}

}
