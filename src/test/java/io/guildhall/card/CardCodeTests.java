package io.guildhall.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class CardCodeTests {

	private static final String LETTERS = "23456789BCDFGHJKLMNPQRSTVWXYZ";

	@Test
	void everyWrongLetterIsNoticed() {
		String code = CardCode.draw().letters();
		assertThat(CardCode.read(code)).contains(new CardCode(code));
		for (int i = 0; i < code.length(); i++) {
			for (char letter : LETTERS.toCharArray()) {
				String wrong = code.substring(0, i) + letter + code.substring(i + 1);
				assertThat(CardCode.read(wrong).isPresent()).as(wrong).isEqualTo(wrong.equals(code));
			}
		}
	}

	@Test
	void everyTwoLettersThatChangedPlacesAreNoticed() {
		String code = CardCode.draw().letters();
		for (int i = 0; i < code.length(); i++) {
			for (int j = i + 1; j < code.length(); j++) {
				StringBuilder wrong = new StringBuilder(code);
				wrong.setCharAt(i, code.charAt(j));
				wrong.setCharAt(j, code.charAt(i));
				boolean same = code.charAt(i) == code.charAt(j);
				assertThat(CardCode.read(wrong.toString()).isPresent()).as("%s of %s", wrong, code).isEqualTo(same);
			}
		}
	}

	@Test
	void isReadHoweverItIsTyped() {
		CardCode code = CardCode.draw();
		assertThat(code.grouped()).matches("[2-9B-Z]{4} [2-9B-Z]{4} [2-9B-Z]{4}");
		assertThat(Stream.of(code.grouped().toLowerCase(), code.grouped().replace(' ', '-'),
				" " + code.letters() + "\n", full(code.letters())))
			.allSatisfy(typed -> assertThat(CardCode.read(typed)).contains(code));
		assertThat(Stream.of("", "\u0000", code.letters() + "2", code.letters().substring(1), "x".repeat(9_999)))
			.allSatisfy(typed -> assertThat(CardCode.read(typed)).isEmpty());
	}

	@Test
	void noTwoAreAlike() {
		assertThat(Stream.generate(CardCode::draw).limit(5_000).collect(Collectors.toSet())).hasSize(5_000);
	}

	/** As a Chinese keyboard may write it. */
	private static String full(String letters) {
		return letters.chars().mapToObj(letter -> Character.toString(letter + 0xFEE0)).collect(Collectors.joining());
	}

}
