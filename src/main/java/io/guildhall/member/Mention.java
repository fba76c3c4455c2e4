package io.guildhall.member;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.staff.StaffSummary;

/**
 * Somebody of the staff whom a note calls, by {@code @} and their name.
 *
 * @param name as it stands in the note
 */
public record Mention(UUID account, String name) {

	/**
	 * Whom a text calls, in their order. Of names that begin alike the longest is meant,
	 * and of two people of one name both. A Chinese name needs no space behind it; one in
	 * letters ends where no letter follows, and an {@code @} inside a word (an address)
	 * calls nobody.
	 */
	static List<Mention> in(String text, List<StaffSummary> staff) {
		List<Mention> called = new ArrayList<>();
		List<Mention> all = staff.stream().map(one -> new Mention(one.accountId(), one.name())).toList();
		for (Piece piece : pieces(text, all)) {
			all.stream()
				.filter(one -> piece.mention() && one.name().equalsIgnoreCase(piece.text().substring(1)))
				.filter(one -> !called.contains(one))
				.forEach(called::add);
		}
		return List.copyOf(called);
	}

	/** A text cut where it calls one of these. */
	static List<Piece> pieces(String text, List<Mention> mentions) {
		List<String> names = mentions.stream()
			.map(Mention::name)
			.distinct()
			.sorted(Comparator.comparingInt(String::length).reversed())
			.toList();
		List<Piece> pieces = new ArrayList<>();
		int from = 0;
		for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
			String name = (at > 0 && isLatin(text.codePointBefore(at))) ? null : nameAt(text, at + 1, names);
			if (name != null) {
				int end = at + 1 + name.length();
				if (at > from) {
					pieces.add(new Piece(text.substring(from, at), false));
				}
				pieces.add(new Piece(text.substring(at, end), true));
				from = end;
				at = end - 1;
			}
		}
		if (from < text.length()) {
			pieces.add(new Piece(text.substring(from), false));
		}
		return pieces;
	}

	private static @Nullable String nameAt(String text, int at, List<String> names) {
		return names.stream()
			.filter(name -> text.regionMatches(true, at, name, 0, name.length()) && ends(text, at + name.length()))
			.findFirst()
			.orElse(null);
	}

	/** Whether a name may end before this place. */
	private static boolean ends(String text, int end) {
		return end >= text.length() || !isLatin(text.codePointBefore(end)) || !isLatin(text.codePointAt(end));
	}

	/** A letter or digit of a script that puts spaces between words. */
	private static boolean isLatin(int codePoint) {
		return Character.isLetterOrDigit(codePoint) && !Character.isIdeographic(codePoint);
	}

	/**
	 * A piece of a text.
	 *
	 * @param mention whether it calls somebody: {@code @} and the name
	 */
	public record Piece(String text, boolean mention) {
	}
}
