package io.guildhall.rfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class RfmSegmentTests {

	@Test
	void eachCellHasExactlyOneSegment() {
		List<Integer> cells = Arrays.stream(RfmSegment.values()).flatMap(segment -> segment.cells().stream()).toList();
		assertThat(cells).hasSize(25).doesNotHaveDuplicates();
		for (int recency = 1; recency <= 5; recency++) {
			for (int frequency = 1; frequency <= 5; frequency++) {
				assertThat(RfmSegment.of(recency, frequency).cells()).contains(10 * recency + frequency);
			}
		}
	}

	@Test
	void namesTheCornersAsIsCustomary() {
		assertThat(RfmSegment.of(5, 5)).isEqualTo(RfmSegment.CHAMPIONS);
		assertThat(RfmSegment.of(5, 1)).isEqualTo(RfmSegment.NEW_BUYERS);
		assertThat(RfmSegment.of(1, 5)).isEqualTo(RfmSegment.CANNOT_LOSE);
		assertThat(RfmSegment.of(1, 1)).isEqualTo(RfmSegment.HIBERNATING);
	}

}
