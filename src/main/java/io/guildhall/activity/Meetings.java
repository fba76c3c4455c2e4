package io.guildhall.activity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.NightlyWork;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Finds out who spoke with somebody else on a day, in one conversation or by a reply. It
 * looks at the days of groups to which something was added or from which something went
 * since it looked last, however long ago they are, and at no others; of days whose single
 * events are gone nothing is changed.
 */
@Component
@RequiredArgsConstructor
public class Meetings implements NightlyWork {

	/** A conversation ends once nobody has written for so long. */
	private static final int SILENCE_MINUTES = 30;

	/** What a slow import says was changed so long ago may be seen only now. */
	private static final int SLOWEST_MINUTES = 30;

	/** A reply to something older is none to the person. */
	private static final int REPLY_DAYS = 30;

	/**
	 * The first day that is looked at is said apart, so that earlier months are left
	 * alone.
	 */
	private static final String MEET = """
			with looked as materialized (
				select cast(:organization as uuid) as organization, g.day, g.group_id from activity_group_days g
				where g.organization_id = :organization and g.group_id <> :all and g.day >= :first
				and (g.met_at is null or g.met_at < g.changed_at + make_interval(mins => :slowest))
			), said as (
				select e.day, e.group_id, coalesce(a.into_id, e.member_id) as member_id, e.at, e.source, e.external_id,
					e.reply_to
				from looked l
				join activity_events e on e.organization_id = l.organization and e.day = l.day and e.group_id = l.group_id
					and e.kind = 'MESSAGE' and e.day >= (select min(f.day) from looked f)
				left join member_alias_facts a on a.organization_id = l.organization and a.member_id = e.member_id
			), paced as (
				select s.day, s.group_id, s.member_id, s.at,
					case when s.at - lag(s.at) over talk > make_interval(mins => :silence) then 1 else 0 end as begins
				from said s window talk as (partition by s.day, s.group_id order by s.at)
			), talks as (
				select p.day, p.group_id, p.member_id,
					sum(p.begins) over (partition by p.day, p.group_id order by p.at) as talk
				from paced p
			), together as (
				select t.day, t.group_id, t.talk from talks t
				group by t.day, t.group_id, t.talk having count(distinct t.member_id) > 1
			), answered as (
				select s.day, s.group_id, s.member_id, o.day as other_day, coalesce(a.into_id, o.member_id) as other_id
				from said s
				join activity_events o on o.organization_id = :organization and o.source = s.source
					and o.external_id = s.reply_to and o.group_id = s.group_id
					and o.day between s.day - cast(:replies as int) and s.day
					and o.day >= (select min(f.day) from looked f) - cast(:replies as int)
				left join member_alias_facts a on a.organization_id = :organization and a.member_id = o.member_id
				where s.reply_to is not null and coalesce(a.into_id, o.member_id) <> s.member_id
				union
				select s.day, s.group_id, s.member_id, o.day, coalesce(a.into_id, o.member_id)
				from said s
				join activity_events o on o.organization_id = :organization and o.source = s.source
					and o.reply_to = s.external_id and o.group_id = s.group_id
					and o.day between s.day + 1 and s.day + cast(:replies as int)
					and o.day > (select min(f.day) from looked f)
				left join member_alias_facts a on a.organization_id = :organization and a.member_id = o.member_id
				where o.reply_to is not null and coalesce(a.into_id, o.member_id) <> s.member_id
			), met as (
				select distinct t.day, t.group_id, t.member_id from talks t
				join together w on w.day = t.day and w.group_id = t.group_id and w.talk = t.talk
				union
				select n.day, n.group_id, n.member_id from answered n
				union
				select n.other_day, n.group_id, n.other_id from answered n
			), judged as (
				select d.day, d.group_id, d.member_id from looked l
				join activity_days d on d.organization_id = l.organization and d.day = l.day and d.group_id = l.group_id
				union
				select n.other_day, n.group_id, n.other_id from answered n
			)
			update activity_days d set met = (m.member_id is not null)
			from judged j
			left join met m on m.day = j.day and m.group_id = j.group_id and m.member_id = j.member_id
			where d.organization_id = :organization and d.day = j.day and d.group_id = j.group_id
			and d.member_id = j.member_id and d.met is distinct from (m.member_id is not null)
			""";

	private final JdbcClient jdbc;

	private final ActivityFolding folding;

	private final Tenancy tenancy;

	private final Clock clock;

	@Override
	public int order() {
		return 20;
	}

	@Override
	@Transactional
	public void run(LocalDate day) {
		bringUpToDate();
	}

	/** Looks at what has changed; a second time finds nothing. */
	@Transactional
	public void bringUpToDate() {
		Timestamp now = Timestamp.from(clock.instant());
		jdbc.sql(MEET)
			.param("organization", tenancy.current())
			.param("all", ActivityFolding.ALL_GROUPS)
			.param("first", folding.window().first())
			.param("silence", SILENCE_MINUTES)
			.param("replies", REPLY_DAYS)
			.param("slowest", SLOWEST_MINUTES)
			.update();
		jdbc.sql("""
				update activity_group_days set met_at = :now
				where organization_id = :organization and changed_at <= :now
				and (met_at is null or met_at < changed_at + make_interval(mins => :slowest))
				""")
			.param("organization", tenancy.current())
			.param("now", now)
			.param("slowest", SLOWEST_MINUTES)
			.update();
	}

}
