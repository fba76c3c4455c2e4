package io.guildhall.health;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupScope;
import io.guildhall.community.GroupSummary;
import io.guildhall.job.JobService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Counts how groups are and who sits in several of them, once a day, and answers from
 * what was counted.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class HealthService {

	/** A set for each kind of fact, worked out once for all groups. */
	private static final String VITALS = """
			select g.group_id, least(s.first_day, a.first_spoke) as first_day, a.last_spoke,
				coalesce(s.members, 0) as members, coalesce(s.joined, 0) as joined, coalesce(s.gone, 0) as gone,
				coalesce(w.speakers, 0) as speakers, coalesce(a.messages, 0) as messages,
				coalesce(a.messages_before, 0) as messages_before, coalesce(t.messages_month, 0) as messages_month,
				coalesce(t.messages_top, 0) as messages_top, coalesce(e.known, 0) as messages_known,
				coalesce(e.linked, 0) as messages_linked
			from community_group_facts g
			left join (select f.group_id, min(f.joined_day) as first_day,
					count(distinct f.member_id) filter (where f.left_day is null or f.left_day > :day) as members,
					count(*) filter (where f.joined_day > :month) as joined,
					count(*) filter (where f.left_day > :month and f.left_day <= :day) as gone
				from member_group_facts f
				where f.organization_id = :organization and f.joined_day <= :day group by f.group_id) s
				on s.group_id = g.group_id
			left join (select d.group_id, min(d.day) filter (where d.messages > 0) as first_spoke,
					max(d.day) filter (where d.messages > 0) as last_spoke,
					sum(d.messages) filter (where d.day > :week) as messages,
					sum(d.messages) filter (where d.day > :fortnight and d.day <= :week) as messages_before
				from activity_group_day_facts d
				where d.organization_id = :organization and d.day <= :day group by d.group_id) a
				on a.group_id = g.group_id
			left join (select d.group_id, count(distinct d.member_id) as speakers from activity_day_facts d
				where d.organization_id = :organization and d.day > :week and d.day <= :day and d.messages > 0
				group by d.group_id) w on w.group_id = g.group_id
			left join (select r.group_id, sum(r.messages) as messages_month,
					sum(r.messages) filter (where r.place <= 3) as messages_top
				from (select d.group_id, sum(d.messages) as messages,
						row_number() over (partition by d.group_id order by sum(d.messages) desc) as place
					from activity_day_facts d
					where d.organization_id = :organization and d.day > :month and d.day <= :day
					group by d.group_id, d.member_id) r
				group by r.group_id) t on t.group_id = g.group_id
			left join (select e.group_id, count(*) as known, count(*) filter (where e.has_link) as linked
				from activity_event_facts e
				where e.organization_id = :organization and e.day > :month and e.day <= :day and e.kind = 'MESSAGE'
				group by e.group_id) e on e.group_id = g.group_id
			where g.organization_id = :organization and not g.archived
			""";

	private static final String KEEP = """
			insert into group_health (organization_id, group_id, day, stage, first_day, last_spoke, members, joined, gone,
				speakers, messages, messages_before, messages_month, messages_top, messages_known, messages_linked)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			on conflict (organization_id, group_id, day) do update set stage = excluded.stage,
				first_day = excluded.first_day, last_spoke = excluded.last_spoke, members = excluded.members,
				joined = excluded.joined, gone = excluded.gone, speakers = excluded.speakers, messages = excluded.messages,
				messages_before = excluded.messages_before, messages_month = excluded.messages_month,
				messages_top = excluded.messages_top, messages_known = excluded.messages_known,
				messages_linked = excluded.messages_linked
			""";

	private static final String OVERLAPS = """
			insert into group_overlaps (organization_id, group_id, other_id, day, shared)
			select :organization, a.group_id, b.group_id, :day, count(distinct a.member_id)
			from member_group_facts a
			join member_group_facts b on b.organization_id = a.organization_id and b.member_id = a.member_id
				and b.group_id > a.group_id
			where a.organization_id = :organization and b.organization_id = :organization
			and a.joined_day <= :day and (a.left_day is null or a.left_day > :day)
			and b.joined_day <= :day and (b.left_day is null or b.left_day > :day)
			group by a.group_id, b.group_id
			on conflict (organization_id, group_id, other_id) do update set day = excluded.day, shared = excluded.shared
			""";

	private static final String LATEST = """
			select h.* from group_health h
			where h.organization_id = :organization and (cast(:one as uuid) is null or h.group_id = :one)
			and h.day = (select max(l.day) from group_health l where l.organization_id = :organization
				and l.group_id = h.group_id)
			""";

	private final CommunityService communities;

	private final OrganizationService organizations;

	private final JobService jobs;

	private final JdbcClient jdbc;

	private final JdbcTemplate template;

	private final Tenancy tenancy;

	/**
	 * Counts all groups as of now, in the background.
	 * @return the job
	 */
	@May(Permission.COMMUNITY_READ)
	public UUID start() {
		return jobs.start(HealthJob.KIND, Map.of("day", organizations.today().toString()), "/health");
	}

	/**
	 * Counts all groups as of the end of a day. Counting a day again writes over it.
	 * @return how many groups there are
	 */
	int count(LocalDate day) {
		List<GroupVitals> all = jdbc.sql(VITALS)
			.param("organization", tenancy.current())
			.param("day", day)
			.param("week", day.minusDays(7))
			.param("fortnight", day.minusDays(14))
			.param("month", day.minusDays(30))
			.query((row, number) -> vitals(row, day))
			.list();
		UUID organization = tenancy.current();
		template.batchUpdate(KEEP, all.stream()
			.map(vitals -> new Object[] { organization, vitals.group().id(), Date.valueOf(day), vitals.stage().name(),
					date(vitals.firstDay()), date(vitals.lastSpoke()), vitals.members(), vitals.joined(), vitals.gone(),
					vitals.speakers(), vitals.messages(), vitals.messagesBefore(), vitals.messagesMonth(),
					vitals.messagesTop(), vitals.messagesKnown(), vitals.messagesLinked() })
			.toList());
		jdbc.sql("delete from group_overlaps where organization_id = :organization")
			.param("organization", organization)
			.update();
		jdbc.sql(OVERLAPS).param("organization", organization).param("day", day).update();
		return all.size();
	}

	/** How the groups are that may be seen, the worst first. */
	@Transactional(readOnly = true)
	@May(Permission.COMMUNITY_READ)
	public List<GroupHealth> list() {
		return latest(null).stream()
			.filter(health -> !health.group().archived())
			.sorted(Comparator.comparing(GroupHealth::stage)
				.thenComparing(health -> -health.vitals().quietDays())
				.thenComparing(health -> health.group().name()))
			.toList();
	}

	/**
	 * How a group is; empty where it was not counted yet.
	 * @throws io.guildhall.community.CommunityRefused if there is no such group, or it
	 * may not be seen
	 */
	@Transactional(readOnly = true)
	@May(Permission.COMMUNITY_READ)
	public Optional<GroupHealth> of(GroupId group) {
		communities.require(group);
		return latest(group).stream().findFirst();
	}

	/**
	 * The pairs of groups that may be seen and share most, in per cent of the smaller
	 * one.
	 * @param most how many of them
	 */
	@Transactional(readOnly = true)
	@May(Permission.COMMUNITY_READ)
	public List<GroupOverlap> overlaps(int most) {
		GroupScope scope = communities.scope();
		List<Pair> pairs = jdbc
			.sql("""
					with latest as (%s)
					select o.group_id, o.other_id, o.shared, a.members as members, b.members as other_members
					from group_overlaps o
					join latest a on a.group_id = o.group_id
					join latest b on b.group_id = o.other_id
					where o.organization_id = :organization
					and (:all or (o.group_id = any(:groups) and o.other_id = any(:groups)))
					order by cast(o.shared as numeric) / greatest(least(a.members, b.members), 1) desc, o.shared desc, o.group_id,
						o.other_id
					limit :most
					"""
				.formatted(LATEST))
			.param("organization", tenancy.current())
			.param("one", null)
			.param("all", scope.all())
			.param("groups", scope.array())
			.param("most", most)
			.query(Pair.class)
			.list();
		List<GroupId> named = pairs.stream()
			.flatMap(pair -> Stream.of(new GroupId(pair.groupId()), new GroupId(pair.otherId())))
			.distinct()
			.toList();
		Map<GroupId, GroupSummary> names = communities.summaries(named);
		List<GroupOverlap> overlaps = new ArrayList<>();
		for (Pair pair : pairs) {
			GroupSummary group = names.get(new GroupId(pair.groupId()));
			GroupSummary other = names.get(new GroupId(pair.otherId()));
			if (group != null && other != null && !group.archived() && !other.archived()) {
				overlaps.add(new GroupOverlap(group, other, pair.members(), pair.otherMembers(), pair.shared()));
			}
		}
		return overlaps;
	}

	private List<GroupHealth> latest(@Nullable GroupId one) {
		GroupScope scope = communities.scope();
		List<Judged> rows = jdbc.sql(LATEST)
			.param("organization", tenancy.current())
			.param("one", (one != null) ? one.id() : null)
			.query((row, number) -> new Judged(vitals(row, row.getDate("day").toLocalDate()),
					GroupStage.valueOf(row.getString("stage"))))
			.list()
			.stream()
			.filter(row -> scope.contains(row.vitals().group()))
			.toList();
		Map<GroupId, GroupSummary> names = communities
			.summaries(rows.stream().map(row -> row.vitals().group()).toList());
		List<GroupHealth> health = new ArrayList<>();
		for (Judged row : rows) {
			GroupSummary group = names.get(row.vitals().group());
			if (group != null) {
				health.add(new GroupHealth(group, row.vitals(), row.stage()));
			}
		}
		return health;
	}

	private static GroupVitals vitals(ResultSet row, LocalDate day) throws SQLException {
		return new GroupVitals(new GroupId(row.getObject("group_id", UUID.class)), day,
				row.getObject("first_day", LocalDate.class), row.getObject("last_spoke", LocalDate.class),
				row.getLong("members"), row.getLong("joined"), row.getLong("gone"), row.getLong("speakers"),
				row.getLong("messages"), row.getLong("messages_before"), row.getLong("messages_month"),
				row.getLong("messages_top"), row.getLong("messages_known"), row.getLong("messages_linked"));
	}

	private static @Nullable Date date(@Nullable LocalDate day) {
		return (day != null) ? Date.valueOf(day) : null;
	}

	private record Judged(GroupVitals vitals, GroupStage stage) {
	}

	private record Pair(UUID groupId, UUID otherId, long shared, long members, long otherMembers) {
	}

}
