package io.guildhall.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.bulk.BulkActions.BulkFilter;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponIssues;
import io.guildhall.member.Audience;
import io.guildhall.member.AudienceQuery;
import io.guildhall.member.Audiences;
import io.guildhall.member.GroupRuns;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.OwnerRuns;
import io.guildhall.member.RunStep;
import io.guildhall.member.RunStep.Did;
import io.guildhall.member.TagRuns;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The steps of a bulk action, a thousand members and one transaction at a time: what was
 * done and that it was done are written together, so that whatever a crash leaves is
 * whole slices, and nothing is done twice.
 */
@Component
@Transactional(propagation = Propagation.REQUIRES_NEW)
@RequiredArgsConstructor
class BulkSlices {

	/**
	 * What was searched for may be somebody's number or name: once it is known who is
	 * meant only that something was is kept.
	 */
	private static final String SEARCHED = """
			case when coalesce(filter ->> 'q', '') <> '' then jsonb_set(filter, '{q}', '"…"') else filter end""";

	private static final int SIZE = 1000;

	private static final TypeReference<Map<String, String>> KEPT = new TypeReference<>() {
	};

	private final Audiences audiences;

	private final TagRuns tags;

	private final GroupRuns groups;

	private final OwnerRuns owners;

	private final CouponIssues issues;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	/** An action as its work sees it. */
	record Action(UUID id, BulkKind kind, String target, MemberFilter filter, long total, @Nullable Instant frozenAt,
			@Nullable UUID issue, @Nullable UUID file) {

		/** When its members were fixed. */
		Instant at() {
			if (frozenAt == null) {
				throw new IllegalStateException("It is not fixed yet whom the action is for");
			}
			return frozenAt;
		}

	}

	/**
	 * How far it came.
	 *
	 * @param last the number of the last row that was worked at
	 * @param rows how many there were
	 */
	record Progress(long last, int rows) {
	}

	@Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
	public Action action(UUID id) {
		return find(id, "");
	}

	/** Fixes who is meant, once. */
	void freeze(UUID id) {
		Action action = find(id, " for no key update");
		if (action.frozenAt() != null) {
			return;
		}
		AudienceQuery query = audiences.query(action.filter());
		int total = jdbc.sql("""
				insert into bulk_action_members (organization_id, action_id, row_number, member_id, outcome)
				select :organization, :action, row_number() over (order by meant.member_id), meant.member_id, 'PENDING'
				from (%s) meant
				""".formatted(query.sql()))
			.params(query.parameters())
			.param("organization", tenancy.current())
			.param("action", id)
			.update();
		jdbc.sql("""
				update bulk_actions set frozen_at = :now, total = :total, filter = <searched>
				where organization_id = :organization and id = :action
				""".replace("<searched>", SEARCHED))
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
			.param("total", total)
			.param("organization", tenancy.current())
			.param("action", id)
			.update();
	}

	/** Works at the next rows behind one; none are left where it comes to none. */
	Progress next(Action action, long after) {
		return next(action, after, SIZE);
	}

	/** The same for at most so many rows. */
	Progress next(Action action, long after, int most) {
		List<Row> rows = rows(action.id(), after, most, "r.outcome = 'PENDING'");
		if (rows.isEmpty()) {
			return new Progress(after, 0);
		}
		List<MemberId> members = rows.stream().map(row -> new MemberId(row.member())).toList();
		List<RunStep> steps = switch (action.kind()) {
			case TAG -> tags.put(action.id(), action.target(), members);
			case UNTAG -> tags.take(action.id(), action.target(), members);
			case JOIN -> groups.join(action.id(), GroupId.of(action.target()), action.at(), members);
			case OWNER -> owners.assign(BulkTargets.ownerOf(action.target()), members);
			case COUPON, EXPORT -> throw new IllegalStateException("Not done member by member: " + action.kind());
		};
		Map<UUID, RunStep> by = steps.stream().collect(Collectors.toMap(RunStep::member, Function.identity()));
		List<Map<String, Object>> done = new ArrayList<>();
		for (Row row : rows) {
			RunStep step = by.get(row.member());
			Map<String, Object> one = new HashMap<>(
					Map.of("row", row.number(), "outcome", (step != null) ? step.did().name() : "GONE"));
			if (step != null && !step.before().isEmpty()) {
				one.put("before", step.before());
			}
			done.add(one);
		}
		write("outcome = w.outcome, before = w.before", action.id(), done);
		return new Progress(rows.get(rows.size() - 1).number(), rows.size());
	}

