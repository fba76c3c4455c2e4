package io.guildhall.card;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * The code on a card: eleven letters by chance, which are 53 bits, and one that checks
 * them. There are 29 letters, a prime, and each place weighs differently: no single wrong
 * letter and no two that changed places pass the check, so a slip of the hand is told
 * from a code that there is none of. Without vowels no word appears, and of letters that
 * look alike there is one.
 *
 * @param letters without spaces, as they are kept
 */
public record CardCode(String letters) {

	/**
	 * Eight digits and 21 consonants; where there is no 1 an L cannot be taken for it.
	 */
	private static final String ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ";

	private static final int CHANCE = 11;

	private static final int LENGTH = CHANCE + 1;

	/** As many letters stand together, on paper. */
	private static final int GROUP = 4;

	private static final int LONGEST_TYPED = 64;

	private static final SecureRandom RANDOM = new SecureRandom();

	static CardCode draw() {
		StringBuilder code = new StringBuilder(LENGTH);
		for (int i = 0; i < CHANCE; i++) {
			code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
		}
		return new CardCode(code.append(check(code)).toString());
	}

	/**
	 * The code that somebody typed or scanned, however it is grouped and in whichever
	 * case; empty for what cannot be one.
	 */
	public static Optional<CardCode> read(String typed) {
		if (typed.length() > LONGEST_TYPED) {
			return Optional.empty();
		}
		String letters = Normalizer.normalize(typed, Normalizer.Form.NFKC)
			.toUpperCase(Locale.ROOT)
			.replaceAll("[\\s\\p{Pd}]", "");
		boolean possible = letters.length() == LENGTH
				&& letters.chars().allMatch(letter -> ALPHABET.indexOf(letter) >= 0)
				&& letters.charAt(CHANCE) == check(letters.subSequence(0, CHANCE));
		return possible ? Optional.of(new CardCode(letters)) : Optional.empty();
	}

	/** As people read it: K7QM 2L9X TRB4. */
	public String grouped() {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < letters.length(); i += GROUP) {
			text.append((i > 0) ? " " : "").append(letters, i, Math.min(i + GROUP, letters.length()));
		}
		return text.toString();
	}

	/**
	 * Enough to find the card among others, and too little to claim it: ···· ···· TRB4.
	 */
	String masked() {
		return "···· ···· " + letters.substring(letters.length() - GROUP);
	}

	private static char check(CharSequence chance) {
		int sum = 0;
		for (int i = 0; i < CHANCE; i++) {
			sum += (i + 1) * ALPHABET.indexOf(chance.charAt(i));
		}
		return ALPHABET.charAt(sum % ALPHABET.length());
	}

}
