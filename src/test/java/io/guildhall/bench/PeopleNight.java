package io.guildhall.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.guildhall.House;
import io.guildhall.House.Organization;
import io.guildhall.Rest;

/**
 * What a house full of people does at night: it judges everybody anew, and counts how
 * groups are and who sits in several of them. The limit is the same work by statements
 * written by hand, as the application's role, in the other organization.
 */
final class PeopleNight {

	private static final int WINDOW = 30;

	private static final int MESSAGES = 3;

	private static final int SPEND = 10_000;

	private static final String JUDGED = """
			create temporary table judged on commit drop as
			select m.id as member_id, coalesce(a.messages, 0) as activity, coalesce(s.minor, 0) as spend, m.joined_day,
				case when a.messages >= <messages> then case when s.minor >= <spend> then 'CORE' else 'POTENTIAL' end
					when s.minor >= <spend> then 'DORMANT_SPENDER'
					when m.joined_day > date '<today>' - <window>
						and not exists (select from member_stays x where x.organization_id = '<organization>'
							and x.member_id = m.id and x.joined_day <= date '<today>' - <window>)
						and not exists (select from activity_members x where x.organization_id = '<organization>'
							and x.member_id = m.id and x.first_day <= date '<today>' - <window>)
						and not exists (select from orders x where x.organization_id = '<organization>'
							and x.member_id = m.id and x.paid_day <= date '<today>' - <window> and x.state <> 'TAKEN_BACK')
						then 'NEW' else 'SILENT' end as tier
			from members m
			left join (select member_id, sum(messages) as messages from activity_days
				where organization_id = '<organization>' and day > date '<today>' - <window> group by member_id) a
				on a.member_id = m.id
			left join (select member_id, sum(total_minor - refunded_minor) as minor from orders
				where organization_id = '<organization>' and paid_day > date '<today>' - <window> and state <> 'TAKEN_BACK'
				group by member_id) s on s.member_id = m.id
			where m.organization_id = '<organization>' and m.state = 'ACTIVE'
			""";

	private static final List<String> WRITTEN = List.of(
			"""
					insert into tier_changes (organization_id, policy_id, member_id, day, from_tier, to_tier, activity, spend,
						joined_day, policy_number, evaluated_at)
					select '<organization>', '<policy>', member_id, date '<today>', null, tier, activity, spend, joined_day, 1, now()
					from judged
					""",
			"""
					insert into tier_assignments (organization_id, policy_id, member_id, tier, since_day, activity, spend)
					select '<organization>', '<policy>', member_id, tier, date '<today>', activity, spend from judged
					""");

	private static final String COMPARED = """
			select count(*) from judged j left join tier_assignments t on t.organization_id = '<organization>'
				and t.policy_id = '<policy>' and t.member_id = j.member_id
			where t.tier is distinct from j.tier
			""";

	/**
	 * Who met whom on the days that were told of, as the night finds it out; step by
	 * step, so that the planner knows how few they are.
	 */
	private static final List<String> MEETINGS = List.of("""
			create temporary table looked on commit drop as
			select day, group_id from activity_group_days
			where organization_id = '<organization>' and group_id <> '00000000-0000-0000-0000-000000000000'
			and (met_at is null or met_at < changed_at + interval '30 minutes')
			""", "analyze looked",
			"""
					create temporary table met on commit drop as
					with paced as (
						select e.day, e.group_id, e.member_id, e.at,
							case when e.at - lag(e.at) over talk > interval '30 minutes' then 1 else 0 end as begins
						from activity_events e join looked using (day, group_id)
						where e.organization_id = '<organization>' and e.kind = 'MESSAGE' and e.day >= (select min(day) from looked)
						window talk as (partition by e.day, e.group_id order by e.at)
					), talks as (
						select day, group_id, member_id, sum(begins) over (partition by day, group_id order by at) as talk from paced
					)
					select distinct day, group_id, member_id from (select day, group_id, unnest(array_agg(member_id)) as member_id
						from talks group by day, group_id, talk having count(distinct member_id) > 1) t
					""",
			"analyze met", """
					update activity_days d set met = m.member_id is not null
					from (select d.day, d.group_id, d.member_id from activity_days d join looked using (day, group_id)
						where d.organization_id = '<organization>' and d.day >= (select min(day) from looked)) j
					left join met m on m.day = j.day and m.group_id = j.group_id and m.member_id = j.member_id
					where d.organization_id = '<organization>' and d.day = j.day and d.group_id = j.group_id
					and d.member_id = j.member_id and d.met is distinct from (m.member_id is not null)
					""", """
					update activity_group_days set met_at = now() where organization_id = '<organization>'
					and (met_at is null or met_at < changed_at + interval '30 minutes')
					""");

