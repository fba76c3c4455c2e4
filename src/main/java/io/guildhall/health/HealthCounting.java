package io.guildhall.health;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.activity.Meetings;
import io.guildhall.community.GroupId;
import io.guildhall.member.MemberTagging;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Counts all groups as of the end of a day, a set for each kind of fact. Where something
 * came late, or went, since the last counting, the days that were counted from there on
 * are counted again.
 */
@Slf4j
@Component
@Transactional
@RequiredArgsConstructor
class HealthCounting {

	/** Whoever wrote was present, also where nobody wrote down that they came. */
	private static final String VITALS = """
			select g.group_id, least(s.first_day, a.first_spoke) as first_day, a.last_spoke, o.last_member_spoke,
				coalesce(s.members, 0) as members, coalesce(s.present, 0) + coalesce(u.unseen, 0) as present,
				coalesce(s.joined, 0) as joined, coalesce(s.gone, 0) as gone,
				coalesce(w.speakers, 0) as speakers, coalesce(a.messages, 0) as messages,
				coalesce(a.messages_before, 0) as messages_before, coalesce(t.messages_month, 0) as messages_month,
				coalesce(t.messages_top, 0) as messages_top, coalesce(t.messages_linked, 0) as messages_linked,
				coalesce(t.messages_ads, 0) as messages_ads, coalesce(n.strangers, 0) as strangers
			from community_group_facts g
			left join (select f.group_id, min(f.joined_day) as first_day,
					count(distinct f.member_id) filter (where f.left_day is null or f.left_day > :day) as members,
					count(distinct f.member_id) filter (where f.left_day is null or f.left_day > :week) as present,
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
			left join (select d.group_id, count(distinct d.member_id) as unseen from activity_day_facts d
				where d.organization_id = :organization and d.day > :week and d.day <= :day and d.messages > 0
				and not exists (select from member_group_facts f where f.organization_id = :organization
					and f.group_id = d.group_id and f.member_id = d.member_id and f.joined_day <= :day
					and (f.left_day is null or f.left_day > :week))
				group by d.group_id) u on u.group_id = g.group_id
			left join (select r.group_id, sum(r.messages) as messages_month, sum(r.links) as messages_linked,
					sum(r.ads) as messages_ads, sum(r.messages) filter (where r.place <= 3) as messages_top
				from (select d.group_id, sum(d.messages) as messages, sum(d.links) as links, sum(d.ads) as ads,
						row_number() over (partition by d.group_id order by sum(d.messages) desc) as place
					from activity_day_facts d
					where d.organization_id = :organization and d.day > :month and d.day <= :day
					group by d.group_id, d.member_id) r
				group by r.group_id) t on t.group_id = g.group_id
			left join (select p.group_id, count(*) as strangers
				from (select distinct f.group_id, f.member_id from member_group_facts f
					where f.organization_id = :organization and f.joined_day <= :day
					and (f.left_day is null or f.left_day > :day)) p
				where not exists (select from activity_day_facts d where d.organization_id = :organization
					and d.group_id = p.group_id and d.member_id = p.member_id and d.met and d.day <= :day)
				group by p.group_id) n on n.group_id = g.group_id
			left join lateral (select d.day as last_member_spoke from activity_group_day_facts d
				where d.organization_id = :organization and d.group_id = g.group_id and d.day <= :day and d.messages > 0
				and exists (select from activity_day_facts m where m.organization_id = :organization and m.day = d.day
					and m.group_id = d.group_id and m.messages > 0
					and not exists (select from member_tag_facts k where k.organization_id = :organization
						and k.member_id = m.member_id and k.tag = cast(:staff as text)))
				order by d.day desc limit 1) o on true
			where g.organization_id = :organization and not g.archived
			""";

