package io.guildhall.member;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.member.RunStep.Did;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Members added to a group slice by slice, so that each step can be taken back. The stays
 * are named after run and member: one that is as the run left it is known by that.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class GroupRuns {

	private final MemberConditions conditions;

	private final CommunityService communities;

	private final Days days;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/**
	 * Lets some members join, but those who are blocked.
	 * @param at when they do, the same for all slices of a run
	 * @return a step for each of them who is still there
	 */
	@May(Permission.MEMBER_EDIT)
	public List<RunStep> join(UUID run, GroupId group, Instant at, List<MemberId> members) {
		communities.require(group);
		Condition condition = conditions.of(MemberFilter.of(members));
		Map<String, Object> parameters = new HashMap<>(condition.parameters());
		parameters.put("organization", tenancy.current());
		parameters.put("run", run);
		parameters.put("new_group", group.id());
		parameters.put("now", Timestamp.from(at));
		parameters.put("today", Date.valueOf(days.of(at)));
		return jdbc
			.sql("""
					with wanted as (
						select m.organization_id, m.id, exists (select 1 from member_blocks b
							where b.organization_id = m.organization_id and b.member_id = m.id and b.lifted_at is null) as blocked
						from members m where %s),
					put as (
						insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day)
						select w.organization_id, guildhall_id(:run, cast(w.id as text)), w.id, :new_group, :now, :today
						from wanted w where not w.blocked
						on conflict (organization_id, member_id, group_id) where left_at is null do nothing
						returning member_id)
					select w.id, w.blocked, p.member_id is not null as joined from wanted w left join put p on p.member_id = w.id
					"""
				.formatted(condition.sql()))
			.params(parameters)
			.query((row, number) -> RunStep.of(row.getObject("id", UUID.class),
					row.getBoolean("joined") ? Did.DONE : row.getBoolean("blocked") ? Did.BLOCKED : Did.NOTHING))
			.list();
	}

	/**
	 * Takes the stays back that are as the run left them: begun at that time, and not
	 * ended.
	 * @return the members of those steps that were taken back
	 */
	@May(Permission.MEMBER_EDIT)
	public Set<UUID> undoJoin(UUID run, GroupId group, Instant at, List<RunStep> steps) {
		return new HashSet<>(jdbc.sql("""
				delete from member_stays s using unnest(cast(:members as uuid[])) as done (member)
				where s.organization_id = :organization and s.id = guildhall_id(:run, cast(done.member as text))
				and s.group_id = :group and s.left_at is null and s.joined_at = :at
				returning done.member
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("group", group.id())
			.param("at", Timestamp.from(at))
			.param("members", steps.stream().map(step -> step.member().toString()).toArray(String[]::new))
			.query(UUID.class)
			.list());
	}

}
