package io.guildhall.table;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * Understands what people write into cells: amounts, yes and no, phone numbers, in
 * Chinese and English. An empty cell is empty and not bad. Dates: {@link DateCells}.
 */
public final class Cells {

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

	static final int LONGEST = 200;

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
	static String normal(String cell) {
		if (cell.length() > 4 * LONGEST) {
			return cell;
		}
		String plain = Normalizer.normalize(cell, Normalizer.Form.NFKC).replace('¥', '¥').replace('\u00A0', ' ');
		return plain.replace("\u200E", "").replace("\u200F", "").replace("\uFEFF", "").strip();
	}

}
