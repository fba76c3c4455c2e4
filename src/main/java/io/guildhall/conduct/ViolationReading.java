package io.guildhall.conduct;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupScope;
import io.guildhall.community.GroupSummary;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Violations as who asks may see them, each with what the ladder says to it. */
@Component
@RequiredArgsConstructor
class ViolationReading {

	static final String LATEST = "v.happened_at desc, v.id desc";

	static final String OLDEST = "v.happened_at, v.id";

	private static final String SELECT = """
			select v.*, c.for_removal, c.for_block from (
				select v.* from violations v where v.organization_id = :organization
				and (:all or v.group_id = any(cast(:groups as uuid[]))) %s
				order by %s limit :most) v
			cross join lateral (
				select count(*) filter (where o.happened_on > v.happened_on - :removeDays) as for_removal,
					count(*) filter (where o.happened_on > v.happened_on - :blockDays) as for_block
				from violations o where o.organization_id = :organization and o.member_id = v.member_id
				and o.state <> 'TAKEN_BACK' and o.happened_on > v.happened_on - greatest(:removeDays, :blockDays)
				and (o.happened_at, o.id) <= (v.happened_at, v.id)) c
			order by %s""";

	private final LadderService ladders;

	private final MemberService members;

	private final CommunityService communities;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/**
	 * The first so many in an order.
	 * @param condition more of it, about {@code v}; begins with {@code and}
	 */
	List<ViolationDetails> details(String condition, Map<String, ?> parameters, String order, int most) {
		GroupScope scope = communities.scope();
		Ladder ladder = ladders.get().ladder();
		List<Raw> rows = jdbc.sql(SELECT.formatted(condition, order, order))
			.param("organization", tenancy.current())
			.param("all", scope.all())
			.param("groups", scope.groups().stream().map(UUID::toString).toArray(String[]::new))
			.param("removeDays", ladder.removeDays())
			.param("blockDays", ladder.blockDays())
			.param("most", most)
			.params(parameters)
			.query((row, number) -> raw(row))
			.list();
		Map<MemberId, MemberSummary> people = members.summaries(rows.stream().map(Raw::member).distinct().toList());
		Map<GroupId, GroupSummary> places = communities.summaries(rows.stream().map(Raw::group).distinct().toList());
		return rows.stream().map(row -> row.details(people, places, ladder)).toList();
	}

	private static Raw raw(ResultSet row) throws SQLException {
		Instant decided = Rows.instant(row, "decided_at");
		Instant back = Rows.instant(row, "taken_back_at");
		String step = row.getString("step");
		String proposed = row.getString("proposed");
		return new Raw(new ViolationId(row.getObject("id", UUID.class)),
				new MemberId(row.getObject("member_id", UUID.class)),
				new GroupId(row.getObject("group_id", UUID.class)), ViolationKind.valueOf(row.getString("kind")),
				row.getString("rule"), row.getString("note"), row.getString("excerpt"),
				Objects.requireNonNull(Rows.instant(row, "happened_at")),
				Objects.requireNonNull(Rows.instant(row, "recorded_at")), row.getString("recorder_name"),
				ViolationState.valueOf(row.getString("state")), (proposed != null) ? Step.valueOf(proposed) : null,
				row.getLong("for_removal"), row.getLong("for_block"),
				(decided != null && step != null) ? new ViolationDetails.Decision(Step.valueOf(step),
						row.getString("step_reason"), decided, row.getString("decided_by")) : null,
				(back != null) ? new ViolationDetails.TakenBack(row.getString("taken_back_reason"), back,
						row.getString("taken_back_by")) : null,
				row.getLong("version"));
	}

	private record Raw(ViolationId id, MemberId member, GroupId group, ViolationKind kind, String rule, String note,
			String excerpt, Instant happenedAt, Instant recordedAt, String recorder, ViolationState state,
			@Nullable Step proposed, long forRemoval, long forBlock, ViolationDetails.@Nullable Decision decision,
			ViolationDetails.@Nullable TakenBack takenBack, long version) {

		ViolationDetails details(Map<MemberId, MemberSummary> people, Map<GroupId, GroupSummary> places,
				Ladder ladder) {
			GroupSummary place = places.get(group);
			long self = (state != ViolationState.TAKEN_BACK) ? 1 : 0;
			return new ViolationDetails(id, Objects.requireNonNull(people.get(member)), group,
					(place != null) ? place.name() : "", kind, rule, note, excerpt, happenedAt, recordedAt, recorder,
					state, (proposed != null) ? proposed : ladder.step(forRemoval, forBlock), forBlock - self, decision,
					takenBack, version);
		}
	}

}
