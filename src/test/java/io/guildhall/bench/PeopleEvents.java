package io.guildhall.bench;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.postgresql.PGConnection;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

import io.guildhall.House;
import io.guildhall.House.Organization;

/**
 * Programs that tell what members do, a thousand events at a time. The limit writes the
 * same rows in the same transactions by statements over sets: events, days of members and
 * days of groups, with their speakers, and the last days of members.
 */
final class PeopleEvents {

	private static final int TELLERS = 8;

	private static final int BATCH = 1_000;

	private static final String STAGE = """
			create temporary table told (member_id uuid, group_id uuid, at timestamptz, day date, source text, external_id text)
			on commit delete rows
			""";

	private static final List<String> WRITE = List.of("""
			insert into activity_events (organization_id, day, source, external_id, member_id, group_id, at, kind,
				characters, has_link)
			select '<organization>', day, source, external_id, member_id, group_id, at, 'MESSAGE', 20, false from told
			on conflict do nothing
			""",
			"""
					with folded as (
						insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others)
						select '<organization>', day, group_id, member_id, count(*), 20 * count(*), 0 from told
						group by day, group_id, member_id order by day, group_id, member_id
						on conflict (organization_id, day, group_id, member_id) do update
						set messages = activity_days.messages + excluded.messages,
							characters = activity_days.characters + excluded.characters
						returning day, group_id, xmax = 0 as began
					), spoke as (
						select day, group_id, 0 as messages, count(*) filter (where began) as speakers from folded group by day, group_id
						union all
						select day, group_id, count(*), 0 from told group by day, group_id
						union all
						select day, '00000000-0000-0000-0000-000000000000', count(*), 0 from told group by day
					)
					insert into activity_group_days (organization_id, day, group_id, messages, speakers, others, changed_at)
					select '<organization>', day, group_id, sum(messages), sum(speakers), 0, now() from spoke
					group by day, group_id order by day, group_id
					on conflict (organization_id, day, group_id) do update
					set messages = activity_group_days.messages + excluded.messages,
						speakers = activity_group_days.speakers + excluded.speakers, changed_at = excluded.changed_at
					""",
			"""
					update activity_group_days g set speakers = g.speakers + n.speakers
					from (select t.day, count(*) as speakers
						from (select day, member_id, count(distinct group_id) as groups, count(*) as messages
							from told group by day, member_id) t
						where t.messages = (select sum(d.messages) from activity_days d where d.organization_id = '<organization>'
							and d.member_id = t.member_id and d.day = t.day)
						group by t.day) n
					where g.organization_id = '<organization>' and g.day = n.day
					and g.group_id = '00000000-0000-0000-0000-000000000000'
					""",
			"""
					insert into activity_members (organization_id, member_id, first_day, last_day, spoke_day)
					select '<organization>', member_id, min(day), max(day), max(day) from told
					group by member_id order by member_id
					on conflict (organization_id, member_id) do update
					set first_day = least(activity_members.first_day, excluded.first_day),
						last_day = greatest(activity_members.last_day, excluded.last_day),
						spoke_day = greatest(activity_members.spoke_day, excluded.spoke_day)
					where excluded.first_day < activity_members.first_day or excluded.last_day > activity_members.last_day
					or excluded.spoke_day > coalesce(activity_members.spoke_day, '-infinity')
					""");

	private final House house;

	private final Organization ours;

	private final Organization bare;

	private final List<String> groups;

	private final List<String> members;

	private final int batches;

	PeopleEvents(House house, Organization ours, Organization bare, List<String> groups, double scale) {
		this.house = house;
		this.ours = ours;
		this.bare = bare;
		this.groups = groups;
		this.batches = (int) Math.max(8, 240 * scale);
		this.members = house.owner()
			.sql("select cast(member_id as text) from member_facts where organization_id = ? order by 1 limit ?")
			.params(ours.id(), (int) (250_000 * scale) + 50)
			.query(String.class)
			.list();
	}

	private record Said(String member, String group, Instant at, String id) {

		LocalDate day() {
			return LocalDate.ofInstant(this.at, ZoneOffset.UTC);
		}

		Map<String, Object> event() {
			return Map.of("member", this.member, "group", this.group, "at", this.at.toString(), "kind", "MESSAGE",
					"characters", 20, "source", "bench", "externalId", this.id);
		}

		String line() {
			return String.join("\t", this.member, this.group, this.at.toString(), day().toString(), "FROM:bench",
					this.id);
		}

	}

	/** Tells all batches, eight programs at once, and writes the same into the other. */
	void telling(Figures figures, int round) throws Exception {
		List<List<Said>> batches = new ArrayList<>();
		Random random = new Random(round);
		Instant now = Instant.now();
		for (int i = 0; i < this.batches; i++) {
			List<Said> batch = new ArrayList<>();
			for (int j = 0; j < BATCH; j++) {
				batch.add(new Said(this.members.get(random.nextInt(this.members.size())),
						this.groups.get(random.nextInt(this.groups.size())),
						now.minusSeconds(random.nextInt(86_400 * 3)), round + "-" + i + "-" + j));
			}
			batches.add(batch);
		}
		// Written down before: what the programs do is none of the measured.
		List<RawValue> bodies = batches.stream()
			.map(batch -> Map.of("events", batch.stream().map(Said::event).toList()))
			.map(body -> new RawValue(JsonMapper.shared().writeValueAsString(body)))
			.toList();
		double seconds = Figures.timed(TELLERS, this.batches,
				n -> this.ours.rest().post("/activity-events", bodies.get(n)).ok());
		double limit = write(batches);
		if (!days(this.ours).equals(days(this.bare))) {
			throw new IllegalStateException("days: " + days(this.ours) + ", by hand: " + days(this.bare));
		}
		long events = (long) this.batches * BATCH;
		figures.add("events by API, c=8", events / seconds, events / limit);
	}

	private double write(List<List<Said>> batches) throws Exception {
		List<String> lines = batches.stream()
			.map(batch -> String.join("\n", batch.stream().map(Said::line).toList()) + "\n")
			.toList();
		Queue<Connection> free = new ConcurrentLinkedQueue<>();
		try {
			for (int i = 0; i < TELLERS; i++) {
				Connection connection = this.house.asApplication().getConnection();
				free.add(connection);
				try (Statement statement = connection.createStatement()) {
					statement.execute(STAGE);
				}
				connection.setAutoCommit(false);
			}
			return Figures.timed(TELLERS, batches.size(), n -> {
				Connection connection = free.remove();
				write(connection, lines.get(n));
				free.add(connection);
			});
		}
		finally {
			for (Connection connection : free) {
				connection.close();
			}
		}
	}

	private void write(Connection connection, String lines) throws Exception {
		try (Statement statement = connection.createStatement()) {
			statement.execute("set local guildhall.organization_id = '" + this.bare.id() + "'");
			connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy told from stdin", new StringReader(lines));
			for (String sql : WRITE) {
				statement.execute(sql.replace("<organization>", this.bare.id().toString()));
			}
			connection.commit();
		}
	}

	/** What the days of groups come to. */
	private String days(Organization organization) {
		return this.house.owner().sql("""
				select count(*) || ' days, ' || sum(messages) || ' messages, ' || sum(speakers) || ' speakers'
				from activity_group_days where organization_id = ? and group_id in
					(select id from community_groups where organization_id = ? and name like 'Group %')
				""").param(organization.id()).param(organization.id()).query(String.class).single();
	}

}
