package io.guildhall.activity;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The first and the last day of members, where days went or changed hands; what comes in
 * is folded with the rest (docs/adr/0146-a-members-last-day-is-kept.md). Everybody takes
 * the rows of days of members first, then these, then those of days of groups.
 */
@Component
@RequiredArgsConstructor
class MemberDays {

	/** No day of the two can be beyond what they had, so this also takes their rows. */
	private static final String EXTEND = """
			insert into activity_members (organization_id, member_id, first_day, last_day, spoke_day)
			select cast(:organization as uuid), w.member_id, d.first_day, d.last_day, d.spoke_day
			from (select min(m.day) as first_day, max(m.day) as last_day,
					max(m.day) filter (where m.messages > 0) as spoke_day
				from jsonb_to_recordset(cast(:moved as jsonb)) as m (day date, messages int, others int)
				where m.messages > 0 or m.others > 0) d
			cross join unnest(cast(:members as uuid[])) as w (member_id)
			where d.first_day is not null
			order by w.member_id
			on conflict (organization_id, member_id) do update
			set first_day = least(activity_members.first_day, excluded.first_day),
				last_day = greatest(activity_members.last_day, excluded.last_day),
				spoke_day = greatest(activity_members.spoke_day, excluded.spoke_day)
			""";

	private static final String ASKED = """
			(select cast(:organization as uuid) as organization, w.member_id
				from unnest(cast(:members as uuid[])) as w (member_id))
			""";

	private static final String LOCK = """
			select m.member_id from <asked> a
			join activity_members m on m.organization_id = a.organization and m.member_id = a.member_id
			order by m.member_id for update of m
			""".replace("<asked>", ASKED);

	/** With the organization as a column, as ADR 14 has it. */
	private static final String COUNT = """
			with counted as materialized (
				select a.organization, a.member_id, d.first_day, d.last_day, d.spoke_day
				from <asked> a
				cross join lateral (select min(x.day) as first_day, max(x.day) as last_day,
						max(x.day) filter (where x.messages > 0) as spoke_day
					from activity_days x where x.organization_id = a.organization and x.member_id = a.member_id) d
			), gone as (
				delete from activity_members m using counted c
				where m.organization_id = c.organization and m.member_id = c.member_id and c.first_day is null
			)
			update activity_members m set first_day = c.first_day, last_day = c.last_day, spoke_day = c.spoke_day
			from counted c
			where m.organization_id = c.organization and m.member_id = c.member_id and c.first_day is not null
			""".replace("<asked>", ASKED);

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Takes notice that days of one member have become those of another.
	 * @param moved the day, messages and others of each as a JSON array
	 */
	void handOver(UUID giver, UUID receiver, String moved) {
		statement(EXTEND, List.of(giver, receiver)).param("moved", moved).update();
		count(List.of(giver));
	}

	/** Looks anew at those of whom something went. */
	void count(Collection<UUID> members) {
		if (members.isEmpty()) {
			return;
		}
		statement(LOCK, members).query().listOfRows();
		// A statement of its own: it sees what those who held the locks before committed.
		statement(COUNT, members).update();
	}

	private JdbcClient.StatementSpec statement(String sql, Collection<UUID> members) {
		return jdbc.sql(sql)
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new));
	}

}
