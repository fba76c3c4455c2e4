package io.guildhall.chatlog;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What can be told from a text whatever the format. */
final class Words {

	private static final Pattern ONLY_A_LINK = Pattern.compile("(?i)(https?://|www\\.)\\S+");

	private static final Pattern BETWEEN_NAMES = Pattern
		.compile("\\s*[、，]\\s*|,\\s+|\\s+(?:and|und|et|y|e|以及|和|與|与)\\s+");

	private Words() {
	}

	/** Characters as people count them, not UTF-16 units. */
	static int length(String text) {
		return text.codePointCount(0, text.length());
	}

	static boolean hasLink(String text) {
		return text.contains("http://") || text.contains("https://") || text.contains("www.");
	}

	static SpeechKind kind(String text) {
		return (hasLink(text) && ONLY_A_LINK.matcher(text.strip()).matches()) ? SpeechKind.LINK : SpeechKind.TEXT;
	}

	/** The names of an enumeration such as {@code Ann, Bob and Cy}. */
	static List<String> names(String enumeration) {
		List<String> names = new ArrayList<>();
		for (String name : BETWEEN_NAMES.split(enumeration, -1)) {
			String bare = unquoted(name);
			if (!bare.isEmpty()) {
				names.add(bare);
			}
		}
		return names;
	}

	static String unquoted(String name) {
		String bare = name.strip();
		while (!bare.isEmpty() && "\"“”「」『』".indexOf(bare.charAt(0)) >= 0) {
			bare = bare.substring(1);
		}
		while (!bare.isEmpty() && "\"“”「」『』".indexOf(bare.charAt(bare.length() - 1)) >= 0) {
			bare = bare.substring(0, bare.length() - 1);
		}
		return bare.strip();
	}

	/**
	 * Whether a character is there to steer the direction of writing and not to be read.
	 */
	static boolean isMark(char c) {
		return c == '\u200E' || c == '\u200F' || c == '\uFEFF' || (c >= '\u202A' && c <= '\u202E')
				|| (c >= '\u2066' && c <= '\u2069');
	}

	static boolean isSpace(char c) {
		return c == ' ' || c == '\u00A0' || c == '\u202F' || c == '\u2009' || c == '\u3000';
	}

	static String withoutMarks(String text) {
		int marks = 0;
		for (int i = 0; i < text.length(); i++) {
			if (isMark(text.charAt(i))) {
				marks++;
			}
		}
		if (marks == 0) {
			return text;
		}
		StringBuilder bare = new StringBuilder(text.length() - marks);
		for (int i = 0; i < text.length(); i++) {
			if (!isMark(text.charAt(i))) {
				bare.append(text.charAt(i));
			}
		}
		return bare.toString();
	}

}
