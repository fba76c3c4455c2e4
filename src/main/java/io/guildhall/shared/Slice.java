package io.guildhall.shared;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list, and the cursor from which the next one goes on.
 *
 * @param <T> what is listed
 * @param items at most as many as were asked for
 * @param next opaque, to be handed back as {@code after}; null at the end
 */
public record Slice<T>(List<T> items, @Nullable String next) {

	/** As many as a page of a list shows. */
	public static final int PAGE = 50;

	/** Before every id. */
	public static final UUID FIRST = new UUID(0, 0);

	/**
	 * No list has anything before or behind these, and the database may not even read it.
	 */
	private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

	private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

	private static final int LAST_YEAR = 9_999;

	/** The same for days that are counted from 1970. */
	private static final long FIRST_DAY = -700_000;

	private static final long LAST_DAY = 2_000_000_000;

	/** A list that has but one stretch. */
	public static <T> Slice<T> whole(List<T> items) {
		return new Slice<>(items, null);
	}

	/**
	 * Cuts what was read with a limit of {@code size + 1} to the size.
	 * @param key the values of the last row that the next stretch begins after, in the
	 * order of the sort
	 */
	public static <T> Slice<T> of(List<T> rows, int size, Function<T, List<?>> key) {
		if (rows.size() <= size) {
			return new Slice<>(rows, null);
		}
		List<T> items = List.copyOf(rows.subList(0, size));
		return new Slice<>(items, encode(key.apply(items.get(size - 1))));
	}

	/**
	 * The values of a cursor; empty for none, so for the first page.
	 * @param size how many values the list's sort has
	 * @throws CursorRefused if it is not one of this list
	 */
	public static List<String> decode(@Nullable String cursor, int size) {
		if (cursor == null || cursor.isEmpty()) {
			return List.of();
		}
		try {
			String joined = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
			List<String> values = List.of(joined.split("\u001f", -1));
			if (values.size() != size) {
				throw new CursorRefused();
			}
			return values;
		}
		catch (IllegalArgumentException ex) {
			throw new CursorRefused();
		}
	}

	/**
	 * From where a list that is sorted by a time and an id goes on: the parameters
	 * {@code at} and {@code id} of its statement, both null for the first stretch.
	 * @param after where the stretch before ended
	 * @throws CursorRefused if it is not one of such a list
	 */
	public static Map<String, @Nullable Object> byTime(@Nullable String after) {
		List<String> cursor = decode(after, 2);
		Map<String, @Nullable Object> place = new HashMap<>();
		place.put("at", cursor.isEmpty() ? null : Timestamp.from(instant(cursor, 0)));
		place.put("id", cursor.isEmpty() ? null : id(cursor, 1));
		return place;
	}

	/**
	 * The id in a cursor; {@link #FIRST} for none.
	 * @throws CursorRefused if there is none at the place
	 */
	public static UUID id(List<String> cursor, int place) {
		if (cursor.isEmpty()) {
			return FIRST;
		}
		try {
			return UUID.fromString(cursor.get(place));
		}
		catch (IllegalArgumentException ex) {
			throw new CursorRefused();
		}
	}

	/**
	 * The number in a cursor.
	 * @param first what stands before every one of the list, for none
	 * @throws CursorRefused if there is none at the place
	 */
	public static long number(List<String> cursor, int place, long first) {
		if (cursor.isEmpty()) {
			return first;
		}
		try {
			return Long.parseLong(cursor.get(place));
		}
		catch (NumberFormatException ex) {
			throw new CursorRefused();
		}
	}

	/**
	 * The time in a cursor that is not the first.
	 * @throws CursorRefused if there is none at the place
	 */
	public static Instant instant(List<String> cursor, int place) {
		try {
			return known(Instant.parse(cursor.get(place)));
		}
		catch (DateTimeParseException ex) {
			throw new CursorRefused();
		}
	}

	/**
	 * The time in a cursor that counts microseconds since 1970; that beginning for none.
	 * @throws CursorRefused if there is none at the place
	 */
	public static Instant micros(List<String> cursor, int place) {
		return known(Instant.EPOCH.plus(number(cursor, place, 0), ChronoUnit.MICROS));
	}

	private static Instant known(Instant at) {
		if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
			throw new CursorRefused();
		}
		return at;
	}

	/**
	 * The day in a cursor that is not the first.
	 * @throws CursorRefused if there is none at the place
	 */
	public static LocalDate day(List<String> cursor, int place) {
		try {
			LocalDate day = LocalDate.parse(cursor.get(place));
			if (day.getYear() < 1 || day.getYear() > LAST_YEAR) {
				throw new CursorRefused();
			}
			return day;
		}
		catch (DateTimeParseException ex) {
			throw new CursorRefused();
		}
	}

	/**
	 * The day in a cursor that counts them since 1970; that first one for none.
	 * @throws CursorRefused if there is none at the place
	 */
	public static LocalDate epochDay(List<String> cursor, int place) {
		long day = number(cursor, place, 0);
		if (day < FIRST_DAY || day > LAST_DAY) {
			throw new CursorRefused();
		}
		return LocalDate.ofEpochDay(day);
	}

	/**
	 * Reads a list to its end.
	 * @param stretch the stretch after a cursor; null for the first
	 * @param reader is given each of them, at least one
	 */
	public static <T> void all(Function<@Nullable String, Slice<T>> stretch, Consumer<List<T>> reader) {
		String after = null;
		do {
			Slice<T> some = stretch.apply(after);
			reader.accept(some.items());
			after = some.next();
		}
		while (after != null);
	}

	/** The same stretch of something else. */
	public <R> Slice<R> map(Function<T, R> mapping) {
		return new Slice<>(items.stream().map(mapping).toList(), next);
	}

	private static String encode(List<?> values) {
		String joined = String.join("\u001f", values.stream().map(String::valueOf).toList());
		return Base64.getUrlEncoder().withoutPadding().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
	}

	/** A cursor that this list never gave. */
	public static class CursorRefused extends DomainException {

		CursorRefused() {
			super(Kind.INVALID, "shared.cursor", "This is no cursor of this list");
		}

	}

}
