package io.guildhall.table;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Proposes which column holds what, by its name: first the columns that are called
 * exactly so, then those whose name holds the longest known one. A column is proposed
 * once.
 */
public final class ColumnGuess {

	/** Shorter names say too little to be looked for inside others. */
	private static final int SHORTEST_PART = 2;

	private ColumnGuess() {
	}

	/** Field → index of the column; fields that no column fits are left out. */
	public static Map<String, Integer> propose(List<String> columns, List<ColumnTarget> targets) {
		List<String> names = columns.stream().map(ColumnGuess::bare).toList();
		Map<String, Integer> proposed = new LinkedHashMap<>();
		Set<Integer> taken = new HashSet<>();
		for (ColumnTarget target : targets) {
			int exact = exact(names, target, taken);
			if (exact >= 0) {
				proposed.put(target.field(), exact);
				taken.add(exact);
			}
		}
		for (ColumnTarget target : targets) {
			int near = proposed.containsKey(target.field()) ? -1 : near(names, target, taken);
			if (near >= 0) {
				proposed.put(target.field(), near);
				taken.add(near);
			}
		}
		return proposed;
	}

	private static int exact(List<String> names, ColumnTarget target, Set<Integer> taken) {
		for (String synonym : target.synonyms()) {
			for (int i = 0; i < names.size(); i++) {
				if (!taken.contains(i) && names.get(i).equals(bare(synonym))) {
					return i;
				}
			}
		}
		return -1;
	}

	private static int near(List<String> names, ColumnTarget target, Set<Integer> taken) {
		int best = -1;
		int longest = 0;
		for (String synonym : target.synonyms()) {
			String part = bare(synonym);
			boolean latin = !part.isEmpty() && part.charAt(0) < 0x80;
			for (int i = 0; i < names.size(); i++) {
				boolean telling = part.length() >= (latin ? 2 * SHORTEST_PART : SHORTEST_PART);
				if (telling && part.length() > longest && !taken.contains(i) && names.get(i).contains(part)) {
					best = i;
					longest = part.length();
				}
			}
		}
		return best;
	}

	/** Letters and digits only, small: {@code Order No.} is {@code orderno}. */
	public static String bare(String name) {
		StringBuilder bare = new StringBuilder(name.length());
		name.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(bare::appendCodePoint);
		return bare.toString();
	}

}
