package io.guildhall.activity;

import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The statements that take back what a run of an import brought, from events and days.
 */
@Component
@RequiredArgsConstructor
class ActivityUndoing {

	private static final String TOUCHED = """
			select distinct t.day, g.group_id from unnest(cast(:days as date[]), cast(:groups as uuid[])) as t (day, group_id)
			cross join lateral (values (t.group_id), (cast(:all as uuid))) as g (group_id)
			""";

	/**
	 * What was told of somebody stands under their own id, or, where they were merged, in
	 * the days of the survivor; what came for the old id in the moment of the merge still
	 * stands there and goes first. Of what goes from the survivor each merge on the way
	 * notes that it has so much less to give back.
	 */
	private static final String TAKE_BACK = """
			with recursive gone as (
				delete from activity_events e
				where e.organization_id = :organization and e.day between :first and :last and e.run_id = :run
				returning e.day, e.source, e.external_id, e.group_id, e.member_id, e.kind, e.characters, e.has_link, e.pitch
			), texts as (
				delete from activity_texts t using gone g
				where t.organization_id = :organization and t.day between :first and :last and t.day = g.day
				and t.source = g.source and t.external_id = g.external_id
				returning 1
			), told as (
				select g.day, g.group_id, g.member_id, coalesce(a.into_id, g.member_id) as owner_id,
					count(*) filter (where g.kind = 'MESSAGE') as messages,
					coalesce(sum(g.characters) filter (where g.kind = 'MESSAGE'), 0) as characters,
					count(*) filter (where g.kind <> 'MESSAGE') as others,
					count(*) filter (where g.kind = 'MESSAGE' and (g.has_link or g.pitch = 'CARD')) as links,
					count(*) filter (where g.kind = 'MESSAGE' and g.pitch <> 'CARD') as ads
				from gone g
				left join member_merged_facts a on a.organization_id = :organization and a.member_id = g.member_id
				where g.kind not in ('JOINED', 'LEFT', 'RENAMED')
				group by g.day, g.group_id, g.member_id, coalesce(a.into_id, g.member_id)
			), parted as materialized (
				select t.day, t.group_id, t.member_id, t.owner_id, p.*
				from told t
				left join lateral (select d.messages, d.characters, d.others, d.links, d.ads from activity_days d
					where t.owner_id <> t.member_id and d.organization_id = :organization and d.day = t.day
					and d.group_id = t.group_id and d.member_id = t.member_id) l on true
				cross join lateral (select least(t.messages, coalesce(l.messages, 0)) as messages,
						least(t.characters, coalesce(l.characters, 0)) as characters,
						least(t.others, coalesce(l.others, 0)) as others, least(t.links, coalesce(l.links, 0)) as links,
						least(t.ads, coalesce(l.ads, 0)) as ads) late
				cross join lateral (values
					(t.owner_id, t.messages - late.messages, t.characters - late.characters, t.others - late.others,
						t.links - late.links, t.ads - late.ads),
					(t.member_id, late.messages, late.characters, late.others, late.links, late.ads))
					as p (from_id, messages, characters, others, links, ads)
				where p.messages > 0 or p.others > 0 or p.characters > 0
			), handed as (
				select t.member_id, m.merge_id, m.survivor_id
				from (select distinct p.member_id from parted p where p.member_id <> p.from_id) t
				join merge_standing_facts m on m.organization_id = :organization and m.merged_id = t.member_id
				union
				select h.member_id, m.merge_id, m.survivor_id
				from handed h
				join merge_standing_facts m on m.organization_id = :organization and m.merged_id = h.survivor_id
			), noted as (
				insert into activity_gone_since_merges (organization_id, merge_id, day, group_id, messages, characters,
					others, links, ads)
				select :organization, h.merge_id, p.day, p.group_id, sum(p.messages), sum(p.characters), sum(p.others),
					sum(p.links), sum(p.ads)
				from parted p
				join handed h on h.member_id = p.member_id
				where p.member_id <> p.from_id
				group by h.merge_id, p.day, p.group_id
				on conflict (organization_id, merge_id, day, group_id) do update
				set messages = activity_gone_since_merges.messages + excluded.messages,
					characters = activity_gone_since_merges.characters + excluded.characters,
					others = activity_gone_since_merges.others + excluded.others,
					links = activity_gone_since_merges.links + excluded.links,
					ads = activity_gone_since_merges.ads + excluded.ads
				returning 1
			), days as (
				update activity_days d set messages = greatest(0, d.messages - u.messages),
					characters = greatest(0, d.characters - u.characters), others = greatest(0, d.others - u.others),
					links = greatest(0, d.links - u.links), ads = greatest(0, d.ads - u.ads)
				from (select p.day, p.group_id, p.from_id, sum(p.messages) as messages, sum(p.characters) as characters,
						sum(p.others) as others, sum(p.links) as links, sum(p.ads) as ads
					from parted p group by p.day, p.group_id, p.from_id) u
				where d.organization_id = :organization and d.day = u.day and d.group_id = u.group_id
				and d.member_id = u.from_id
				returning 1
			)
			select sum(t.events) as events, array_agg(cast(t.day as text)) as days,
				array_agg(cast(t.group_id as text)) as groups,
				(select array_agg(distinct p.from_id) from parted p) as members
			from (select g.day, g.group_id, count(*) as events from gone g group by g.day, g.group_id) t
			""";

