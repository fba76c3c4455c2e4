package io.guildhall.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

class ShelfTests {

	/** Made by a hash: its first bit is set, and Java's own order puts it first. */
	private static final UUID HASHED = UUID.fromString("c0a80101-0000-8000-8000-000000000001");

	private static final UUID TIMED = UUID.fromString("0190f5fe-0000-7000-8000-000000000001");

	@Test
	void movesCountersInTheOrderInWhichTheDatabaseSortsThem() {
		assertThat(HASHED).as("as Java has it").isLessThan(TIMED);
		assertThat(Shelf.sums(List.of(moved(HASHED, 1), moved(TIMED, 2), moved(HASHED, 3)), Shelf.Moved::product))
			.containsExactly(Map.entry(TIMED, 2L), Map.entry(HASHED, 4L));
	}

	private static Shelf.Moved moved(UUID product, long quantity) {
		return new Shelf.Moved(product, quantity, null);
	}

}
