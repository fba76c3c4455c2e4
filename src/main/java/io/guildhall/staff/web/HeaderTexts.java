package io.guildhall.staff.web;

import java.util.regex.Pattern;

/**
 * Which names and values of headers come through the door: exactly those that Spring's
 * firewall lets through. It asks a pattern of Unicode's classes, of every header that
 * anybody reads, thirty times in a small request; what is plain ASCII is told by a look
 * at its characters.
 */
final class HeaderTexts {

	static final Pattern NAME = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

	static final Pattern VALUE = Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*");

	private HeaderTexts() {
	}

	static boolean isName(String name) {
		return isPlain(name) || NAME.matcher(name).matches();
	}

	static boolean isValue(String value) {
		return isPlain(value) || VALUE.matcher(value).matches();
	}

	/** Whether it is ASCII that can be printed. */
	static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
				return false;
			}
		}
		return true;
	}

}
