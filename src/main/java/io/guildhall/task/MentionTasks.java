package io.guildhall.task;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberMentioned;
import io.guildhall.member.NoteRemoved;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Whoever is called in a note has a task for today that says what the note says; it goes
 * with the note. Note and task are there together or not at all.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class MentionTasks {

	private final TaskRepository tasks;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	@EventListener
	void call(MemberMentioned mentioned) {
		String body = mentioned.body();
		boolean whole = body.length() <= Task.LONGEST_TITLE && body.indexOf('\n') < 0;
		NewTask task = new NewTask(whole ? body : beginning(body),
				whole ? "" : body.substring(0, Math.min(body.length(), Task.LONGEST_NOTE)), mentioned.member(),
				mentioned.account(), organizations.today());
		tasks.saveAndFlush(new Task(task, mentioned.account(), OnBehalf.actor(),
				source(mentioned.note()) + mentioned.account(), clock.instant().truncatedTo(ChronoUnit.MICROS)));
	}

	@EventListener
	void forget(NoteRemoved removed) {
		jdbc.sql("""
				update tasks set title = '∅', note = '', state = case state when 'OPEN' then 'DROPPED' else state end,
					closed_at = coalesce(closed_at, :now), closed_by = coalesce(closed_by, :by), version = version + 1
				where organization_id = :organization and starts_with(source_key, :source)
				""")
			.param("now", Timestamp.from(clock.instant()))
			.param("by", OnBehalf.actor().name())
			.param("organization", tenancy.current())
			.param("source", source(removed.note()))
			.update();
	}

	private static String source(UUID note) {
		return "mention/" + note + "/";
	}

	/** The first line, cut where no sign is halved. */
	private static String beginning(String body) {
		String line = body.lines().findFirst().orElse(body);
		int most = Task.LONGEST_TITLE - 1;
		if (line.length() <= most) {
			return line;
		}
		return line.substring(0, Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most) + "…";
	}

}
