package io.guildhall.shared.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

import io.guildhall.shared.Money;
import java.text.NumberFormat;

/**
 * How values look on a page, in the reader's language and the organization's zone:
 * {@code ${#show.money(x)}}.
 */
public class Show {

	private static final String NOTHING = "–";

	private final Locale locale;

	private final ZoneId zone;

	private final Clock clock;

	private final MessageSource messages;

	Show(Locale locale, @Nullable ZoneId zone, Clock clock, MessageSource messages) {
		this.locale = locale;
		this.zone = (zone != null) ? zone : ZoneOffset.UTC;
		this.clock = clock;
		this.messages = messages;
	}

	/** An amount with its currency: ¥1,234.50. */
	public String money(@Nullable Money money) {
		return (money != null) ? money(money, locale) : NOTHING;
	}

	/** An amount with its currency, in that language. */
	public static String money(Money money, Locale locale) {
		NumberFormat format = NumberFormat.getCurrencyInstance(locale);
		Currency currency = Currency.getInstance(money.currency());
		format.setCurrency(currency);
		format.setMinimumFractionDigits(Math.max(currency.getDefaultFractionDigits(), 0));
		format.setMaximumFractionDigits(Math.max(currency.getDefaultFractionDigits(), 0));
		String text = format.format(money.toMajor());
		return text.replace("CNY", "¥").replace("CN¥", "¥");
	}

	/** A whole number, grouped. */
	public String number(@Nullable Number number) {
		return (number != null) ? NumberFormat.getIntegerInstance(locale).format(number) : NOTHING;
	}

	/**
	 * A share of a whole in per cent with one decimal; a dash where the whole is nothing.
	 */
	public String percent(@Nullable Number part, @Nullable Number whole) {
		if (part == null || whole == null || whole.doubleValue() == 0) {
			return NOTHING;
		}
		NumberFormat format = NumberFormat.getPercentInstance(locale);
		format.setMinimumFractionDigits(1);
		format.setMaximumFractionDigits(1);
		return format.format(part.doubleValue() / whole.doubleValue());
	}

	/**
	 * A share that was agreed, in per cent as it was typed: 10%, 12.25%. Nothing is
	 * rounded: it is a promise.
	 * @param basisPoints hundredths of a per cent
	 */
	public String share(int basisPoints) {
		NumberFormat format = NumberFormat.getPercentInstance(locale);
		format.setMaximumFractionDigits(2);
		return format.format(basisPoints / 10_000.0);
	}

	/** A day: 2026-03-01. */
	public String date(@Nullable LocalDate date) {
		return (date != null) ? date.toString() : NOTHING;
	}

	/** The day of an instant in the organization's zone. */
	public String date(@Nullable Instant instant) {
		return (instant != null) ? date(LocalDate.ofInstant(instant, zone)) : NOTHING;
	}

	/** The exact time in the organization's zone. */
	public String time(@Nullable Instant instant) {
		return (instant != null) ? time(instant, zone, locale) : NOTHING;
	}

	/** The exact time there, in that language. */
	public static String time(Instant instant, ZoneId zone, Locale locale) {
		return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
			.withLocale(locale)
			.format(instant.atZone(zone));
	}

	/**
	 * How long ago, or how far ahead, in words; the exact time belongs into the title.
	 */
	public String ago(@Nullable Instant instant) {
		if (instant == null) {
			return NOTHING;
		}
		Duration since = Duration.between(instant, clock.instant());
		boolean past = !since.isNegative();
		long seconds = since.abs().toSeconds();
		String unit;
		long count;
		if (seconds < 60) {
			return messages.getMessage("shared.time.now", null, locale);
		}
		if (seconds < 3600) {
			unit = "minutes";
			count = seconds / 60;
		}
		else if (seconds < 86_400) {
			unit = "hours";
			count = seconds / 3600;
		}
		else if (seconds < 30 * 86_400L) {
			unit = "days";
			count = seconds / 86_400;
		}
		else {
			return date(instant);
		}
		return messages.getMessage("shared.time." + unit + (past ? "-ago" : "-ahead"), new Object[] { count }, locale);
	}

	/** The value for a field of type datetime-local. */
	public String input(@Nullable Instant instant) {
		return (instant != null) ? DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm").format(instant.atZone(zone)) : "";
	}

	/** An amount for an input field: major units, plain. */
	public String amount(@Nullable Money money) {
		return (money != null) ? money.toMajor().toPlainString() : "";
	}

}
