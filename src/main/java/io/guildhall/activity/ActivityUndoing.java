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

	private static final String TAKE_BACK = """
			with gone as (
				delete from activity_events e
				where e.organization_id = :organization and e.day between :first and :last and e.run_id = :run
				returning e.day, e.source, e.external_id, e.group_id, e.member_id, e.kind, e.characters, e.has_link, e.pitch
			), texts as (
				delete from activity_texts t using gone g
				where t.organization_id = :organization and t.day between :first and :last and t.day = g.day
				and t.source = g.source and t.external_id = g.external_id
				returning 1
			), unfolded as (
				select g.day, g.group_id, coalesce(a.into_id, g.member_id) as member_id,
					count(*) filter (where g.kind = 'MESSAGE') as messages,
					coalesce(sum(g.characters) filter (where g.kind = 'MESSAGE'), 0) as characters,
					count(*) filter (where g.kind <> 'MESSAGE') as others,
					count(*) filter (where g.kind = 'MESSAGE' and (g.has_link or g.pitch = 'CARD')) as links,
					count(*) filter (where g.kind = 'MESSAGE' and g.pitch <> 'CARD') as ads
				from gone g
				left join member_alias_facts a on a.organization_id = :organization and a.member_id = g.member_id
				where g.kind not in ('JOINED', 'LEFT', 'RENAMED')
				group by g.day, g.group_id, coalesce(a.into_id, g.member_id)
			), days as (
				update activity_days d set messages = greatest(0, d.messages - u.messages),
					characters = greatest(0, d.characters - u.characters), others = greatest(0, d.others - u.others),
					links = greatest(0, d.links - u.links), ads = greatest(0, d.ads - u.ads)
				from unfolded u
				where d.organization_id = :organization and d.day = u.day and d.group_id = u.group_id
				and d.member_id = u.member_id
				returning 1
			)
			select sum(t.events) as events, array_agg(cast(t.day as text)) as days,
				array_agg(cast(t.group_id as text)) as groups,
				(select array_agg(distinct u.member_id) from unfolded u) as members
			from (select g.day, g.group_id, count(*) as events from gone g group by g.day, g.group_id) t
			""";

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
