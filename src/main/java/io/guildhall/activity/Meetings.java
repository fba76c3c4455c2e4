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
	 * Each step goes once over what it reads, however the planner guesses: which days are
	 * looked at is asked of a hash table ({@code in ... is true}), who met and who is
	 * there are added up side by side instead of joined, and what a message answers is
	 * looked up by its key on each day that it can be of. Days said apart leave earlier
	 * months alone.
	 */
	private static final String MEET = """
			with looked as materialized (
				select g.day, g.group_id from activity_group_days g
				where g.organization_id = :organization and g.group_id <> :all and g.day >= :first
				and (g.met_at is null or g.met_at < g.changed_at + make_interval(mins => :slowest))
			), said as materialized (
				select e.day, e.group_id, e.member_id, e.at, e.source, e.external_id, e.reply_to
				from activity_events e
				where e.organization_id = :organization and e.kind = 'MESSAGE'
				and e.day = any(array(select distinct l.day from looked l)) and e.day >= (select min(l.day) from looked l)
				and ((e.day, e.group_id) in (select l.day, l.group_id from looked l)) is true
			), replies as materialized (
				select cast(:organization as uuid) as organization, s.day, s.group_id, s.member_id, s.source, s.reply_to
				from said s where s.reply_to is not null
				union all
				select e.organization_id, e.day, e.group_id, e.member_id, e.source, e.reply_to
				from activity_events e
				where e.organization_id = :organization and e.kind = 'MESSAGE' and e.reply_to is not null
				and e.day > (select min(l.day) from looked l)
				and e.day <= (select max(l.day) from looked l) + cast(:replies as int)
				and (e.group_id in (select l.group_id from looked l)) is true
				and ((e.day, e.group_id) in (select l.day, l.group_id from looked l)) is not true
			), answered as materialized (
				select r.day, r.group_id, r.member_id, o.day as other_day, o.member_id as other_id
				from replies r
				cross join generate_series(0, cast(:replies as int)) as back (days)
				cross join lateral (select e.day, e.group_id, e.member_id from activity_events e
					where e.organization_id = r.organization and e.day = r.day - back.days and e.source = r.source
					and e.external_id = r.reply_to limit 1) o
				where o.group_id = r.group_id
			), paced as (
				select s.day, s.group_id, s.member_id, s.at,
					case when s.at - lag(s.at) over talk > make_interval(mins => :silence) then 1 else 0 end as begins
				from said s window talk as (partition by s.day, s.group_id order by s.at)
			), talks as (
				select p.day, p.group_id, p.member_id,
					sum(p.begins) over (partition by p.day, p.group_id order by p.at) as talk
				from paced p
			), people as (
				select t.day, t.group_id, t.talk, coalesce((select a.into_id from member_alias_facts a
					where a.organization_id = :organization and a.member_id = t.member_id), t.member_id) as member_id
				from (select distinct s.day, s.group_id, s.talk, s.member_id from talks s) t
			), together as (
				select p.day, p.group_id, unnest(array_agg(p.member_id)) as member_id
				from people p group by p.day, p.group_id, p.talk having count(distinct p.member_id) > 1
			), ends as (
				select n.day, n.group_id, n.member_id, n.other_day, n.other_id
				from (select w.day, w.group_id, w.other_day, coalesce((select a.into_id from member_alias_facts a
						where a.organization_id = :organization and a.member_id = w.member_id), w.member_id) as member_id,
						coalesce((select a.into_id from member_alias_facts a
						where a.organization_id = :organization and a.member_id = w.other_id), w.other_id) as other_id
					from answered w) n
				where n.member_id <> n.other_id
			), judged as materialized (
				select cast(:organization as uuid) as organization, j.day, j.group_id, j.member_id, bool_or(j.met) as met
				from (select d.day, d.group_id, d.member_id, false as met, d.met as known from activity_days d
					where d.organization_id = :organization and d.day = any(array(select distinct l.day from looked l))
					and ((d.day, d.group_id) in (select l.day, l.group_id from looked l)) is true
					union all
					select t.day, t.group_id, t.member_id, true, null from together t
					union all
					select e.day, e.group_id, e.member_id, true, null from ends e
					union all
					select e.other_day, e.group_id, e.other_id, true, null from ends e) j
				group by j.day, j.group_id, j.member_id
				having bool_or(j.met) is distinct from bool_or(j.known)
			)
			update activity_days d set met = j.met
			from judged j
			where d.organization_id = j.organization and d.day = j.day and d.group_id = j.group_id
			and d.member_id = j.member_id and d.met is distinct from j.met
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
			.param("all", GroupDays.ALL)
			.param("first", folding.window().first())
			.param("silence", SILENCE_MINUTES)
			.param("replies", REPLY_DAYS)
			.param("slowest", SLOWEST_MINUTES)
			.update();
		jdbc.sql("""
				update activity_group_days set met_at = :now
				where organization_id = :organization and (changed_at is null or changed_at <= :now)
				and (met_at is null or met_at < changed_at + make_interval(mins => :slowest))
				""")
			.param("organization", tenancy.current())
			.param("now", now)
			.param("slowest", SLOWEST_MINUTES)
			.update();
	}

}
