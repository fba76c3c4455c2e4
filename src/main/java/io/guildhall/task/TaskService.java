package io.guildhall.task;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberRefused;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.StaffService;
import lombok.RequiredArgsConstructor;

/**
 * What the staff is to do. Everybody sees what they are to do and what they asked others
 * for; who edits members sees all of it, an operator that of members of their groups.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class TaskService {

	private static final String COLUMNS = """
			t.id, t.title, t.note, t.member_id, t.assignee_id, t.creator_name, t.due_on, t.state, t.closed_at, t.closed_by,
			t.version""";

	/** Of whom who asks may see it. */
	private static final String SEEN = """
			(:all or t.assignee_id = cast(:me as uuid) or t.creator_id = cast(:me as uuid)
				or (:edits and exists (select 1 from member_group_facts g where g.organization_id = :organization
					and g.member_id = t.member_id and g.group_id = any(:groups))))""";

	private static final int SHOWN = 20;

	private final TaskRepository tasks;

	private final MemberService members;

	private final StaffService staff;

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Makes a task.
	 * @throws TaskRefused if a text is not right, or nobody is to do it
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks,
	 * or they were erased
	 * @throws io.guildhall.staff.StaffRefused if who is to do it does not work here
	 */
	@May(Permission.TASK_EDIT)
	public TaskId add(NewTask task) {
		UUID assignee = task.assignee();
		if (task.member() != null) {
			members.requireKnown(task.member());
			UUID owner = members.get(task.member()).profile().contactOwner();
			assignee = (assignee != null) ? assignee : owner;
		}
		Actor actor = OnBehalf.actor();
		if (assignee == null && actor.kind() == Actor.Kind.STAFF) {
			assignee = actor.id();
		}
		if (assignee == null) {
			throw TaskRefused.nobody();
		}
		staff.require(assignee);
		Task made = tasks.saveAndFlush(new Task(task, assignee, actor, null, now()));
		audit.record("task.added", "task", made.getId(), Map.of("due", made.getDueOn()));
		return made.getId();
	}

	/**
	 * Changes what is to be done, by whom and until when.
	 * @param version at which it was read; null writes over whatever there is
	 * @throws TaskRefused if there is no such task, it is closed, or a text is not right
	 */
	@May(Permission.TASK_EDIT)
	public TaskDetails change(TaskId id, String title, String note, UUID assignee, LocalDate due,
			@Nullable Long version) {
		Task task = find(id);
		if (version != null && version != task.version()) {
			throw new ObjectOptimisticLockingFailureException(Task.class, id);
		}
		staff.require(assignee);
		task.change(title, note, assignee, due);
		tasks.saveAndFlush(task);
		audit.record("task.changed", "task", id, Map.of("due", due));
		return get(id);
	}

	/**
	 * The task is done.
	 * @throws TaskRefused if there is no such task, or it is closed
	 */
	@May(Permission.TASK_EDIT)
	public void done(TaskId id) {
		close(id, TaskState.DONE, "task.done");
	}

	/**
	 * The task is not to be done any more.
	 * @throws TaskRefused if there is no such task, or it is closed
	 */
	@May(Permission.TASK_EDIT)
	public void drop(TaskId id) {
		close(id, TaskState.DROPPED, "task.dropped");
	}

	/**
	 * The task is to be done after all.
	 * @throws TaskRefused if there is no such task, or it is open
	 */
	@May(Permission.TASK_EDIT)
	public void reopen(TaskId id) {
		MemberSummary about = get(id).member();
		if (about != null && about.erased()) {
			throw MemberRefused.erased();
		}
		Task task = find(id);
		task.reopen();
		tasks.saveAndFlush(task);
		audit.record("task.reopened", "task", id, Map.of());
	}

	/**
	 * A task.
	 * @throws TaskRefused if there is none for who asks
	 */
	@May(Permission.TASK_EDIT)
	@Transactional(readOnly = true)
	public TaskDetails get(TaskId id) {
		return details("t.id = :id", Map.of("id", id.id()), "t.id", 1).stream()
			.findFirst()
			.orElseThrow(() -> TaskRefused.unknown(id));
	}

	/**
	 * Tasks, in the order in which they are to be done; closed ones the last first.
	 * @param after where the slice before ended
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.TASK_EDIT)
	@Transactional(readOnly = true)
	public Slice<TaskDetails> list(TaskFilter filter, @Nullable String after) {
		List<String> cursor = Slice.decode(after, 2);
		Map<String, Object> parameters = new HashMap<>();
		String whose = "true";
		if (filter.assignee() != null) {
			whose = "t.assignee_id = :assignee";
			parameters.put("assignee", filter.assignee());
		}
		if (filter.member() != null) {
			whose += " and t.member_id = :member";
			parameters.put("member", members.require(filter.member()).id().id());
		}
		parameters.put("first", cursor.isEmpty());
		parameters.put("id", Slice.id(cursor, 1));
		if (filter.shown() == TaskFilter.Shown.CLOSED) {
			parameters.put("at", Timestamp.from(Slice.micros(cursor, 0)));
			return Slice.of(
					details(whose + " and t.state <> 'OPEN' and (:first or t.closed_at < :at"
							+ " or (t.closed_at = :at and t.id < :id))", parameters, "t.closed_at desc, t.id desc",
							Slice.PAGE + 1),
					Slice.PAGE,
					task -> List.of(ChronoUnit.MICROS.between(Instant.EPOCH, Objects.requireNonNull(task.closedAt())),
							task.id()));
		}
		parameters.put("due", Date.valueOf(Slice.epochDay(cursor, 0)));
		String late = "";
		if (filter.shown() == TaskFilter.Shown.OVERDUE) {
			late = " and t.due_on < :today";
			parameters.put("today", organizations.today());
		}
		return Slice.of(details(
				whose + " and t.state = 'OPEN'" + late
						+ " and (:first or t.due_on > :due or (t.due_on = :due and t.id > :id))",
				parameters, "t.due_on, t.id", Slice.PAGE + 1), Slice.PAGE,
				task -> List.of(task.due().toEpochDay(), task.id()));
	}

	/** What who asks is to do until today, the oldest first. */
	@May(Permission.TASK_EDIT)
	@Transactional(readOnly = true)
	public List<TaskDetails> today() {
		return details("t.assignee_id = cast(:me as uuid) and t.state = 'OPEN' and t.due_on <= :today",
				Map.of("today", organizations.today()), "t.due_on, t.id", SHOWN);
	}

	/**
	 * What is to be done for a member, and the last that was done.
	 * @throws io.guildhall.member.MemberRefused if there is no such member for who asks
	 */
	@May(Permission.TASK_EDIT)
	@Transactional(readOnly = true)
	public List<TaskDetails> of(MemberId member) {
		members.require(member);
		return details("t.member_id = :member", Map.of("member", member.id()), "t.state = 'OPEN' desc, t.due_on, t.id",
				SHOWN);
	}

	/** Words about one who is erased go; what was done for them was done. */
	@EventListener
	void forget(MemberErased erased) {
		jdbc.sql("""
				update tasks set title = '∅', note = '', state = case when state = 'OPEN' then 'DROPPED' else state end,
					closed_at = coalesce(closed_at, :now), version = version + 1
				where organization_id = :organization and member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("member", erased.member().id())
			.param("now", Timestamp.from(now()))
			.update();
	}

	private void close(TaskId id, TaskState how, String action) {
		Task task = find(id);
		task.close(how, OnBehalf.actor(), now());
		tasks.saveAndFlush(task);
		audit.record(action, "task", id, Map.of());
	}

	private Task find(TaskId id) {
		get(id);
		return tasks.findById(id).orElseThrow(() -> TaskRefused.unknown(id));
	}

	private List<TaskDetails> details(String condition, Map<String, ?> parameters, String order, int most) {
		LocalDate today = organizations.today();
		List<Raw> rows = jdbc.sql("""
				select %s from tasks t where t.organization_id = :organization and %s and %s order by %s limit :most
				""".formatted(COLUMNS, condition, SEEN, order))
			.params(seen())
			.params(parameters)
			.param("most", most)
			.query((row, number) -> raw(row))
			.list();
		Map<MemberId, MemberSummary> people = members
			.summaries(rows.stream().map(Raw::member).filter(Objects::nonNull).map(MemberId::new).distinct().toList());
		Map<UUID, String> names = new HashMap<>();
		rows.forEach(row -> names.computeIfAbsent(row.assignee(), staff::name));
		return rows.stream()
			.map(row -> new TaskDetails(row.id(), row.title(), row.note(),
					(row.member() != null) ? people.get(new MemberId(row.member())) : null, row.assignee(),
					names.getOrDefault(row.assignee(), ""), row.creator(), row.due(), row.state(),
					row.state() == TaskState.OPEN && row.due().isBefore(today), row.closedAt(), row.closedBy(),
					row.version()))
			.toList();
	}

	private Map<String, Object> seen() {
		var scope = communities.scope();
		boolean edits = OnBehalf.may(Permission.MEMBER_EDIT);
		UUID me = OnBehalf.actor().id();
		Map<String, Object> seen = new HashMap<>();
		seen.put("organization", tenancy.current());
		seen.put("all", edits && scope.all());
		seen.put("edits", edits);
		seen.put("groups", scope.array());
		seen.put("me", (me != null) ? me.toString() : null);
		return seen;
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static Raw raw(ResultSet row) throws SQLException {
		OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
		return new Raw(new TaskId(row.getObject("id", UUID.class)), row.getString("title"), row.getString("note"),
				row.getObject("member_id", UUID.class), row.getObject("assignee_id", UUID.class),
				row.getString("creator_name"), row.getObject("due_on", LocalDate.class),
				TaskState.valueOf(row.getString("state")),
				(closed != null) ? closed.withOffsetSameInstant(ZoneOffset.UTC).toInstant() : null,
				row.getString("closed_by"), row.getLong("version"));
	}

	private record Raw(TaskId id, String title, String note, @Nullable UUID member, UUID assignee, String creator,
			LocalDate due, TaskState state, @Nullable Instant closedAt, @Nullable String closedBy, long version) {
	}

}
