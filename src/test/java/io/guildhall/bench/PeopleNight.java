package io.guildhall.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

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
						and not exists (select from activity_days x where x.organization_id = '<organization>'
							and x.member_id = m.id and x.day <= date '<today>' - <window>)
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

	private static final List<String> VITALS = List.of("""
			select group_id, count(distinct member_id), count(*) filter (where joined_day > date '<today>' - 30),
				min(joined_day) from member_stays where organization_id = '<organization>' group by group_id
			""",
			"""
					select group_id, max(day) filter (where messages > 0), sum(messages) filter (where day > date '<today>' - 7),
						sum(messages) filter (where day > date '<today>' - 14 and day <= date '<today>' - 7)
					from activity_group_days where organization_id = '<organization>' group by group_id
					""",
			"""
					select group_id, count(*), sum(messages), sum(messages) filter (where place <= 3)
					from (select group_id, member_id, sum(messages) as messages,
							row_number() over (partition by group_id order by sum(messages) desc) as place
						from activity_days where organization_id = '<organization>' and day > date '<today>' - 30
						group by group_id, member_id) r
					group by group_id
					""", """
					select group_id, count(*), count(*) filter (where has_link) from activity_events
					where organization_id = '<organization>' and day > date '<today>' - 30 and kind = 'MESSAGE'
					group by group_id
					""", "delete from group_overlaps where organization_id = '<organization>'", """
					insert into group_overlaps (organization_id, group_id, other_id, day, shared)
					select '<organization>', a.group_id, b.group_id, date '<today>', count(distinct a.member_id)
					from member_stays a join member_stays b on b.organization_id = a.organization_id
						and b.member_id = a.member_id and b.group_id > a.group_id
					where a.organization_id = '<organization>' and a.left_day is null and b.left_day is null
					group by a.group_id, b.group_id
					""");

	private final House house;

	private final Organization ours;

	private final Organization bare;

	private final String policy;

	private final int members;

	/**
	 * Until something is told of a day that is there already, which no replay repeats.
	 */
	private boolean alike = true;

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
		if (this.alike && !tiers.equals(tiers(this.bare))) {
			throw new IllegalStateException("tiers: " + tiers + ", by hand: " + tiers(this.bare));
		}
		this.alike = false;
		settle();
		figures.add("tiering, first time", this.members / first, this.members / written);
		figures.add("tiering, nothing new", this.members / evaluated(), this.members / bare(false));
	}

	/** Counts all groups, and who sits in two of them. */
	void count(Figures figures) throws Exception {
		Rest rest = this.ours.rest();
		double product = Figures.timed(() -> Figures.await(rest,
				"/jobs/" + rest.post("/group-health/counts", Map.of()).ok().text("job"), "DONE"));
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			double limit = Figures.timed(() -> {
				begin(statement);
				for (String sql : VITALS) {
					statement.execute(here(sql));
				}
				connection.commit();
			});
			figures.add("groups: health and overlap", product, limit);
		}
		if (!overlaps(this.ours).equals(overlaps(this.bare))) {
			throw new IllegalStateException("overlaps: " + overlaps(this.ours) + ", by hand: " + overlaps(this.bare));
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
			statement.execute("vacuum analyze tier_assignments");
		}
	}

	private List<String> tiers(Organization organization) {
		return this.house.owner()
			.sql("select tier || ' ' || count(*) from tier_assignments where organization_id = ? group by tier order by 1")
			.param(organization.id())
			.query(String.class)
			.list();
	}

	private List<String> overlaps(Organization organization) {
		return this.house.owner()
			.sql("select count(*) || ' pairs, ' || coalesce(sum(shared), 0) from group_overlaps where organization_id = ?")
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
