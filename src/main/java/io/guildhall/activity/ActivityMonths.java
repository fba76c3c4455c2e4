package io.guildhall.activity;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.database.Partitions;
import lombok.RequiredArgsConstructor;

/**
 * Sees to it that a month has its partitions before something of it is written, and that
 * old months of which nobody has anything are gone. The months of the last year always
 * stay, so that what was seen of them once is not asked for again, on no instance.
 */
@Component
@RequiredArgsConstructor
class ActivityMonths {

	private static final List<String> TABLES = List.of("activity_events", "activity_texts");

	private static final int STAYING = 12;

	private final Partitions partitions;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final Set<YearMonth> present = ConcurrentHashMap.newKeySet();

	/** To be called within the transaction that writes. */
	void ensure(Collection<LocalDate> days) {
		YearMonth staying = staying();
		for (YearMonth month : days.stream().map(YearMonth::from).sorted().distinct().toList()) {
			boolean stays = !month.isBefore(staying);
			if (stays && present.contains(month)) {
				continue;
			}
			for (String table : TABLES) {
				if (!stays) {
					Partitions.hold(jdbc, table);
				}
				partitions.ensureMonths(table, month, month);
			}
			if (stays) {
				present.add(month);
			}
		}
	}

	/** Removes the months of which nobody keeps anything. */
	void forgetEmpty() {
		// A month more than stays: instances' clocks differ, and days by their zones.
		forgetEmptyBefore(staying().minusMonths(1));
	}

	List<String> forgetEmptyBefore(YearMonth first) {
		return TABLES.stream().flatMap(table -> partitions.removeEmptyBefore(table, first).stream()).toList();
	}

	private YearMonth staying() {
		return YearMonth.from(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)).minusMonths(STAYING);
	}

}
