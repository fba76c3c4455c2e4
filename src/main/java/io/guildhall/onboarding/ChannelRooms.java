package io.guildhall.onboarding;

import java.sql.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.GroupId;
import io.guildhall.community.GroupRooms;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Where the channels lead, and how full it is there: their own groups first, then what
 * follows those down their chains (ADR 153).
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class ChannelRooms {

	private final ChannelService channels;

	private final ChannelRows rows;

	private final GroupRooms rooms;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/**
	 * How full the groups of a channel and those that follow them are, in the order in
	 * which they are filled.
	 * @throws ChannelRefused if there is no such channel for who asks
	 */
	@May(Permission.COMMUNITY_READ)
	public List<Room> of(ChannelId id) {
		channels.get(id);
		return of(id, null);
	}

	/**
	 * The same whoever asks.
	 * @param except a member whose own place is not counted; null for nobody
	 */
	List<Room> of(ChannelId id, @Nullable MemberId except) {
		List<GroupId> own = rows.groups(id).stream().map(Entry::group).toList();
		return jdbc
			.sql("""
					select f.group_id, f.name, f.capacity, f.archived, g.group_id is null as following,
						coalesce(g.entry, nullif(f.entry, ''), (select k.entry from channel_groups k
							join channels c on c.organization_id = :organization and c.id = k.channel_id and c.closed_at is null
							where k.organization_id = :organization and k.group_id = f.group_id
							order by k.channel_id desc limit 1), '') as entry,
						(select count(*) from member_group_facts s where s.organization_id = :organization
							and s.group_id = f.group_id and s.left_at is null
							and s.member_id is distinct from cast(:except as uuid)) as members,
						(select count(distinct j.member_id) from channel_joins j where j.organization_id = :organization
							and j.group_id = f.group_id and j.offered_day > :since
							and j.member_id is distinct from cast(:except as uuid)
							and not exists (select from member_group_facts s where s.organization_id = :organization
								and s.member_id = j.member_id and s.group_id = j.group_id
								and (s.left_at is null or s.left_day >= j.offered_day))
							and not exists (select from member_block_facts b where b.organization_id = :organization
								and b.member_id = j.member_id)) as offered
					from unnest(cast(:groups as uuid[])) with ordinality as led (group_id, position)
					join community_group_facts f on f.organization_id = :organization and f.group_id = led.group_id
					left join channel_groups g on g.organization_id = :organization and g.channel_id = :channel
						and g.group_id = led.group_id
					order by led.position
					""")
			.param("organization", tenancy.current())
			.param("channel", id.id())
			.param("groups",
					Stream.concat(own.stream(), rooms.following(own).stream())
						.map(GroupId::toString)
						.toArray(String[]::new))
			.param("except", (except != null) ? except.toString() : null)
			.param("since", Date.valueOf(organizations.today().minusDays(ChannelBoard.DAYS)))
			.query((row, number) -> new Room(new GroupId(row.getObject("group_id", UUID.class)), row.getString("name"),
					row.getString("entry"), row.getInt("capacity"), row.getLong("members"), row.getLong("offered"),
					row.getBoolean("archived"), row.getBoolean("following")))
			.list();
	}

}
