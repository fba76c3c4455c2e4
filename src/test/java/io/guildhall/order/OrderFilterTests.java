package io.guildhall.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search says of orders. */
class OrderFilterTests {

	@ParameterizedTest
	@ValueSource(strings = { "#12", "＃12", " # 12 " })
	void aSignBeforeANumberMeansAnOrder(String q) {
		assertThat(OrderFilter.numberIn(q)).isEqualTo(12);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "12", "13800138000", "#", "#12a", "ann #12", "#12345678901234567890" })
	void anythingElseMeansMembers(String q) {
		assertThat(OrderFilter.numberIn(q)).isNull();
	}

}
