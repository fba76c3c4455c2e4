package io.guildhall.member;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a name is found by: words and where digits begin in them (by their beginning),
 * characters and pairs of characters of scripts without spaces, and of Chinese ones the
 * reading and its initials, from each character on. Behind row level security no index of
 * PostgreSQL searches inside a text, so that the parts are rows (ARCHITECTURE, "What
 * row-level security costs").
 */
final class Tokens {

	/**
	 * Before the digits of a phone: found whole only, so that nobody guesses it digit by
	 * digit.
	 */
	static final char PHONE = '#';

	/** Before an e-mail: found whole only. */
	static final char EMAIL = '@';

	private static final int MOST = 64;

	private static final int LONGEST_WORD = 40;

	/** So many characters of a run are read: a name, not a sentence. */
	private static final int LONGEST_READING = 6;

	private static final int LONGEST_SORT_KEY = 60;

	private Tokens() {
	}

	/** The tokens of names and handles. */
	static Set<String> of(Collection<String> names) {
		Set<String> tokens = new LinkedHashSet<>();
		for (String name : names) {
			for (Run run : runs(name)) {
				if (run.ideographic()) {
					addCharacters(run, tokens);
				}
				else {
					addWord(run.text(), tokens);
				}
			}
		}
		return (tokens.size() <= MOST) ? tokens : new LinkedHashSet<>(List.copyOf(tokens).subList(0, MOST));
	}

	/** The token of an identity's key, for kinds that are found whole only. */
	static String whole(IdentityKind kind, String key) {
		return ((kind == IdentityKind.PHONE) ? PHONE : EMAIL) + key;
	}

	/** What somebody looks for: each term must be there. */
	static List<Term> query(String text) {
		String asked = text.strip();
		if (asked.indexOf('@') > 0) {
			var email = IdentityKind.EMAIL.key(asked);
			if (email.isPresent()) {
				return List.of(new Term(whole(IdentityKind.EMAIL, email.get()), false));
			}
		}
		if (asked.replaceAll("[^0-9]", "").length() >= 7) {
			var phone = IdentityKind.PHONE.key(asked);
			if (phone.isPresent()) {
				return List.of(new Term(whole(IdentityKind.PHONE, phone.get()), false));
			}
		}
		Set<Term> terms = new LinkedHashSet<>();
		for (Run run : runs(asked)) {
			if (!run.ideographic()) {
				terms.add(new Term(cut(run.text()), true));
			}
			else if (run.length() == 1) {
				terms.add(new Term(run.text(), false));
			}
			else {
				for (int i = 0; i + 1 < run.length(); i++) {
					terms.add(new Term(run.text(i, i + 2), false));
				}
			}
		}
		return List.copyOf(terms);
	}

	/** By what a name is sorted: Chinese by its reading, everything in lower case. */
	static String sortKey(String name) {
		StringBuilder key = new StringBuilder();
		boolean first = true;
		for (Run run : runs(name)) {
			key.append((key.length() > 0) ? " " : "");
			if (run.han()) {
				for (int i = 0; i < run.length(); i++) {
					key.append(first ? Pinyin.ofSurname(run.at(i)) : Pinyin.of(run.at(i))).append(' ');
					first = false;
				}
			}
			else {
				key.append(run.text());
			}
			first = false;
		}
		String text = key.toString().replaceAll("\\s+", " ").strip();
		return (text.length() > LONGEST_SORT_KEY) ? text.substring(0, LONGEST_SORT_KEY) : text;
	}

	private static void addWord(String text, Set<String> tokens) {
		String word = cut(text);
		tokens.add(word);
		for (int i = 1; i < word.length() - 1; i++) {
			if (Character.isDigit(word.charAt(i)) != Character.isDigit(word.charAt(i - 1))) {
				tokens.add(word.substring(i));
			}
		}
	}

	private static void addCharacters(Run run, Set<String> tokens) {
		int length = run.length();
		for (int i = 0; i < length; i++) {
			tokens.add(run.text(i, i + 1));
			if (i + 1 < length) {
				tokens.add(run.text(i, i + 2));
			}
		}
		if (run.han()) {
			int read = Math.min(length, LONGEST_READING);
			for (int i = 0; i < read; i++) {
				addReading(run, i, read, Pinyin.of(run.at(i)), tokens);
			}
			addReading(run, 0, read, Pinyin.ofSurname(run.at(0)), tokens);
		}
	}

	private static void addReading(Run run, int from, int to, String first, Set<String> tokens) {
		StringBuilder reading = new StringBuilder(first);
		StringBuilder initials = new StringBuilder(first.isEmpty() ? "" : first.substring(0, 1));
		for (int i = from + 1; i < to; i++) {
			String syllable = Pinyin.of(run.at(i));
			reading.append(syllable);
			initials.append(syllable.isEmpty() ? "" : syllable.substring(0, 1));
		}
		if (reading.length() > 0) {
			tokens.add(cut(reading.toString()));
		}
		if (initials.length() > 1) {
			tokens.add(initials.toString());
		}
	}

	private static String cut(String word) {
		return (word.length() > LONGEST_WORD) ? word.substring(0, LONGEST_WORD) : word;
	}

	/** The text in runs of one kind, normalized, without what separates them. */
	private static List<Run> runs(String text) {
		List<Run> runs = new ArrayList<>();
		int[] points = plain(text).codePoints().toArray();
		int from = 0;
		while (from < points.length) {
			int kind = kind(points[from]);
			int to = from + 1;
			while (to < points.length && kind(points[to]) == kind) {
				to++;
			}
			if (kind != SEPARATOR) {
				runs.add(new Run(java.util.Arrays.copyOfRange(points, from, to), kind));
			}
			from = to;
		}
		return runs;
	}

	private static final int SEPARATOR = 0;

	private static final int WORD = 1;

	private static final int HAN = 2;

	private static final int OTHER_IDEOGRAPHIC = 3;

	private static int kind(int point) {
		if (!Character.isLetterOrDigit(point)) {
			return SEPARATOR;
		}
		return switch (UnicodeScript.of(point)) {
			case HAN -> HAN;
			case HIRAGANA, KATAKANA, HANGUL -> OTHER_IDEOGRAPHIC;
			default -> WORD;
		};
	}

	/** Half width, lower case, and Latin letters without their accents. */
	private static String plain(String text) {
		String normalized = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
		boolean accented = normalized.chars().anyMatch(c -> c >= 0xC0 && c < 0x250);
		return accented ? Normalizer.normalize(
				Normalizer.normalize(normalized, Normalizer.Form.NFD).replaceAll("[\\u0300-\\u036f]", ""),
				Normalizer.Form.NFC) : normalized;
	}

	/**
	 * Something to look for.
	 *
	 * @param prefix whether it may be the beginning of a token
	 */
	record Term(String text, boolean prefix) {

		/** After all tokens that begin with the text. */
		String end() {
			return text + '\uffff';
		}
	}

	/** Characters of one kind, one after the other. */
	private static final class Run {

		private final int[] points;

		private final int kind;

		Run(int[] points, int kind) {
			this.points = points;
			this.kind = kind;
		}

		int length() {
			return points.length;
		}

		int at(int place) {
			return points[place];
		}

		boolean ideographic() {
			return kind != WORD;
		}

		boolean han() {
			return kind == HAN;
		}

		String text() {
			return text(0, points.length);
		}

		String text(int from, int to) {
			return new String(points, from, to - from);
		}

	}

}
