package io.guildhall.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupScope;
import io.guildhall.community.GroupSummary;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberTagging;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Who sits in two groups, and what is done about it. */
@Service
@Transactional
@RequiredArgsConstructor
public class GroupOverlaps {

	/** So many of those in both are shown by name. */
	private static final int SHOWN = 100;

	/** Those in both at this moment, not as of the last count. */
	private static final String BOTH = """
			select distinct a.member_id from member_group_facts a
			join member_group_facts b on b.organization_id = :organization and b.member_id = a.member_id
				and b.group_id = :other and b.left_at is null
			join member_facts f on f.organization_id = :organization and f.member_id = a.member_id and f.state = 'ACTIVE'
			where a.organization_id = :organization and a.group_id = :group and a.left_at is null
			""";

	private final CommunityService communities;

	private final MemberTagging tagging;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Who is in both groups now.
	 *
	 * @param shared how many
	 * @param members the first hundred by name
	 */
	public record Pair(GroupSummary group, GroupSummary other, long shared, List<Both> members) {
	}

	/** Somebody who is in both. */
	public record Both(UUID member, String name) {
	}

	/**
	 * The pairs of groups that may be seen and share most, in per cent of the smaller
	 * one.
	 * @param most how many of them
	 */
	@Transactional(readOnly = true)
	@May(Permission.COMMUNITY_READ)
	public List<GroupOverlap> list(int most) {
		return list(null, most);
	}

	/**
	 * The same of one group.
	 * @param of the group; null for all
	 * @param most how many pairs
	 * @throws io.guildhall.community.CommunityRefused if it is unknown to who acts
	 */
	@Transactional(readOnly = true)
	@May(Permission.COMMUNITY_READ)
	public List<GroupOverlap> list(@Nullable GroupId of, int most) {
		if (of != null) {
			communities.require(of);
		}
		GroupScope scope = communities.scope();
		List<Counted> pairs = jdbc
			.sql("""
					with latest as (
						select h.group_id, h.members from group_health h
						where h.organization_id = :organization
						and h.day = (select max(l.day) from group_health l where l.organization_id = :organization
							and l.group_id = h.group_id)
					)
					select o.group_id, o.other_id, o.shared, a.members as members, b.members as other_members
					from group_overlaps o
					join latest a on a.group_id = o.group_id
					join latest b on b.group_id = o.other_id
					join community_group_facts g on g.organization_id = :organization and g.group_id = o.group_id and not g.archived
					join community_group_facts h on h.organization_id = :organization and h.group_id = o.other_id and not h.archived
					where o.organization_id = :organization
					and (cast(:of as uuid) is null or cast(:of as uuid) in (o.group_id, o.other_id))
					and (:all or (o.group_id = any(:groups) and o.other_id = any(:groups)))
					order by cast(o.shared as numeric) / greatest(least(a.members, b.members), 1) desc, o.shared desc, o.group_id,
						o.other_id
					limit :most
					""")
			.param("organization", tenancy.current())
			.param("all", scope.all())
			.param("groups", scope.array())
			.param("of", (of != null) ? of.toString() : null)
			.param("most", most)
			.query(Counted.class)
			.list();
		List<GroupId> named = pairs.stream()
			.flatMap(pair -> Stream.of(new GroupId(pair.groupId()), new GroupId(pair.otherId())))
			.distinct()
			.toList();
		Map<GroupId, GroupSummary> names = communities.summaries(named);
		List<GroupOverlap> overlaps = new ArrayList<>();
		for (Counted pair : pairs) {
			GroupSummary group = names.get(new GroupId(pair.groupId()));
			GroupSummary other = names.get(new GroupId(pair.otherId()));
			if (group != null && other != null) {
				overlaps.add(new GroupOverlap(group, other, pair.members(), pair.otherMembers(), pair.shared()));
			}
		}
		return overlaps;
	}

	/**
	 * Who is in both groups now.
	 * @throws io.guildhall.community.CommunityRefused if one of them is unknown to who
	 * acts
	 * @throws HealthRefused if it is one group twice
	 */
	@Transactional(readOnly = true)
	@May(Permission.MEMBER_READ)
	public Pair pair(GroupId one, GroupId other) {
		GroupSummary group = communities.require(one);
		GroupSummary another = communities.require(other);
		requireTwo(one, other);
		List<Both> members = both("""
				select f.member_id as member, f.display_name as name from (%s) both_groups
				join member_name_facts f on f.organization_id = :organization and f.member_id = both_groups.member_id
				order by f.sort_key, f.member_id limit %d
				""".formatted(BOTH, SHOWN), one, other).query(Both.class).list();
		long shared = both("select count(*) from (%s) both_groups".formatted(BOTH), one, other).query(Long.class)
			.single();
		return new Pair(group, another, shared, members);
	}

	/**
	 * Tags everybody who is in both groups now.
	 * @return how many did not have the tag before
	 * @throws HealthRefused if nobody is in both, or it is one group twice
	 * @throws io.guildhall.member.MemberRefused if the tag is empty or too long
	 */
	@May(Permission.MEMBER_EDIT)
	public int tag(GroupId one, GroupId other, String tag) {
		communities.require(one);
		communities.require(other);
		requireTwo(one, other);
		List<MemberId> members = both(BOTH, one, other)
			.query((row, number) -> new MemberId(row.getObject(1, UUID.class)))
			.list();
		if (members.isEmpty()) {
			throw HealthRefused.nobodyInBoth();
		}
		return tagging.tag(MemberFilter.of(members), tag);
	}

	private static void requireTwo(GroupId one, GroupId other) {
		if (one.equals(other)) {
			throw HealthRefused.same();
		}
	}

	private JdbcClient.StatementSpec both(String sql, GroupId one, GroupId other) {
		return jdbc.sql(sql)
			.param("organization", tenancy.current())
			.param("group", one.id())
			.param("other", other.id());
	}

	private record Counted(UUID groupId, UUID otherId, long shared, long members, long otherMembers) {
	}

}
