package io.guildhall.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofKindTests {

	@ParameterizedTest
	@CsvSource({ "NONE,true,true,true,true", "WORDS,false,true,false,true", "PICTURE,false,false,true,true",
			"EITHER,false,true,true,true" })
	void whatIsAskedForIsEnough(ProofKind kind, boolean nothing, boolean words, boolean picture, boolean both) {
		assertThat(kind.isProvenBy(false, false)).isEqualTo(nothing);
		assertThat(kind.isProvenBy(true, false)).isEqualTo(words);
		assertThat(kind.isProvenBy(false, true)).isEqualTo(picture);
		assertThat(kind.isProvenBy(true, true)).isEqualTo(both);
	}

	@Test
	void whetherAnythingIsAskedForFollowsFromIt() {
		for (ProofKind kind : ProofKind.values()) {
			ChallengeTerms terms = new ChallengeTerms("Seven days", "", LocalDate.of(2026, 5, 1), 7, 120, kind, 0,
					Counting.DAYS, List.of());
			assertThat(terms.proof()).as(kind.name()).isEqualTo(kind != ProofKind.NONE);
		}
		assertThat(ProofKind.WORDS.takesPicture()).isFalse();
		assertThat(ProofKind.EITHER.takesPicture()).isTrue();
	}

}
