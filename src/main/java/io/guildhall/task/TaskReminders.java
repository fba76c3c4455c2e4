package io.guildhall.task;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffService;
import lombok.RequiredArgsConstructor;

/** Tasks that other modules ask for, once a day each. */
@Service
@Transactional
@RequiredArgsConstructor
public class TaskReminders {

	private final TaskRepository tasks;

	private final StaffService staff;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Makes the task of a day; the one of the day before, where nobody did it, goes. Who
	 * does not work here any more is asked for nothing.
	 * @param source names what it is about, for good
	 * @param task with somebody who is to do it
	 */
	@May(Permission.TASK_EDIT)
	public void remind(String source, LocalDate day, NewTask task) {
		String key = source + "/" + day;
		boolean here = staff.list().stream().anyMatch(one -> one.accountId().equals(task.assignee()));
		boolean known = jdbc.sql("""
				select exists (select from tasks where organization_id = :organization and source_key = :key)
				""").param("organization", tenancy.current()).param("key", key).query(Boolean.class).single();
		if (!here || known) {
			return;
		}
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		jdbc.sql("""
				update tasks set state = 'DROPPED', closed_at = :now, closed_by = :by, version = version + 1
				where organization_id = :organization and state = 'OPEN' and starts_with(source_key, :source)
				""")
			.param("now", Timestamp.from(now))
			.param("by", OnBehalf.actor().name())
			.param("organization", tenancy.current())
			.param("source", source + "/")
			.update();
		Task made = tasks
			.saveAndFlush(new Task(task, Objects.requireNonNull(task.assignee()), OnBehalf.actor(), key, now));
		audit.record("task.added", "task", made.getId(), Map.of("due", made.getDueOn()));
	}

}
