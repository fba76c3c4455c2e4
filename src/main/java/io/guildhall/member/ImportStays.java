package io.guildhall.member;

import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Takes who came into groups and left them, as an import tells it. What is known of a
 * person is looked up one by one, behind a limit: joined, the planner rather reads all
 * stays of the organization for each slice, of whose number it knows little (ADR 14).
 */
@Component
@RequiredArgsConstructor
class ImportStays {

	private final Days days;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/** The stays of the rows; how many are new. */
	int take(UUID run, String staging) {
		String told = """
				(select cast(:organization as uuid) as organization, s.member_id, s.group_id,
					min(coalesce(least(s.joined_at, s.left_at), s.joined_at, s.left_at)) as first_at,
					max(s.joined_at) as joined_at, max(s.left_at) as left_at
				from %s s
				where s.member_id is not null and s.group_id is not null
				and (s.joined_at is not null or s.left_at is not null)
				group by s.member_id, s.group_id)
				""".formatted(staging);
		Map<String, Object> parameters = Map.of("organization", tenancy.current(), "run", run, "zone",
				days.zone().getId());
		// What we knew began earlier.
		jdbc.sql("""
				with hits as materialized (
					select told.first_at, earliest.id from %s told
					cross join lateral (select s.id, s.joined_at from member_stays s
						where s.organization_id = told.organization and s.member_id = told.member_id
						and s.group_id = told.group_id order by s.joined_at limit 1) earliest
					where told.first_at < earliest.joined_at
				)
				update member_stays known set joined_at = hits.first_at,
					joined_day = cast(hits.first_at at time zone :zone as date)
				from hits
				where known.organization_id = :organization and known.id = any(array(select h.id from hits h))
				and known.id = hits.id and hits.first_at < known.joined_at
				""".formatted(told)).params(parameters).update();
		// Left after all that we knew.
		jdbc.sql("""
				with hits as materialized (
					select told.left_at, open.id from %s told
					cross join lateral (select s.id, s.joined_at from member_stays s
						where s.organization_id = told.organization and s.member_id = told.member_id
						and s.group_id = told.group_id and s.left_at is null limit 1) open
					where told.left_at >= greatest(open.joined_at, told.joined_at)
				)
				update member_stays known set left_at = hits.left_at,
					left_day = cast(hits.left_at at time zone :zone as date)
				from hits
				where known.organization_id = :organization and known.id = any(array(select h.id from hits h))
				and known.id = hits.id and known.left_at is null and hits.left_at >= known.joined_at
				""".formatted(told)).params(parameters).update();
		// Came for the first time, or again after having left.
		int added = jdbc
			.sql("""
					insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day, left_at, left_day,
						source_run)
					select :organization, guildhall_id(:run, 'stay/' || told.member_id || '/' || told.group_id || '/' || start.at),
						told.member_id, told.group_id, start.at, cast(start.at at time zone :zone as date),
						start.ended, cast(start.ended at time zone :zone as date), :run
					from %s told
					left join lateral (select told.member_id, max(s.left_at) as left_at, bool_or(s.left_at is null) as open
						from member_stays s where s.organization_id = told.organization and s.member_id = told.member_id
						and s.group_id = told.group_id having count(*) > 0) known on true
					cross join lateral (select
						case when known.member_id is null then told.first_at else told.joined_at end as at,
						case when told.left_at >= coalesce(told.joined_at, told.left_at) then told.left_at end as ended) start
					where known.member_id is null or (not known.open and told.joined_at > known.left_at)
					on conflict (organization_id, id) do nothing
					"""
				.formatted(told))
			.params(parameters)
			.update();
		jdbc.sql(
				"""
						with hits as materialized (
							select told.first_at, known.id
							from (select organization, member_id, min(first_at) as first_at
								from %s groups group by organization, member_id) told
							cross join lateral (select x.id, x.joined_at from members x
								where x.organization_id = told.organization and x.id = told.member_id limit 1) known
							where told.first_at < known.joined_at
						)
						update members m set joined_at = hits.first_at, joined_day = cast(hits.first_at at time zone :zone as date)
						from hits
						where m.organization_id = :organization and m.id = any(array(select h.id from hits h))
						and m.id = hits.id and hits.first_at < m.joined_at
						"""
					.formatted(told))
			.params(parameters)
			.update();
		return added;
	}

}