	private static final String VITALS = """
			insert into group_health (organization_id, group_id, day, stage, first_day, last_spoke, members, present, joined,
				gone, speakers, messages, messages_before, messages_month, messages_top, messages_linked, messages_ads, strangers,
				last_member_spoke)
			select '<organization>', g.id, date '<today>', 'LIVELY', s.first_day, a.last_spoke, coalesce(s.members, 0),
				coalesce(s.present, 0) + coalesce(u.unseen, 0), coalesce(s.joined, 0), coalesce(s.gone, 0), coalesce(w.speakers, 0), coalesce(a.messages, 0),
				coalesce(a.messages_before, 0), coalesce(t.messages, 0), coalesce(t.top, 0), coalesce(t.links, 0),
				coalesce(t.ads, 0), coalesce(n.strangers, 0), a.last_spoke
			from community_groups g
			left join (select group_id, min(joined_day) as first_day,
					count(distinct member_id) filter (where left_day is null) as members,
					count(distinct member_id) filter (where left_day is null or left_day > date '<today>' - 7) as present,
					count(*) filter (where joined_day > date '<today>' - 30) as joined,
					count(*) filter (where left_day > date '<today>' - 30) as gone
				from member_stays where organization_id = '<organization>' group by group_id) s on s.group_id = g.id
			left join (select group_id, max(day) filter (where messages > 0) as last_spoke,
					sum(messages) filter (where day > date '<today>' - 7) as messages,
					sum(messages) filter (where day > date '<today>' - 14 and day <= date '<today>' - 7) as messages_before
				from activity_group_days where organization_id = '<organization>' group by group_id) a on a.group_id = g.id
			left join (select group_id, count(distinct member_id) as speakers from activity_days
				where organization_id = '<organization>' and day > date '<today>' - 7 and messages > 0
				group by group_id) w on w.group_id = g.id
			left join (select d.group_id, count(distinct d.member_id) as unseen from activity_days d
				left join member_stays s on s.organization_id = d.organization_id and s.group_id = d.group_id
					and s.member_id = d.member_id and (s.left_day is null or s.left_day > date '<today>' - 7)
				where d.organization_id = '<organization>' and d.day > date '<today>' - 7 and d.messages > 0
				and s.member_id is null group by d.group_id) u on u.group_id = g.id
			left join (select group_id, sum(messages) as messages, sum(links) as links, sum(ads) as ads,
					sum(messages) filter (where place <= 3) as top
				from (select group_id, sum(messages) as messages, sum(links) as links, sum(ads) as ads,
						row_number() over (partition by group_id order by sum(messages) desc) as place
					from activity_days where organization_id = '<organization>' and day > date '<today>' - 30
					group by group_id, member_id) r
				group by group_id) t on t.group_id = g.id
			left join (select p.group_id, count(*) as strangers
				from (select distinct group_id, member_id from member_stays
					where organization_id = '<organization>' and left_day is null) p
				left join (select distinct group_id, member_id from activity_days
					where organization_id = '<organization>' and met) d using (group_id, member_id)
				where d.member_id is null group by p.group_id) n on n.group_id = g.id
			where g.organization_id = '<organization>'
			on conflict (organization_id, group_id, day) do update set first_day = excluded.first_day,
				last_spoke = excluded.last_spoke, members = excluded.members, present = excluded.present, joined = excluded.joined, gone = excluded.gone,
				speakers = excluded.speakers, messages = excluded.messages, messages_before = excluded.messages_before,
				messages_month = excluded.messages_month, messages_top = excluded.messages_top,
				messages_linked = excluded.messages_linked, messages_ads = excluded.messages_ads,
				strangers = excluded.strangers, last_member_spoke = excluded.last_member_spoke
			""";

	private static final List<String> OVERLAPS = List
		.of("delete from group_overlaps where organization_id = '<organization>'", """
				insert into group_overlaps (organization_id, group_id, other_id, day, shared)
				select '<organization>', a.group_id, b.group_id, date '<today>', count(distinct a.member_id)
				from member_stays a join member_stays b on b.organization_id = a.organization_id
					and b.member_id = a.member_id and b.group_id > a.group_id
				where a.organization_id = '<organization>' and a.left_day is null and b.left_day is null
				group by a.group_id, b.group_id
				""");

	/** How long the application says that it took. */
	private static final Pattern COUNTED = Pattern
		.compile("Counted \\d+ groups in (\\d+) ms, who sits in two in (\\d+) ms");

	private final House house;

	private final Organization ours;

	private final Organization bare;

	private final String policy;

	private final int members;

