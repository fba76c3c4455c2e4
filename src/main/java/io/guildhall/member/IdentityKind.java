package io.guildhall.member;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an identity is, and what of it is compared. */
public enum IdentityKind {

	/** What the platform itself names the account by; never changes. */
	ID(false),
	/** A name that is unique on the platform: {@code @ann}. Compared in lower case. */
	HANDLE(false),
	/** What somebody is called within one group; another may be called so elsewhere. */
	NAME(true),
	/** A telephone number, on whatever carrier. */
	PHONE(false),
	/** An e-mail address, on whatever carrier. */
	EMAIL(false);

	/** As long as a value may be. */
	static final int LONGEST = 200;

	private static final Pattern EMAIL_FORM = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]{2,}");

	private static final Pattern PHONE_FORM = Pattern.compile("\\+?[0-9]{5,20}");

	private static final Pattern CHINESE_MOBILE = Pattern.compile("(?:\\+|00)?(?:86)?(1[3-9][0-9]{9})");

	private final boolean ofOneGroup;

	IdentityKind(boolean ofOneGroup) {
		this.ofOneGroup = ofOneGroup;
	}

	/** Whether it is unique within one group only. */
	public boolean ofOneGroup() {
		return ofOneGroup;
	}

	/** Whether it reaches the person outside of the platform, and is masked for some. */
	public boolean isContact() {
		return this == PHONE || this == EMAIL;
	}

	/**
	 * What of the value is compared: two values with the same key are one identity.
	 * @return empty if the value is none of this kind, or a masked one
	 */
	public Optional<String> key(String value) {
		String text = clean(value);
		if (text.isEmpty() || text.length() > LONGEST || Masks.isMasked(text)) {
			return Optional.empty();
		}
		return switch (this) {
			case ID, NAME -> Optional.of(text);
			case HANDLE -> Optional.of(text.startsWith("@") ? text.substring(1) : text)
				.filter(handle -> !handle.isEmpty())
				.map(handle -> handle.toLowerCase(Locale.ROOT));
			case EMAIL ->
				Optional.of(text.toLowerCase(Locale.ROOT)).filter(email -> EMAIL_FORM.matcher(email).matches());
			case PHONE -> phone(text);
		};
	}

	/** The value as it is stored: without invisible characters and surrounding space. */
	static String clean(String value) {
		return Normalizer.normalize(value, Normalizer.Form.NFC)
			.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "")
			.strip();
	}

	/** Digits; a Chinese mobile number is the same with and without its country code. */
	private static Optional<String> phone(String text) {
		String digits = text.replaceAll("[\\s().\\-/]", "");
		var mobile = CHINESE_MOBILE.matcher(digits);
		if (mobile.matches()) {
			return Optional.of("+86" + mobile.group(1));
		}
		String number = digits.startsWith("00") ? "+" + digits.substring(2) : digits;
		return Optional.of(number).filter(candidate -> PHONE_FORM.matcher(candidate).matches());
	}

}
