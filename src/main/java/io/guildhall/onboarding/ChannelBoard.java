package io.guildhall.onboarding;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What came of channels: how many, who stayed and paid, and whom no group had room for.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class ChannelBoard {

	/**
	 * After so many days one is seen to have stayed; for so long an offered place is
	 * kept.
	 */
	static final int DAYS = 7;

	private static final int SHOWN = 50;

	/** Of forms j, those of members who were offered no place and are in none. */
	private static final String WAITING = """
			j.organization_id = :organization and j.outcome = 'JOINED' and j.group_id is null
			and not exists (select from channel_joins k where k.organization_id = :organization
				and k.channel_id = j.channel_id and k.member_id = j.member_id and k.group_id is not null)
			and not exists (select from member_group_facts s join channel_groups g
				on g.organization_id = s.organization_id and g.group_id = s.group_id
				where s.organization_id = :organization and s.member_id = j.member_id and s.left_at is null
				and g.channel_id = j.channel_id)
			and exists (select from member_facts m where m.organization_id = :organization
				and m.member_id = j.member_id and m.state = 'ACTIVE')""";

	private final ChannelService channels;

	private final MemberService members;

	private final OrganizationService organizations;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/** How many wait for room in the groups of a channel, and since when. */
	public record Queue(ChannelId channel, String name, long people, LocalDate since) {
	}

	/** Somebody for whom no group had room. */
	public record Waiting(MemberSummary member, LocalDate since) {
	}

	/**
	 * What came of a channel and of each of its baits.
	 * @throws ChannelRefused if there is no such channel for who asks
	 */
	@May(Permission.DASHBOARD_READ)
	public ChannelFigures figures(ChannelId id) {
		ChannelDetails channel = channels.get(id);
		List<BaitFigures> baits = jdbc
			.sql("""
					with firsts as (
						select distinct on (member_id) member_id, bait_id, day, newcomer from channel_joins
						where organization_id = :organization and channel_id = :channel and member_id is not null
						order by member_id, day, id
					), judged as (
						select f.bait_id, f.newcomer, f.day <= :ripe as ripe,
							f.day <= :ripe and (
								exists (select from member_group_facts s join community_group_facts g
									on g.organization_id = s.organization_id and g.group_id = s.group_id
									where s.organization_id = :organization and s.member_id = f.member_id and s.left_at is null
									and g.community_id = :community)
								or exists (select from activity_day_facts a join community_group_facts g
									on g.organization_id = a.organization_id and g.group_id = a.group_id
									where a.organization_id = :organization and a.member_id = f.member_id
									and a.day >= f.day + :days and a.messages > 0 and g.community_id = :community)) as stayed,
							exists (select from order_facts o where o.organization_id = :organization
								and o.member_id = f.member_id and o.paid_day >= f.day
								and o.total_minor > o.refunded_minor) as paid
						from firsts f
					), sums as (
						select bait_id, count(*) as joined, count(*) filter (where newcomer) as newcomers,
							count(*) filter (where ripe) as ripe, count(*) filter (where stayed) as stayed,
							count(*) filter (where paid) as paid
						from judged group by bait_id
					), counted as (
						select bait_id, sum(visits) as visits from channel_days
						where organization_id = :organization and channel_id = :channel group by bait_id
					), screened as (
						select bait_id, count(*) as screened from channel_joins
						where organization_id = :organization and channel_id = :channel and outcome = 'SCREENED'
						group by bait_id
					)
					select b.id, b.title, b.retired, coalesce(c.visits, 0) as visits, coalesce(m.joined, 0) as joined,
						coalesce(m.newcomers, 0) as newcomers, coalesce(s.screened, 0) as screened,
						coalesce(m.ripe, 0) as ripe, coalesce(m.stayed, 0) as stayed, coalesce(m.paid, 0) as paid
					from channel_baits b
					left join sums m on m.bait_id = b.id
					left join counted c on c.bait_id = b.id
					left join screened s on s.bait_id = b.id
					where b.organization_id = :organization and b.channel_id = :channel
					order by b.retired, b.position, b.id
					""")
			.param("organization", tenancy.current())
			.param("channel", id.id())
			.param("community", channel.community().id())
			.param("ripe", Date.valueOf(organizations.today().minusDays(DAYS)))
			.param("days", DAYS)
			.query((row, number) -> new BaitFigures(row.getObject("id", UUID.class), row.getString("title"),
					row.getBoolean("retired"), row.getLong("visits"), row.getLong("joined"), row.getLong("newcomers"),
					row.getLong("screened"), row.getLong("ripe"), row.getLong("stayed"), row.getLong("paid")))
			.list();
		long refused = jdbc.sql("""
				select coalesce(sum(refused), 0) from channel_days
				where organization_id = :organization and channel_id = :channel
				""").param("organization", tenancy.current()).param("channel", id.id()).query(Long.class).single();
		BaitFigures all = baits.stream()
			.reduce(new BaitFigures(null, "", false, 0, 0, 0, 0, 0, 0, 0), BaitFigures::plus);
		return new ChannelFigures(all, baits, refused);
	}

	/**
	 * How full the groups of a channel are, in the order in which they are filled.
	 * @throws ChannelRefused if there is no such channel for who asks
	 */
	@May(Permission.COMMUNITY_READ)
	public List<Room> rooms(ChannelId id) {
		channels.get(id);
		return rooms(id, null);
	}

	/**
	 * Who joined by the channel while every group was full, and is in none of them now;
	 * who waits longest first.
	 * @throws ChannelRefused if there is no such channel for who asks
	 */
	@May(Permission.MEMBER_READ)
	public List<Waiting> waiting(ChannelId id) {
		channels.get(id);
		record Since(MemberId member, LocalDate day) {
		}
		List<Since> since = jdbc.sql("""
				select j.member_id, min(j.day) as day from channel_joins j
				where %s and j.channel_id = :channel
				group by j.member_id order by min(j.day), j.member_id limit :most
				""".formatted(WAITING))
			.param("organization", tenancy.current())
			.param("channel", id.id())
			.param("most", SHOWN)
			.query((row, number) -> new Since(new MemberId(row.getObject(1, UUID.class)),
					row.getObject(2, LocalDate.class)))
			.list();
		Map<MemberId, MemberSummary> people = members.summaries(since.stream().map(Since::member).toList());
		return since.stream()
			.filter(one -> people.containsKey(one.member()))
			.map(one -> new Waiting(Objects.requireNonNull(people.get(one.member())), one.day()))
			.toList();
	}

	/** The channels in which somebody waits for room, who waits longest first. */
	@May(Permission.MEMBER_READ)
	public List<Queue> queues() {
		return jdbc
			.sql("""
					select c.id, c.name, w.people, w.since from channels c
					cross join lateral (select count(distinct j.member_id) as people, min(j.day) as since from channel_joins j
						where %s and j.channel_id = c.id) w
					where c.organization_id = :organization and %s and w.people > 0 order by w.since, c.id limit :most
					"""
				.formatted(WAITING, ChannelService.SEEN))
			.params(channels.seen())
			.param("most", SHOWN)
			.query((row, number) -> new Queue(new ChannelId(row.getObject(1, UUID.class)), row.getString(2),
					row.getLong(3), row.getObject(4, LocalDate.class)))
			.list();
	}

	/**
	 * How full the groups are.
	 * @param except a member whose own place is not counted; null for nobody
	 */
	List<Room> rooms(ChannelId id, @Nullable MemberId except) {
		return jdbc.sql("""
				select g.group_id, f.name, g.entry, f.capacity, f.archived,
					(select count(*) from member_group_facts s where s.organization_id = :organization
						and s.group_id = g.group_id and s.left_at is null
						and s.member_id is distinct from cast(:except as uuid)) as members,
					(select count(distinct j.member_id) from channel_joins j where j.organization_id = :organization
						and j.group_id = g.group_id and j.offered_day > :since
						and j.member_id is distinct from cast(:except as uuid)
						and not exists (select from member_group_facts s where s.organization_id = :organization
							and s.member_id = j.member_id and s.group_id = j.group_id
							and (s.left_at is null or s.left_day >= j.offered_day))) as offered
				from channel_groups g
				join community_group_facts f on f.organization_id = :organization and f.group_id = g.group_id
				where g.organization_id = :organization and g.channel_id = :channel order by g.position
				""")
			.param("organization", tenancy.current())
			.param("channel", id.id())
			.param("except", (except != null) ? except.toString() : null)
			.param("since", Date.valueOf(organizations.today().minusDays(DAYS)))
			.query((row, number) -> new Room(new GroupId(row.getObject("group_id", UUID.class)), row.getString("name"),
					row.getString("entry"), row.getInt("capacity"), row.getLong("members"), row.getLong("offered"),
					row.getBoolean("archived")))
			.list();
	}

}
