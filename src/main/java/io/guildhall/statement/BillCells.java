package io.guildhall.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.provider.TradeNumber;
import io.guildhall.shared.Money;
import io.guildhall.table.Cells;
import io.guildhall.table.DateCells;
import io.guildhall.table.TableRow;

/**
 * The cells of a bill by the names of their columns. Providers write amounts below
 * nothing, marks before long numbers and fees of a part of a cent.
 */
final class BillCells {

	private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{0,15}(?:\\.\\d{0,10})?");

	private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private static final int LONGEST_REFERENCE = 100;

	private final Map<String, Integer> columns = new HashMap<>();

	BillCells(List<String> names) {
		for (int i = 0; i < names.size(); i++) {
			columns.putIfAbsent(bare(names.get(i)), i);
		}
	}

	/** Whether all of these columns are there. */
	boolean has(String... names) {
		for (String name : names) {
			if (!columns.containsKey(bare(name))) {
				return false;
			}
		}
		return true;
	}

	/** What stands in the first of these columns that is there; nothing where none is. */
	String text(TableRow row, String... names) {
		for (String name : names) {
			Integer column = columns.get(bare(name));
			if (column != null) {
				return clean(row.cell(column));
			}
		}
		return "";
	}

	/**
	 * What the provider calls it.
	 * @throws RowRefused if there is nothing
	 */
	String reference(TableRow row, String... names) {
		String text = text(row, names);
		if (text.isEmpty() || text.length() > LONGEST_REFERENCE) {
			throw new RowRefused(RowRefused.NO_REFERENCE);
		}
		return text;
	}

	/** An id of ours; null for what is none. */
	static @Nullable UUID ourId(String text) {
		String small = text.toLowerCase(Locale.ROOT);
		return UUID_FORM.matcher(small).matches() ? UUID.fromString(small) : TradeNumber.id(small).orElse(null);
	}

	/**
	 * An amount, perhaps below nothing.
	 * @throws RowRefused if it is none
	 */
	static Money amount(String text, String currency) {
		BigDecimal major = decimal(text);
		if (major == null) {
			throw new RowRefused(RowRefused.NO_AMOUNT);
		}
		if (Math.max(major.stripTrailingZeros().scale(), 0) > decimals(currency)) {
			throw new RowRefused(Cells.TOO_MANY_DECIMALS);
		}
		return Money.ofMajor(major, currency);
	}

	/** The same without its direction. */
	static Money size(Money amount) {
		return amount.isNegative() ? amount.negated() : amount;
	}

	/**
	 * What was kept, to the nearest of the smallest coin; null where nothing is said.
	 * @throws RowRefused if it is no amount
	 */
	static @Nullable Money fee(String text, String currency) {
		BigDecimal major = decimal(text);
		return (major == null) ? null
				: Money.ofMajor(major.abs().setScale(decimals(currency), RoundingMode.HALF_UP), currency);
	}

	/**
	 * A currency.
	 * @throws RowRefused if it is none
	 */
	static String currency(String text) {
		try {
			return Currency.getInstance(text.toUpperCase(Locale.ROOT)).getCurrencyCode();
		}
		catch (IllegalArgumentException none) {
			throw new RowRefused(RowRefused.NO_CURRENCY);
		}
	}

	/**
	 * A time.
	 * @throws RowRefused if it is none
	 */
	static Instant time(String text, ZoneId zone) {
		return RowRefused.required(DateCells.instant(text, zone, null), RowRefused.NO_TIME);
	}

	/** Without what only distinguishes one spelling from another. */
	static String bare(String name) {
		return name.replaceAll("[\\s`\"\uFEFF]|[（(]元[）)]", "").toLowerCase(Locale.ROOT);
	}

	private static String clean(String cell) {
		return (cell.startsWith("`") ? cell.substring(1) : cell).strip();
	}

	private static @Nullable BigDecimal decimal(String text) {
		String bare = text.replace(",", "").replace("¥", "").replace("￥", "").strip();
		if (bare.isEmpty()) {
			return null;
		}
		if (!NUMBER.matcher(bare).matches() || bare.chars().noneMatch(Character::isDigit)) {
			throw new RowRefused(Cells.BAD_AMOUNT);
		}
		return new BigDecimal(bare);
	}

	private static int decimals(String currency) {
		return Math.max(Currency.getInstance(currency).getDefaultFractionDigits(), 0);
	}

}
