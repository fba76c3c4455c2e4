package io.guildhall.activity;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

import io.guildhall.database.Partitions;
import lombok.RequiredArgsConstructor;

/**
 * Sees to it that a month has its partitions before something of it is written. What was
 * seen once is not asked for again: partitions are never removed while the application
 * runs, an organization's old events go by rows.
 */
@Component
@RequiredArgsConstructor
class ActivityMonths {

	private final Partitions partitions;

	private final Set<YearMonth> present = ConcurrentHashMap.newKeySet();

	void ensure(Collection<LocalDate> days) {
		for (YearMonth month : days.stream().map(YearMonth::from).sorted().distinct().toList()) {
			if (!present.contains(month)) {
				partitions.ensureMonths("activity_events", month, month);
				partitions.ensureMonths("activity_texts", month, month);
				present.add(month);
			}
		}
	}

}
