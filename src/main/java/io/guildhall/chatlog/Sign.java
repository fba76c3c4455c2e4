package io.guildhall.chatlog;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern of which each match holds one of a few words: a text without them need not be
 * matched, which is what makes judging a million messages cheap.
 *
 * @param hints in small letters; each match holds one of them
 */
record Sign(List<String> hints, Pattern pattern) {

	static Sign of(List<String> hints, String pattern) {
		return new Sign(hints, Pattern.compile(pattern));
	}

	boolean in(String text) {
		for (String hint : hints) {
			if (text.contains(hint)) {
				return pattern.matcher(text).find();
			}
		}
		return false;
	}
}
