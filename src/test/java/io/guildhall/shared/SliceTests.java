package io.guildhall.shared;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

class SliceTests {

	private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

	private static final Instant AT = Instant.parse("2026-03-01T02:00:00.000123Z");

	@Test
	void aCursorGivesBackWhatTheLastRowWasSortedBy() {
		UUID id = new UUID(0, 7);
		String next = Slice.of(List.of(1, 2), 1, row -> List.of(DAY, AT, 42, id)).next();
		List<String> cursor = Slice.decode(next, 4);
		assertThat(Slice.day(cursor, 0)).isEqualTo(DAY);
		assertThat(Slice.instant(cursor, 1)).isEqualTo(AT);
		assertThat(Slice.number(cursor, 2, 0)).isEqualTo(42);
		assertThat(Slice.id(cursor, 3)).isEqualTo(id);
		assertThat(Slice.of(List.of(1), 1, row -> List.of(row)).next()).as("the last one").isNull();
	}

	@Test
	void aListByTimeGoesOnFromATimeAndAnId() {
		UUID id = new UUID(0, 7);
		String next = Slice.of(List.of(1, 2), 1, row -> List.of(AT, id)).next();
		assertThat(Slice.byTime(next)).containsOnly(entry("at", Timestamp.from(AT)), entry("id", id));
		assertThat(Slice.byTime(null)).as("from the beginning").containsOnly(entry("at", null), entry("id", null));
		assertRefused(() -> Slice.byTime(Slice.of(List.of(1, 2), 1, row -> List.of(DAY, id)).next()));
	}

	@Test
	void whatIsMadeByHandIsRefused() {
		List<String> forged = List.of("now here");
		assertRefused(() -> Slice.day(forged, 0));
		assertRefused(() -> Slice.instant(forged, 0));
		assertRefused(() -> Slice.number(forged, 0, 0));
		assertRefused(() -> Slice.id(forged, 0));
		assertRefused(() -> Slice.decode("no base64!", 1));
		assertRefused(() -> Slice.decode(Slice.of(List.of(1, 2), 1, row -> List.of(row)).next(), 2));
	}

	@Test
	void countsTimesAndDaysFromTheBeginningOf1970() {
		assertThat(Slice.micros(List.of(), 0)).isEqualTo(Instant.EPOCH);
		assertThat(Slice.micros(List.of("1000001"), 0)).isEqualTo(Instant.parse("1970-01-01T00:00:01.000001Z"));
		assertThat(Slice.epochDay(List.of(), 0)).isEqualTo(LocalDate.EPOCH);
		assertThat(Slice.epochDay(List.of(String.valueOf(DAY.toEpochDay())), 0)).isEqualTo(DAY);
	}

	@Test
	void aTimeThatTheDatabaseCouldNotReadIsRefusedToo() {
		for (String far : List.of(String.valueOf(Long.MIN_VALUE), String.valueOf(Long.MAX_VALUE))) {
			assertRefused(() -> Slice.micros(List.of(far), 0));
			assertRefused(() -> Slice.epochDay(List.of(far), 0));
		}
		assertRefused(() -> Slice.day(List.of("+10000-01-01"), 0));
		assertRefused(() -> Slice.instant(List.of("+10000-01-01T00:00:00Z"), 0));
	}

	private static void assertRefused(ThrowingCallable work) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(work)
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo("shared.cursor"));
	}

}
