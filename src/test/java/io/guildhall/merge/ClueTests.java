package io.guildhall.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.guildhall.merge.Clue.Confidence;

class ClueTests {

	@Test
	void whatOnlyOnePersonHasMakesItLikely() {
		assertThat(of(2, Clue.IDENTITY_TAKEN)).isEqualTo(Confidence.HIGH);
		assertThat(of(2, Clue.SAME_HANDLE)).isEqualTo(Confidence.HIGH);
		assertThat(of(2, Clue.SAME_NAME)).isEqualTo(Confidence.MEDIUM);
	}

	@Test
	void ofMoreNamesakesEachIsAsLikelyAsTheOther() {
		assertThat(of(2, Clue.SAME_REAL_NAME)).isEqualTo(Confidence.MEDIUM);
		assertThat(of(3, Clue.SAME_NAME)).isEqualTo(Confidence.LOW);
		assertThat(Clue.weight(Set.of(Clue.SAME_NAME), 3)).isEqualTo(-100);
		assertThat(Clue.weight(Set.of(Clue.SAME_HANDLE), 5)).isEqualTo(Clue.weight(Set.of(Clue.SAME_HANDLE), 2));
	}

	@Test
	void cluesAddUpAndSomeSpeakAgainstIt() {
		assertThat(of(2, Clue.SAME_NAME, Clue.SAME_REAL_NAME, Clue.SAME_CITY, Clue.RENAMED)).isEqualTo(Confidence.HIGH);
		assertThat(of(2, Clue.SAME_NAME, Clue.TWO_ACCOUNTS)).isEqualTo(Confidence.LOW);
		assertThat(Clue.likelihood(0)).isEqualTo(0.5);
		assertThat(Clue.SAME_CITY.speaksFor()).isFalse();
		assertThat(Clue.TWO_NUMBERS.speaksFor()).isFalse();
	}

	private static Confidence of(int namesakes, Clue... clues) {
		return Clue.confidence(Clue.weight(List.of(clues), namesakes));
	}

}