	/**
	 * A night of two organizations that are alike.
	 * @param bare where the limit is measured
	 * @param members how many each of them has
	 */
	PeopleNight(House house, Organization ours, Organization bare, int members) {
		this.house = house;
		this.ours = ours;
		this.bare = bare;
		this.members = members;
		this.policy = ours.rest().get("/tier-policies").ok().body().path("items").path(0).path("id").asString();
		ours.rest()
			.put("/tier-policies/" + this.policy,
					Map.of("kind", "ACTIVITY_SPEND", "windowDays", WINDOW, "activityMeasure", "MESSAGES",
							"activityThreshold", MESSAGES, "spendMeasure", "NET_SPEND", "spendThreshold", SPEND,
							"marginPercent", 0, "spendAllTime", false))
			.ok();
	}

	/** The policy that judged everybody. */
	String policy() {
		return this.policy;
	}

	/** Judges everybody for the first time, and once more. */
	void judge(Figures figures) throws Exception {
		forget();
		double first = evaluated();
		double written = bare(true);
		List<String> tiers = tiers(this.ours);
		if (!tiers.equals(tiers(this.bare))) {
			throw new IllegalStateException("tiers: " + tiers + ", by hand: " + tiers(this.bare));
		}
		settle();
		figures.add("tiering, first time", this.members / first, this.members / written);
		figures.add("tiering, nothing new", this.members / evaluated(), this.members / bare(false));
	}

	/** Counts all groups, and who sits in two of them. */
	void count(Figures figures) throws Exception {
		Rest rest = this.ours.rest();
		Figures.await(rest, "/jobs/" + rest.post("/group-health/counts", Map.of()).ok().text("job"), "DONE");
		Matcher said = COUNTED.matcher(this.house.log());
		double[] product = new double[2];
		while (said.find()) {
			product = new double[] { Double.parseDouble(said.group(1)), Double.parseDouble(said.group(2)) };
		}
		List<String> health = new ArrayList<>(MEETINGS);
		health.add(VITALS);
		figures.add("groups: health", product[0], 1000 * bare(health));
		figures.add("groups: who sits in two", product[1], 1000 * bare(OVERLAPS));
		requireSame("""
				select count(*) || ' pairs, ' || coalesce(sum(shared), 0) from group_overlaps where organization_id = ?
				""");
		requireSame(
				"""
						select count(*) || ' groups, ' || concat_ws(' ', sum(members), sum(present), sum(joined), sum(gone), sum(speakers),
							sum(messages), sum(messages_before), sum(messages_month), sum(messages_top), sum(strangers))
						from group_health where organization_id = ?
						""");
	}

	private double bare(List<String> statements) throws Exception {
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			return Figures.timed(() -> {
				begin(statement);
				for (String sql : statements) {
					statement.execute(here(sql));
				}
				connection.commit();
			});
		}
	}

	private void requireSame(String sql) {
		List<String> both = Stream.of(this.ours, this.bare)
			.map(organization -> this.house.owner().sql(sql).param(organization.id()).query(String.class).single())
			.toList();
		if (!both.get(0).equals(both.get(1))) {
			throw new IllegalStateException(both.get(0) + ", by hand: " + both.get(1));
		}
	}

	private double evaluated() throws Exception {
		Rest rest = this.ours.rest();
		return Figures.timed(() -> Figures.await(rest,
				"/jobs/" + rest.post("/tier-policies/" + this.policy + "/evaluations", Map.of()).ok().text("job"),
				"DONE"));
	}

	private double bare(boolean first) throws Exception {
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			return Figures.timed(() -> {
				begin(statement);
				statement.execute(here(JUDGED));
				if (first) {
					for (String sql : WRITTEN) {
						statement.execute(here(sql));
					}
				}
				else {
					statement.execute(here(COMPARED));
				}
				connection.commit();
			});
		}
	}

	/** As if nobody had been judged. */
	private void forget() throws SQLException {
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("truncate tier_assignments, tier_changes");
			statement.execute("analyze tier_assignments");
		}
	}

	private void settle() throws SQLException {
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("vacuum analyze tier_assignments, tier_changes");
		}
	}

	private List<String> tiers(Organization organization) {
		return this.house.owner()
			.sql("select tier || ' ' || count(*) from tier_assignments where organization_id = ? group by tier order by 1")
			.param(organization.id())
			.query(String.class)
			.list();
	}

	private Connection connection() throws SQLException {
		Connection connection = this.house.asApplication().getConnection();
		connection.setAutoCommit(false);
		return connection;
	}

	private void begin(Statement statement) throws SQLException {
		statement.execute("set local guildhall.organization_id = '" + this.bare.id() + "'");
	}

	private String here(String sql) {
		return sql.replace("<organization>", this.bare.id().toString())
			.replace("<policy>", this.policy)
			.replace("<today>", LocalDate.now(ZoneOffset.UTC).toString())
			.replace("<window>", Integer.toString(WINDOW))
			.replace("<messages>", Integer.toString(MESSAGES))
			.replace("<spend>", Integer.toString(SPEND));
	}

}
