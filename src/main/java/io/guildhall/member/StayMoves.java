package io.guildhall.member;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Moves everybody of a group to another one, and back. */
@Service
@Transactional
@RequiredArgsConstructor
public class StayMoves {

	private static final String NOT_BLOCKED = """
			not exists (select 1 from member_blocks b where b.organization_id = s.organization_id
				and b.member_id = s.member_id and b.lifted_at is null)""";

	private static final String MOVE = """
			insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day, source_run)
			select s.organization_id, guildhall_id(:run, cast(s.member_id as text)), s.member_id, :to, :at, :day, :run
			from member_stays s
			where s.organization_id = :organization and s.group_id = :from and s.left_at is null and %s
			on conflict (organization_id, member_id, group_id) where left_at is null do nothing
			""".formatted(NOT_BLOCKED);

	private static final String CLOSE = """
			update member_stays set left_at = greatest(joined_at, :at), left_day = greatest(joined_day, :day)
			where organization_id = :organization and group_id = :from and left_at is null
			""";

	/**
	 * Whoever was moved and has left the other group since stays away; of two who are one
	 * member by now one stay goes on.
	 */
	private static final String REOPEN = """
			update member_stays set left_at = null, left_day = null
			where organization_id = :organization and id in (
				select distinct on (s.member_id) s.id from member_stays s
				where s.organization_id = :organization and s.group_id = :from and s.left_at = :at
				and exists (select 1 from member_stays i where i.organization_id = :organization
					and i.member_id = s.member_id and i.group_id = :to and i.left_at is null)
				and not exists (select 1 from member_stays o where o.organization_id = :organization
					and o.member_id = s.member_id and o.group_id = :from and o.left_at is null)
				order by s.member_id, s.joined_at)
			""";

	private static final String UNMOVE = """
			delete from member_stays
			where organization_id = :organization and source_run = :run and group_id = :to and left_at is null
			""";

	private final CommunityService communities;

	private final Days days;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/**
	 * What moving would come to.
	 *
	 * @param leaving who are in the first group now
	 * @param both who of them are in the other one already
	 * @param blocked who of them are blocked, and so do not come along
	 * @param after how many the other one has then
	 */
	public record Effect(long leaving, long both, long blocked, long after) {

		/** How many are new to the other group. */
		public long moving() {
			return leaving - both - blocked;
		}
	}

	/** What moving everybody would come to; nothing is written. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Effect foresee(GroupId from, GroupId to) {
		require(from, to);
		return jdbc.sql("""
				with here as (
					select s.member_id, t.member_id is not null as there, not (%s) as blocked
					from member_stays s
					left join member_stays t on t.organization_id = :organization and t.member_id = s.member_id
						and t.group_id = :to and t.left_at is null
					where s.organization_id = :organization and s.group_id = :from and s.left_at is null
				)
				select count(*) as leaving, count(*) filter (where there) as both,
					count(*) filter (where blocked and not there) as blocked,
					count(*) filter (where not there and not blocked) + (select count(*) from member_stays
						where organization_id = :organization and group_id = :to and left_at is null) as after
				from here
				""".formatted(NOT_BLOCKED))
			.param("organization", tenancy.current())
			.param("from", from.id())
			.param("to", to.id())
			.query(Effect.class)
			.single();
	}

	/**
	 * Everybody of the one group is in the other from then on; what they did before stays
	 * where it was.
	 * @param run by which it can be taken back
	 * @return how many were not in the other group before
	 */
	@May(Permission.MEMBER_EDIT)
	public int move(UUID run, GroupId from, GroupId to, Instant at) {
		Map<String, Object> parameters = parameters(run, from, to, at);
		int moved = jdbc.sql(MOVE).params(parameters).update();
		jdbc.sql(CLOSE).params(parameters).update();
		return moved;
	}

	/**
	 * Takes a move back: whoever is still in the other group is in the first again, and
	 * who came there by the move only is there no more.
	 * @param at when it was
	 * @return how many are back
	 */
	@May(Permission.MEMBER_EDIT)
	public int moveBack(UUID run, GroupId from, GroupId to, Instant at) {
		Map<String, Object> parameters = parameters(run, from, to, at);
		int back = jdbc.sql(REOPEN).params(parameters).update();
		jdbc.sql(UNMOVE).params(parameters).update();
		return back;
	}

	private Map<String, Object> parameters(UUID run, GroupId from, GroupId to, Instant at) {
		require(from, to);
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("run", run);
		parameters.put("from", from.id());
		parameters.put("to", to.id());
		parameters.put("at", Timestamp.from(at));
		parameters.put("day", Date.valueOf(days.of(at)));
		return parameters;
	}

	private void require(GroupId from, GroupId to) {
		communities.require(from);
		communities.require(to);
	}

}