	/**
	 * What ended last, one to five weeks ago, in each group; so the seven days after it
	 * are over. A spike is a day of twenty messages or more that has three times the
	 * average of the four weeks before it. Whom a campaign reached is compared with who
	 * was in the group while it wrote, however many have come and gone since.
	 */
	private static final String EVENTS = """
			with spikes as (
				select r.group_id, r.day, r.day - cast(row_number() over (partition by r.group_id order by r.day) as int) as island
				from (select d.group_id, d.day, d.messages, sum(d.messages) over (partition by d.group_id order by d.day
						range between interval '28 days' preceding and interval '1 day' preceding) as month_before
					from activity_group_day_facts d
					where d.organization_id = :organization and d.day > cast(:day as date) - 90 and d.day <= :day) r
				where r.messages >= 20 and r.month_before >= 20 and r.messages * 28 >= 3 * r.month_before
			), reached as (
				select f.group_id, t.campaign_id, min(t.sent_day) as first_day, max(t.sent_day) as last_day,
					count(distinct t.member_id) as members
				from touch_facts t
				join member_group_facts f on f.organization_id = :organization and f.member_id = t.member_id
					and f.joined_day <= t.sent_day and (f.left_day is null or f.left_day > t.sent_day)
				where t.organization_id = :organization and t.state = 'SENT' and t.sent_day > cast(:day as date) - 90 and t.sent_day <= :day
				group by f.group_id, t.campaign_id
				having max(t.sent_day) between cast(:day as date) - 37 and cast(:day as date) - 7
			), present as (
				select r.group_id, r.campaign_id, count(distinct f.member_id) as members from reached r
				join member_group_facts f on f.organization_id = :organization and f.group_id = r.group_id
					and f.joined_day <= r.last_day and (f.left_day is null or f.left_day > r.first_day)
				group by r.group_id, r.campaign_id
			), happened as (
				select c.group_id, 'CHALLENGE' as kind, c.name, c.starts_on as first_day, c.ends_on as last_day, 1 as weight
				from challenge_facts c where c.organization_id = :organization
				union all
				select r.group_id, 'CAMPAIGN', c.name, r.first_day, r.last_day, 2 from reached r
				join campaign_facts c on c.organization_id = :organization and c.campaign_id = r.campaign_id
				join present p on p.group_id = r.group_id and p.campaign_id = r.campaign_id
				where r.members * 10 >= p.members
				union all
				select s.group_id, 'SPIKE', null, min(s.day), max(s.day), 3 from spikes s group by s.group_id, s.island
			), latest as (
				select distinct on (h.group_id) h.group_id, h.kind, h.name, h.first_day, h.last_day
				from happened h where h.last_day between cast(:day as date) - 37 and cast(:day as date) - 7 and h.first_day <= h.last_day
				order by h.group_id, h.last_day desc, h.weight, h.first_day, h.name
			)
			select l.group_id, l.kind as event_kind, l.name as event_name, l.first_day as event_from,
				l.last_day as event_until,
				coalesce(sum(d.messages) filter (where d.day < l.first_day), 0) as event_before,
				coalesce(sum(d.messages) filter (where d.day > l.last_day), 0) as event_after
			from latest l
			left join activity_group_day_facts d on d.organization_id = :organization and d.group_id = l.group_id
				and d.day between l.first_day - 7 and l.last_day + 7
			group by l.group_id, l.kind, l.name, l.first_day, l.last_day
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

	/** A transaction that began earlier may commit what it stamped then. */
	private static final Duration SLOWEST = Duration.ofMinutes(30);

	private final Meetings meetings;

	private final MemberTagging tagging;

	private final JdbcClient jdbc;

	private final JdbcTemplate template;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Counts all groups as of the end of a day, and again the earlier days of which
	 * something changed since the last time. Counting a day again writes over it.
	 * @return how many groups there are
	 */
	int count(LocalDate day) {
		Timestamp now = Timestamp.from(clock.instant());
		Optional<Timestamp> last = begin();
		long start = System.nanoTime();
		meetings.bringUpToDate();
		last.ifPresent(since -> stale(since, day).forEach(this::vitals));
		int groups = vitals(day);
		long counted = System.nanoTime();
		jdbc.sql("delete from group_overlaps where organization_id = :organization")
			.param("organization", tenancy.current())
			.update();
		jdbc.sql(OVERLAPS).param("organization", tenancy.current()).param("day", day).update();
		jdbc.sql("update health_states set counted_at = :now where organization_id = :organization")
			.param("organization", tenancy.current())
			.param("now", now)
			.update();
		log.info("Counted {} groups in {} ms, who sits in two in {} ms", groups, (counted - start) / 1_000_000,
				(System.nanoTime() - counted) / 1_000_000);
		return groups;
	}

	/** One at a time of an organization. */
	private Optional<Timestamp> begin() {
		return jdbc.sql("""
				insert into health_states (organization_id) values (:organization)
				on conflict (organization_id) do update set counted_at = health_states.counted_at returning counted_at
				""")
			.param("organization", tenancy.current())
			.query((row, number) -> Optional.ofNullable(row.getTimestamp(1)))
			.single();
	}

	/** The days counted before this one that late events may have changed. */
	private List<LocalDate> stale(Timestamp since, LocalDate day) {
		return jdbc.sql("""
				select distinct h.day from group_health h
				where h.organization_id = :organization and h.day < :day and h.day >= (
					select min(d.day) from activity_change_facts d
					where d.organization_id = :organization and d.changed_at > :since and d.day < :day)
				order by h.day
				""")
			.param("organization", tenancy.current())
			.param("day", day)
			.param("since", Timestamp.from(since.toInstant().minus(SLOWEST)))
			.query(LocalDate.class)
			.list();
	}

	private int vitals(LocalDate day) {
		UUID organization = tenancy.current();
		Map<GroupId, GroupEvent> events = new HashMap<>();
		jdbc.sql(EVENTS).param("organization", organization).param("day", day).query(row -> {
			events.put(new GroupId(row.getObject("group_id", UUID.class)), VitalsRows.event(row));
		});
		List<GroupVitals> all = jdbc.sql(VITALS)
			.param("organization", organization)
			.param("day", day)
			.param("week", day.minusDays(7))
			.param("fortnight", day.minusDays(14))
			.param("month", day.minusDays(30))
			.param("staff", staffTag())
			.query((row, number) -> VitalsRows.vitals(row, day,
					events.get(new GroupId(row.getObject("group_id", UUID.class)))))
			.list();
		template.batchUpdate(VitalsRows.KEEP,
				all.stream().map(vitals -> VitalsRows.values(organization, vitals)).toList());
		return all.size();
	}

	private @Nullable String staffTag() {
		String kept = jdbc.sql("select staff_tag from health_states where organization_id = :organization")
			.param("organization", tenancy.current())
			.query((row, number) -> Optional.ofNullable(row.getString(1)))
			.single()
			.orElse(null);
		return (kept != null) ? tagging.known(kept) : null;
	}

}
