package io.guildhall.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What a part tells of the whole. */
class ProportionTests {

	private static final double Z = 1.959964;

	@Test
	void itsIntervalIsThatOfThePaper() {
		Proportion some = new Proportion(81, 263);
		assertThat(some.bound(-1, Z)).isCloseTo(0.2553, within(0.0001));
		assertThat(some.bound(1, Z)).isCloseTo(0.3662, within(0.0001));
		assertThat(new Proportion(0, 20).bound(-1, Z)).isZero();
		assertThat(new Proportion(0, 20).bound(1, Z)).isCloseTo(0.1611, within(0.0001));
	}

	@Test
	void aDifferenceHasTheIntervalOfThePaper() {
		Proportion one = new Proportion(56, 70);
		Proportion other = new Proportion(48, 80);
		assertThat(one.ahead(other, -1, Z)).isCloseTo(0.0524, within(0.0001));
		assertThat(one.ahead(other, 1, Z)).isCloseTo(0.3339, within(0.0001));
		assertThat(new Proportion(10, 10).ahead(new Proportion(0, 20), 1, Z)).isCloseTo(1, within(1e-9));
	}

	@Test
	void ofFewItTellsNothing() {
		assertThat(Proportion.tells(29)).isFalse();
		assertThat(Proportion.tells(30)).isTrue();
	}

}
