package io.guildhall.activity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What a day of a group comes to. Where something came in it is added to; where it
 * changed hands, speakers are added or taken off; where something went, the day is
 * counted anew from its members' days. All of it after its row was locked, so it is right
 * when two write to the day at once.
 */
@Component
@RequiredArgsConstructor
class GroupDays {

	/** The row of all groups among the days of groups. */
	static final UUID ALL = new UUID(0, 0);

	/**
	 * Somebody who began to speak in so many groups began to speak that day if they spoke
	 * in no others.
	 */
	private static final String SPEAK = """
			update activity_group_days g set speakers = g.speakers + n.speakers
			from (select b.day, count(*) as speakers
				from (select cast(:organization as uuid) as organization, told.day, told.member_id, count(*) as groups
					from unnest(cast(:days as date[]), cast(:members as uuid[])) as told (day, member_id)
					group by told.day, told.member_id) b
				cross join lateral (select count(*) as groups from activity_days d
					where d.organization_id = b.organization and d.member_id = b.member_id and d.day = b.day
					and d.messages > 0) spoke
				where spoke.groups = b.groups
				group by b.day) n
			where g.organization_id = :organization and g.day = n.day and g.group_id = :all
			""";

	private static final String LOCK = """
			insert into activity_group_days (organization_id, day, group_id, messages, speakers, others)
			select :organization, t.day, t.group_id, 0, 0, 0
			from (<touched>) t
			order by t.day, t.group_id
			on conflict (organization_id, day, group_id) do update set messages = activity_group_days.messages
			""";

	/** With the organization as a column, as ADR 14 has it. */
	private static final String COUNT = """
			with touched as materialized (
				select cast(:organization as uuid) as organization, d.day, d.group_id from (<touched>) d
			), added as (
				select t.organization, t.day, t.group_id, coalesce(sum(d.messages), 0) as messages,
					count(*) filter (where d.messages > 0) as speakers, coalesce(sum(d.others), 0) as others,
					coalesce(sum(d.links), 0) as links, coalesce(sum(d.ads), 0) as ads
				from touched t
				left join activity_days d on d.organization_id = t.organization and d.day = t.day
					and d.group_id = t.group_id
				where t.group_id <> :all
				group by t.organization, t.day, t.group_id
				union all
				select t.organization, t.day, :all, coalesce(sum(d.messages), 0),
					count(distinct d.member_id) filter (where d.messages > 0), coalesce(sum(d.others), 0),
					coalesce(sum(d.links), 0), coalesce(sum(d.ads), 0)
				from touched t
				left join activity_days d on d.organization_id = t.organization and d.day = t.day
				where t.group_id = :all
				group by t.organization, t.day
			)
			update activity_group_days g set messages = a.messages, speakers = a.speakers, others = a.others,
				links = a.links, ads = a.ads, changed_at = :now
			from added a
			where g.organization_id = a.organization and g.day = a.day and g.group_id = a.group_id
			""";

	/** Days on which something of a member became another's, as it was told. */
	private static final String HANDED = """
			(select m.day, m.group_id, m.messages
			from jsonb_to_recordset(cast(:moved as jsonb)) as m (day date, group_id uuid, messages int)
			where m.messages > 0)
			""";

	private static final String HANDED_DAYS = """
			select distinct m.day, g.group_id from %s m
			cross join lateral (values (m.group_id), (cast(:all as uuid))) as g (group_id)
			""".formatted(HANDED);

	/**
	 * Who hands over is a speaker less unless they spoke more; who is handed to is one
	 * more unless they spoke themselves. It is asked of the two alone, however many
	 * others spoke, and added up side by side, as ADR 118 has it.
	 */
	private static final String HAND_OVER = """
			with handed as materialized (
				select cast(:organization as uuid) as organization, h.* from <handed> h
			), days as (
				select distinct h.organization, h.day from handed h
			), told as (
				select h.day, h.group_id, true as handed, 0 as giver, - h.messages as receiver from handed h
				union all
				select t.day, d.group_id, false, d.messages, 0 from days t
				cross join lateral (select a.group_id, a.messages from activity_days a
					where a.organization_id = t.organization and a.member_id = :giver and a.day = t.day) d
				union all
				select t.day, d.group_id, false, 0, d.messages from days t
				cross join lateral (select a.group_id, a.messages from activity_days a
					where a.organization_id = t.organization and a.member_id = :receiver and a.day = t.day) d
			), spoke as (
				select t.day, t.group_id, bool_or(t.handed) as handed, sum(t.giver) > 0 as giver,
					sum(t.receiver) > 0 as receiver
				from told t group by t.day, t.group_id
			), changes as (
				select s.day, s.group_id, cast(s.giver as int) - cast(s.receiver as int) as change
				from spoke s where s.handed
				union all
				select s.day, cast(:all as uuid), cast(bool_or(s.giver) as int) - cast(bool_or(s.receiver) as int)
				from spoke s group by s.day
			)
			update activity_group_days g set speakers = g.speakers + c.change, changed_at = :now
			from changes c
			where g.organization_id = :organization and g.day = c.day and g.group_id = c.group_id and c.change <> 0
			""".replace("<handed>", HANDED);

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Adds those who began to speak to the speakers of all groups, where each counts once
	 * a day. To be called by who holds the locks of these days: it has to see what those
	 * who held them before have committed.
	 * @param days on which somebody began to speak in a group
	 * @param members who that was, one for each of the days
	 */
	void addSpeakers(List<LocalDate> days, List<UUID> members) {
		if (days.isEmpty()) {
			return;
		}
		jdbc.sql(SPEAK)
			.param("organization", tenancy.current())
			.param("all", ALL)
			.param("days", days.stream().map(LocalDate::toString).toArray(String[]::new))
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.update();
	}

	/**
	 * Counts days anew.
	 * @param touched yields day and group_id of those, {@link #ALL} among them where that
	 * row changed as well; knows {@code :all}
	 */
	void count(String touched, Map<String, ?> parameters) {
		statement(LOCK, touched, parameters).update();
		// A statement of its own: it sees what those who held the locks before committed.
		statement(COUNT, touched, parameters).param("now", Timestamp.from(clock.instant())).update();
	}

	/**
	 * Takes notice that days of one member have become those of another; what the two
	 * said together stays what it was.
	 * @param moved the day, group_id and messages of each as a JSON array
	 */
	void handOver(UUID giver, UUID receiver, String moved) {
		Map<String, Object> parameters = Map.of("moved", moved);
		statement(LOCK, HANDED_DAYS, parameters).update();
		// A statement of its own: it sees what those who held the locks before committed.
		statement(HAND_OVER, "", parameters).param("giver", giver)
			.param("receiver", receiver)
			.param("now", Timestamp.from(clock.instant()))
			.update();
	}

	private JdbcClient.StatementSpec statement(String sql, String touched, Map<String, ?> parameters) {
		return jdbc.sql(sql.replace("<touched>", touched))
			.params(parameters)
			.param("organization", tenancy.current())
			.param("all", ALL);
	}

}
