package io.guildhall.staff;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address as accounts are told apart by: without the accidents of typing.
 *
 * @param value in small letters
 */
record EmailAddress(String value) {

	private static final Pattern FORM = Pattern
		.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]+\\.[^@\\s\\p{Cntrl}]+");

	/**
	 * The address that somebody typed.
	 * @throws StaffRefused if it is none
	 */
	static EmailAddress of(String typed) {
		EmailAddress address = typed(typed);
		if (address.value.length() > 254 || !FORM.matcher(address.value).matches()) {
			throw StaffRefused.email();
		}
		return address;
	}

	/** What somebody typed, be it an address or not. */
	static EmailAddress typed(String typed) {
		return new EmailAddress(typed.strip().toLowerCase(Locale.ROOT));
	}

	/** Never shown whole by accident, in a log for example. */
	@Override
	public String toString() {
		return "***";
	}

}
