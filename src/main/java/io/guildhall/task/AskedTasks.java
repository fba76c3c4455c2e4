package io.guildhall.task;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Tasks for many members at once that a module asks for, once each, and takes back when
 * there is nothing to do any more.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class AskedTasks {

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * A task that is asked for.
	 *
	 * @param source names what it is about, for good: the same is asked for once
	 * @param title of 1 to 200 characters, without anything personal
	 * @param note of at most 2000
	 * @param assignee who works here now
	 * @param due the last day on which it is in time, in the organization's zone
	 */
	public record Asked(String source, String title, String note, MemberId member, UUID assignee, LocalDate due) {
	}

	/**
	 * Makes those that were not asked for before.
	 * @return how many were made
	 */
	@May(Permission.TASK_EDIT)
	public int ask(List<Asked> tasks) {
		return jdbc.sql("""
				insert into tasks (organization_id, id, version, title, note, member_id, assignee_id, creator_id,
					creator_name, due_on, state, source_key, created_at)
				select :organization, cast(t.id as uuid), 0, t.title, t.note, cast(t.member as uuid),
					cast(t.assignee as uuid), cast(:creator as uuid), :name, cast(t.due as date), 'OPEN', t.source, :now
				from unnest(:ids, :titles, :notes, :members, :assignees, :dues, :sources)
					as t (id, title, note, member, assignee, due, source)
				on conflict (organization_id, source_key) do nothing
				""")
			.param("organization", tenancy.current())
			.param("creator", (OnBehalf.actor().id() != null) ? String.valueOf(OnBehalf.actor().id()) : null)
			.param("name", OnBehalf.actor().name())
			.param("now", now())
			.param("ids", texts(tasks, task -> Ids.next()))
			.param("titles", texts(tasks, Asked::title))
			.param("notes", texts(tasks, Asked::note))
			.param("members", texts(tasks, Asked::member))
			.param("assignees", texts(tasks, Asked::assignee))
			.param("dues", texts(tasks, Asked::due))
			.param("sources", texts(tasks, Asked::source))
			.update();
	}

	/**
	 * Drops those that are still open: there is nothing to do any more.
	 * @return how many were
	 */
	@May(Permission.TASK_EDIT)
	public int settle(Collection<String> sources) {
		return jdbc.sql("""
				update tasks set state = 'DROPPED', closed_at = :now, closed_by = :name, version = version + 1
				where organization_id = :organization and source_key = any(:sources) and state = 'OPEN'
				""")
			.param("now", now())
			.param("name", OnBehalf.actor().name())
			.param("organization", tenancy.current())
			.param("sources", sources.toArray(String[]::new))
			.update();
	}

	private Timestamp now() {
		return Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS));
	}

	private static String[] texts(List<Asked> tasks, Function<Asked, ?> what) {
		return tasks.stream().map(what).map(String::valueOf).toArray(String[]::new);
	}

}