	/** Takes back the next steps behind one. */
	Progress undoNext(Action action, long after) {
		List<Row> rows = rows(action.id(), after, SIZE, "r.outcome in ('DONE', 'TAKEN_OVER') and r.undone is null");
		if (rows.isEmpty()) {
			return new Progress(after, 0);
		}
		List<RunStep> steps = rows.stream()
			.map(row -> new RunStep(row.member(), Did.valueOf(row.outcome()), row.before()))
			.toList();
		Set<UUID> undone = switch (action.kind()) {
			case TAG -> tags.undoPut(action.id(), action.target(), steps);
			case UNTAG -> tags.undoTake(action.id(), action.target(), steps);
			case JOIN -> groups.undoJoin(action.id(), GroupId.of(action.target()), action.at(), steps);
			case OWNER -> owners.undoAssign(BulkTargets.ownerOf(action.target()), steps);
			case COUPON, EXPORT -> throw new IllegalStateException("Not undone member by member: " + action.kind());
		};
		write("undone = w.undone", action.id(),
				rows.stream()
					.map(row -> Map.<String, Object>of("row", row.number(), "undone",
							(undone.contains(row.member()) ? BulkRow.Undone.UNDONE : BulkRow.Undone.LEFT).name()))
					.toList());
		return new Progress(rows.get(rows.size() - 1).number(), rows.size());
	}

	/** Hands those who are meant to an issue of coupons, once. */
	void issue(UUID id) {
		Action action = find(id, " for no key update");
		if (action.issue() != null) {
			return;
		}
		CouponIssues.Started started = issues.issueTo(BatchId.of(action.target()),
				new Audience(Map.of(BulkField.KEY, id.toString()), List.of()), null);
		jdbc.sql("update bulk_actions set issue_id = :issue where organization_id = :organization and id = :action")
			.param("issue", started.issue())
			.param("organization", tenancy.current())
			.param("action", id)
			.update();
		end(id, BulkOutcome.DONE);
	}

	/** Notes the table that was made; the first that was made counts. */
	boolean made(UUID id, UUID file, long rows) {
		return jdbc.sql("""
				update bulk_actions set file_id = :file, total = :rows, filter = <searched>
				where organization_id = :organization and id = :action and file_id is null
				""".replace("<searched>", SEARCHED))
			.param("file", file)
			.param("rows", rows)
			.param("organization", tenancy.current())
			.param("action", id)
			.update() == 1;
	}

	/** Ends all rows that nobody has worked at. */
	void end(UUID id, BulkOutcome outcome) {
		jdbc.sql("""
				update bulk_action_members set outcome = :outcome
				where organization_id = :organization and action_id = :action and outcome = 'PENDING'
				""")
			.param("outcome", outcome.name())
			.param("organization", tenancy.current())
			.param("action", id)
			.update();
	}

	/** How many rows there are of which this holds. */
	long count(UUID id, String condition) {
		return jdbc.sql(
				"select count(*) from bulk_action_members r where r.organization_id = :organization and r.action_id = :action and "
						+ condition)
			.param("organization", tenancy.current())
			.param("action", id)
			.query(Long.class)
			.single();
	}

	private Action find(UUID id, String lock) {
		return jdbc.sql("select * from bulk_actions where organization_id = :organization and id = :action" + lock)
			.param("organization", tenancy.current())
			.param("action", id)
			.query((row, number) -> action(row))
			.optional()
			.orElseThrow(() -> BulkRefused.unknown(new BulkId(id)));
	}

	private Action action(ResultSet row) throws SQLException {
		return new Action(row.getObject("id", UUID.class), BulkKind.valueOf(row.getString("kind")),
				row.getString("target"), json.readValue(row.getString("filter"), BulkFilter.class).filter(),
				row.getLong("total"), Rows.instant(row, "frozen_at"), row.getObject("issue_id", UUID.class),
				row.getObject("file_id", UUID.class));
	}

	private List<Row> rows(UUID id, long after, int most, String condition) {
		return jdbc.sql("""
				select r.row_number, r.member_id, r.outcome, r.before from bulk_action_members r
				where r.organization_id = :organization and r.action_id = :action and r.row_number > :after and %s
				order by r.row_number limit :most for update
				""".formatted(condition))
			.param("organization", tenancy.current())
			.param("action", id)
			.param("after", after)
			.param("most", most)
			.query((row, number) -> {
				String before = row.getString("before");
				return new Row(row.getLong("row_number"), row.getObject("member_id", UUID.class),
						row.getString("outcome"), (before != null) ? json.readValue(before, KEPT) : Map.of());
			})
			.list();
	}

	private void write(String what, UUID id, List<Map<String, Object>> rows) {
		jdbc.sql("""
				update bulk_action_members r set %s
				from jsonb_to_recordset(cast(:rows as jsonb))
					as w ("row" bigint, outcome text, before jsonb, undone text)
				where r.organization_id = :organization and r.action_id = :action and r.row_number = w."row"
				""".formatted(what))
			.param("rows", json.writeValueAsString(rows))
			.param("organization", tenancy.current())
			.param("action", id)
			.update();
	}

	private record Row(long number, UUID member, String outcome, Map<String, String> before) {
	}

}