	private final ActivityTurns turns;

	private final MemberDays memberDays;

	private final GroupDays groupDays;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Takes back what a run brought; nothing happens the second time.
	 * @return how many events went
	 */
	long undo(UUID run) {
		turns.take();
		List<Run> known = jdbc.sql("""
				with gone as (
					delete from activity_runs where organization_id = :organization and run_id = :run
					returning organization_id, run_id, first_day, last_day
				), noted as (
					insert into activity_undone (organization_id, run_id, first_day, undone_at)
					select organization_id, run_id, first_day, :now from gone
					on conflict (organization_id, run_id) do update set undone_at = excluded.undone_at
				)
				select first_day as first, last_day as last from gone
				""")
			.param("organization", tenancy.current())
			.param("run", run)
			.param("now", Timestamp.from(clock.instant()))
			.query(Run.class)
			.list();
		long gone = 0;
		for (Run days : known) {
			Gone went = statement(TAKE_BACK, days).param("run", run)
				.query((row, number) -> new Gone(row.getLong("events"), texts(row.getArray("days")),
						texts(row.getArray("groups")), ids(row.getArray("members"))))
				.single();
			gone += went.events();
			statement("""
					delete from activity_days d where d.organization_id = :organization
					and d.day between :first and :last and d.messages = 0 and d.others = 0
					""", days).update();
			memberDays.count(went.members());
			groupDays.count(TOUCHED,
					Map.of("days", went.days().toArray(String[]::new), "groups", went.groups().toArray(String[]::new)));
			statement("""
					delete from activity_group_days d where d.organization_id = :organization
					and d.day between :first and :last and d.messages = 0 and d.others = 0
					""", days).update();
		}
		return gone;
	}

	private JdbcClient.StatementSpec statement(String sql, Run days) {
		return jdbc.sql(sql)
			.param("organization", tenancy.current())
			.param("first", days.first())
			.param("last", days.last());
	}

	private static List<String> texts(@Nullable Array texts) throws SQLException {
		return (texts != null) ? List.of((String[]) texts.getArray()) : List.of();
	}

	private record Run(LocalDate first, LocalDate last) {
	}

	private static List<UUID> ids(@Nullable Array ids) throws SQLException {
		return (ids != null) ? List.of((UUID[]) ids.getArray()) : List.of();
	}

	private record Gone(long events, List<String> days, List<String> groups, List<UUID> members) {
	}

}
