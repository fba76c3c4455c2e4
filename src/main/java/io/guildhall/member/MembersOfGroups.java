package io.guildhall.member;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupFigures;
import io.guildhall.community.GroupId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Who joined and left which group, and when. */
@Service
@Transactional
@RequiredArgsConstructor
public class MembersOfGroups implements GroupFigures {

	private static final int DAYS = 30;

	private final MemberService members;

	private final MemberBlocks blocks;

	private final CommunityService communities;

	private final Days days;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * A member joined a group. One who is in it already is in it since the earlier time.
	 * @throws MemberRefused if the member is unknown or blocked, or the time lies ahead
	 */
	@May(Permission.MEMBER_EDIT)
	public void joined(MemberId member, GroupId group, Instant at) {
		members.requireKnown(member);
		communities.require(group);
		if (blocks.blocked(member)) {
			throw MemberRefused.blocked();
		}
		Instant time = checked(at);
		// The stay that goes on now, or one that ended later, began earlier than we
		// thought.
		int extended = jdbc.sql("""
				update member_stays set joined_at = least(joined_at, :at), joined_day = least(joined_day, :day)
				where organization_id = :organization and id = (
					select id from member_stays where organization_id = :organization and member_id = :member
					and group_id = :group and (left_at is null or left_at > :at) order by joined_at limit 1)
				""")
			.param("at", Timestamp.from(time))
			.param("day", Date.valueOf(days.of(time)))
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("group", group.id())
			.update();
		if (extended == 0) {
			insert(member, group, time);
		}
		jdbc.sql("""
				update members set joined_at = :at, joined_day = :day
				where organization_id = :organization and id = :member and joined_at > :at
				""")
			.param("at", Timestamp.from(time))
			.param("day", Date.valueOf(days.of(time)))
			.param("organization", tenancy.current())
			.param("member", member.id())
			.update();
		audit.record("member.joined", "member", member, Map.of("group", group, "at", time));
	}

	/**
	 * A member left a group.
	 * @throws MemberRefused if the member was not in it at that time
	 */
	@May(Permission.MEMBER_EDIT)
	public void left(MemberId member, GroupId group, Instant at) {
		members.require(member);
		communities.require(group);
		Instant time = checked(at);
		int ended = jdbc.sql("""
				update member_stays set left_at = :at, left_day = :day
				where organization_id = :organization and member_id = :member and group_id = :group
				and left_at is null and joined_at <= :at
				""")
			.param("at", Timestamp.from(time))
			.param("day", Date.valueOf(days.of(time)))
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("group", group.id())
			.update();
		if (ended == 0) {
			throw MemberRefused.notThere();
		}
		audit.record("member.left", "member", member, Map.of("group", group, "at", time));
	}

	/** The stays of a member in groups that who acts may see, the latest first. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<Stay> of(MemberId member) {
		var scope = communities.scope();
		members.require(member);
		return jdbc.sql("""
				select member_id, group_id, joined_at, left_at from member_stays
				where organization_id = :organization and member_id = :member
				and (:all or group_id = any(cast(:groups as uuid[])))
				order by left_at desc nulls first, joined_at desc
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("all", scope.all())
			.param("groups", MemberReading.strings(scope))
			.query((row, number) -> stay(row))
			.list();
	}

	@Override
	@Transactional(readOnly = true)
	public Map<GroupId, Figures> of(Collection<GroupId> groups) {
		LocalDate since = days.of(clock.instant()).minusDays(DAYS);
		Map<GroupId, Figures> figures = new HashMap<>();
		jdbc.sql("""
				select group_id, count(*) filter (where left_at is null) as members,
					count(*) filter (where joined_day > :since) as joined,
					count(*) filter (where left_day > :since) as left_again
				from member_stays
				where organization_id = :organization and group_id = any(cast(:groups as uuid[]))
				group by group_id
				""")
			.param("since", Date.valueOf(since))
			.param("organization", tenancy.current())
			.param("groups", groups.stream().map(GroupId::toString).toArray(String[]::new))
			.query(row -> {
				figures.put(new GroupId(row.getObject(1, UUID.class)),
						new Figures(row.getLong(2), row.getLong(3), row.getLong(4)));
			});
		return figures;
	}

	private void insert(MemberId member, GroupId group, Instant at) {
		jdbc.sql("""
				insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day)
				values (:organization, :id, :member, :group, :at, :day)
				""")
			.param("organization", tenancy.current())
			.param("id", Ids.next())
			.param("member", member.id())
			.param("group", group.id())
			.param("at", Timestamp.from(at))
			.param("day", Date.valueOf(days.of(at)))
			.update();
	}

	private Instant checked(Instant at) {
		if (at.isAfter(clock.instant())) {
			throw MemberRefused.future();
		}
		return at.truncatedTo(ChronoUnit.MICROS);
	}

	private static Stay stay(ResultSet row) throws SQLException {
		return new Stay(new MemberId(row.getObject("member_id", UUID.class)),
				new GroupId(row.getObject("group_id", UUID.class)),
				row.getObject("joined_at", OffsetDateTime.class).toInstant(), Rows.instant(row, "left_at"));
	}

}
