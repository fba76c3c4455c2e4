package io.guildhall.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.bulk.BulkActions.BulkFilter;
import io.guildhall.job.JobDetails;
import io.guildhall.job.JobService;
import io.guildhall.member.Audience;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Reads bulk actions: all of them, or for who hosts groups their own. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class BulkReading {

	private final MemberService members;

	private final MemberScope scope;

	private final JobService jobs;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final JsonMapper json;

	Optional<BulkDetails> details(BulkId id) {
		return select("and a.id = :id", Map.of("id", id.id())).stream().findFirst();
	}

	Slice<BulkDetails> list(@Nullable String after) {
		List<String> cursor = Slice.decode(after, 1);
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("first", cursor.isEmpty());
		parameters.put("last", Slice.id(cursor, 0));
		parameters.put("most", Slice.PAGE + 1);
		return Slice.of(select("and (:first or a.id < :last) order by a.id desc limit :most", parameters), Slice.PAGE,
				action -> List.of(action.id()));
	}

	Slice<BulkRow> rows(BulkId id, @Nullable BulkOutcome outcome, @Nullable String after) {
		List<String> cursor = Slice.decode(after, 1);
		MemberScope.Limit mine = scope.on("r.member_id");
		List<Row> rows = jdbc.sql("""
				select r.row_number, r.member_id, r.outcome, r.undone from bulk_action_members r
				where r.organization_id = :organization and r.action_id = :action and r.row_number > :after
				and (cast(:outcome as text) is null or r.outcome = :outcome) %s
				order by r.row_number limit :most
				""".formatted(mine.sql()))
			.params(mine.parameters())
			.param("organization", tenancy.current())
			.param("action", id.id())
			.param("after", Slice.number(cursor, 0, 0))
			.param("outcome", (outcome != null) ? outcome.name() : null)
			.param("most", Slice.PAGE + 1)
			.query(Row.class)
			.list();
		Map<MemberId, MemberSummary> people = members
			.summaries(rows.stream().map(row -> new MemberId(row.memberId())).toList());
		return Slice.of(rows.stream()
			.map(row -> new BulkRow(row.rowNumber(), people.get(new MemberId(row.memberId())),
					BulkOutcome.valueOf(row.outcome()),
					(row.undone() != null) ? BulkRow.Undone.valueOf(row.undone()) : null))
			.toList(), Slice.PAGE, row -> List.of(row.row()));
	}

	private List<BulkDetails> select(String which, Map<String, ?> parameters) {
		UUID me = OnBehalf.actor().id();
		List<Raw> raws = jdbc.sql("""
				select a.* from bulk_actions a
				where a.organization_id = :organization and (:all or a.actor_id = cast(:me as uuid))
				""" + which)
			.params(parameters)
			.param("organization", tenancy.current())
			.param("all", !OnBehalf.ownGroupsOnly())
			.param("me", (me != null) ? me.toString() : null)
			.query((row, number) -> raw(row))
			.list();
		Map<UUID, Counts> counts = counts(raws.stream().map(raw -> raw.id().id()).toList());
		Map<UUID, JobDetails> work = jobs
			.all(raws.stream().flatMap(raw -> Stream.of(raw.job(), raw.undo())).filter(Objects::nonNull).toList());
		return raws.stream()
			.map(raw -> details(raw, counts.getOrDefault(raw.id().id(), new Counts()), work, me))
			.toList();
	}

	private BulkDetails details(Raw raw, Counts counts, Map<UUID, JobDetails> work, @Nullable UUID me) {
		return new BulkDetails(raw.id(), raw.kind(), raw.target(), raw.targetName(), raw.filter().q(),
				new Audience(raw.filter().fields(), raw.filter().members()), raw.actorName(), raw.createdAt(),
				raw.total(), counts.outcomes, counts.undone, counts.left, work.get(raw.job()), work.get(raw.undo()),
				raw.undoneBy(), raw.issue(), raw.file(), raw.fileGone(), raw.file() != null && fetchable(raw, me));
	}

	/**
	 * Contacts stand in the table as who started it may see them: it is for them, and for
	 * those from whom nothing is hidden.
	 */
	private static boolean fetchable(Raw raw, @Nullable UUID me) {
		boolean mine = me != null && me.equals(raw.actor());
		boolean all = OnBehalf.may(Permission.CONTACT_READ) && !OnBehalf.ownGroupsOnly();
		return OnBehalf.may(Permission.EXPORT) && (mine || all);
	}

	/** How many of the rows became what, of members whom who asks may see. */
	private Map<UUID, Counts> counts(List<UUID> actions) {
		Map<UUID, Counts> counts = new HashMap<>();
		MemberScope.Limit mine = scope.on("r.member_id");
		jdbc.sql("""
				select r.action_id, r.outcome, r.undone, count(*) as members from bulk_action_members r
				where r.organization_id = :organization and r.action_id = any(cast(:actions as uuid[])) %s
				group by r.action_id, r.outcome, r.undone
				""".formatted(mine.sql()))
			.params(mine.parameters())
			.param("organization", tenancy.current())
			.param("actions", actions.stream().map(UUID::toString).toArray(String[]::new))
			.query(row -> {
				Counts of = counts.computeIfAbsent(row.getObject("action_id", UUID.class), key -> new Counts());
				of.add(BulkOutcome.valueOf(row.getString("outcome")), row.getString("undone"), row.getLong("members"));
			});
		return counts;
	}

	private Raw raw(ResultSet row) throws SQLException {
		return new Raw(new BulkId(row.getObject("id", UUID.class)), BulkKind.valueOf(row.getString("kind")),
				row.getString("target"), row.getString("target_name"),
				json.readValue(row.getString("filter"), BulkFilter.class), row.getObject("actor_id", UUID.class),
				row.getString("actor_name"), row.getTimestamp("created_at").toInstant(), row.getLong("total"),
				row.getObject("job_id", UUID.class), row.getObject("issue_id", UUID.class),
				row.getObject("file_id", UUID.class), row.getTimestamp("file_gone_at") != null,
				row.getObject("undo_job_id", UUID.class), row.getString("undone_by"));
	}

	private static final class Counts {

		private final Map<BulkOutcome, Long> outcomes = new EnumMap<>(BulkOutcome.class);

		private long undone;

		private long left;

		void add(BulkOutcome outcome, @Nullable String how, long members) {
			outcomes.merge(outcome, members, Long::sum);
			if (how != null) {
				boolean back = Objects.equals(how, BulkRow.Undone.UNDONE.name());
				undone += back ? members : 0;
				left += back ? 0 : members;
			}
		}

	}

	private record Row(long rowNumber, UUID memberId, String outcome, @Nullable String undone) {
	}

	private record Raw(BulkId id, BulkKind kind, String target, String targetName, BulkFilter filter,
			@Nullable UUID actor, String actorName, Instant createdAt, long total, @Nullable UUID job,
			@Nullable UUID issue, @Nullable UUID file, boolean fileGone, @Nullable UUID undo,
			@Nullable String undoneBy) {
	}

}
