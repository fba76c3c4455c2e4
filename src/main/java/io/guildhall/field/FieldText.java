package io.guildhall.field;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How values are written, and read as people write them. */
final class FieldText {

	/** So long may words be. */
	static final int LONGEST = 1_000;

	private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,4})?");

	private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");

	private static final Set<String> YES = Set.of("true", "yes", "y", "1", "是", "有");

	private static final Set<String> NO = Set.of("false", "no", "n", "0", "否", "无");

	private FieldText() {
	}

	/** Without what cannot be seen, and without blanks around it. */
	static String clean(String text) {
		return text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "").strip();
	}

	/**
	 * The value that the text is for a field.
	 * @throws FieldRefused if it is none of its kind
	 */
	static FieldValue read(Field field, String text) {
		String written = clean(text);
		return switch (field.getKind()) {
			case TEXT -> words(field, written);
			case NUMBER -> FieldValue.of(number(field, plain(written).replace(",", "")));
			case DATE -> FieldValue.of(day(field, plain(written)));
			case YES_NO -> FieldValue.of(flag(field, plain(written).toLowerCase(Locale.ROOT)));
			case CHOICE -> field.getOptions()
				.named(written)
				.map(FieldOption::id)
				.map(FieldValue::of)
				.orElseThrow(() -> FieldRefused.choice(field.getName(), written));
		};
	}

	/** A value as it is read again: a day as 2026-01-31, an option by its name. */
	static String written(Field field, FieldValue value) {
		if (value.number() != null) {
			return value.number().stripTrailingZeros().toPlainString();
		}
		if (value.day() != null) {
			return value.day().toString();
		}
		if (value.flag() != null) {
			return value.flag().toString();
		}
		if (value.option() != null) {
			return field.getOptions().find(value.option()).map(FieldOption::name).orElse("");
		}
		return (value.text() != null) ? value.text() : "";
	}

	private static FieldValue words(Field field, String written) {
		if (written.length() > LONGEST) {
			throw FieldRefused.text(field.getName(), LONGEST);
		}
		return FieldValue.of(written);
	}

	private static BigDecimal number(Field field, String written) {
		if (!NUMBER.matcher(written).matches()) {
			throw FieldRefused.number(field.getName());
		}
		return new BigDecimal(written);
	}

	private static LocalDate day(Field field, String written) {
		Matcher day = DAY.matcher(written);
		try {
			if (day.matches()) {
				return LocalDate.of(Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)),
						Integer.parseInt(day.group(3)));
			}
		}
		catch (DateTimeException none) {
			throw FieldRefused.day(field.getName());
		}
		throw FieldRefused.day(field.getName());
	}

	private static boolean flag(Field field, String written) {
		if (YES.contains(written)) {
			return true;
		}
		if (NO.contains(written)) {
			return false;
		}
		throw FieldRefused.flag(field.getName());
	}

	/** Full-width digits as digits. */
	private static String plain(String written) {
		return Normalizer.normalize(written, Normalizer.Form.NFKC);
	}

}
