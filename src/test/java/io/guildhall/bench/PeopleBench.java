package io.guildhall.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.guildhall.House;
import io.guildhall.Rest;
import io.guildhall.House.Organization;
import io.guildhall.bench.Replay.Transaction;

/**
 * A house full of people: at scale 1 an organization of 1,000,000 members in 200 groups,
 * with 20,000,000 rows of roll-up over a year. A few hundred members are made by the
 * application, names, tokens and all, and then multiplied by SQL, always the same.
 */
final class PeopleBench {

	private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗";

	private static final List<String> GIVEN = List.of("小明", "晓东", "雨桐", "嘉怡", "子涵", "建国", "婷婷", "志强", "思远", "海燕");

	private static final List<String> QUERIES = List.of("王小", "晓东", "zhangyu", "ljy", "陈思", "haiyan", "zzq", "吴婷");

	private static final int CREATORS = 16;

	private static final int TELLERS = 8;

	private static final int BATCH = 1_000;

	private final House house;

	private final Replay replay;

	private final int members;

	private final int groups;

	private final int created;

	private final int batches;

	private final int rounds;

	private final Figures figures = new Figures();

	PeopleBench(House house, double scale, int rounds) throws SQLException {
		this.house = house;
		this.replay = new Replay(house);
		int templates = SURNAMES.length() * GIVEN.size();
		this.members = (int) Math.max(templates, 1_000_000 * scale / templates * templates);
		this.groups = (int) Math.max(2, 200 * scale);
		this.created = (int) Math.max(200, 8_000 * scale);
		this.batches = (int) Math.max(8, 240 * scale);
		this.rounds = rounds;
	}

	List<Line> run() throws Exception {
		Organization ours = this.house.found();
		Organization bare = this.house.found();
		this.replay.empty(bare.id());
		long before = this.replay.now();
		List<String> in = templates(ours.rest());
		this.replay.write(this.replay.since(before, ours.id(), bare.id()), bare.id(), 1, null);
		for (Organization organization : List.of(ours, bare)) {
			multiply(organization);
		}
		settle();
		PeopleNight night = new PeopleNight(this.house, ours, bare, this.members);
		if (this.rounds > 1) {
			round(ours, bare, night, in, 0);
			this.figures.forget();
		}
		for (int i = 1; i <= this.rounds; i++) {
			round(ours, bare, night, in, i);
		}
		return List.of(this.figures.line("tiering, first time", "members/s", ">=0.667"),
				this.figures.line("tiering, nothing new", "members/s", ">=0.667"),
				this.figures.line("groups: health and overlap", "s", "<=2"),
				this.figures.line("segment count", "ms p95", "<=1.5"),
				this.figures.line("member list", "ms p95", "<=5"), this.figures.line("member search", "ms p95", "<=5"),
				this.figures.line("create member, c=16", "members/s", ">=0.25"),
				this.figures.line("events by API, c=8", "events/s", ">=0.5"));
	}

	private void round(Organization ours, Organization bare, PeopleNight night, List<String> in, int number)
			throws Exception {
		night.judge(this.figures);
		night.count(this.figures);
		segment(ours, night.policy());
		reading(ours.rest());
		creating(ours, bare, number);
		telling(ours, bare, in, number);
	}

	private List<String> templates(Rest rest) throws Exception {
		String community = rest.post("/communities", Map.of("name", "Readers", "types", List.of("KNOWLEDGE")))
			.ok()
			.text("id");
		List<String> in = new ArrayList<>();
		for (int i = 0; i < this.groups; i++) {
			in.add(rest
				.post("/groups", Map.of("community", community, "name", "Group " + i, "carrier", "WECHAT", "stage",
						"VALUE", "capacity", 100_000))
				.ok()
				.text("id"));
		}
		for (int i = 0; i < SURNAMES.length() * GIVEN.size(); i++) {
			String name = SURNAMES.charAt(i % SURNAMES.length()) + GIVEN.get(i / SURNAMES.length());
			rest.post("/members", Map.of("displayName", name, "group", in.get(i % in.size()))).ok();
		}
		return in;
	}

	/** By the owner of the tables, in sets; the same ids in each organization. */
	private void multiply(Organization organization) throws SQLException {
		int times = this.members / (SURNAMES.length() * GIVEN.size()) - 1;
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement()) {
			for (String sql : List.of(
					"""
							insert into members (organization_id, id, version, display_name, sort_key, real_name, city, state,
								do_not_contact, source, joined_at, joined_day, created_at)
							select organization_id, cast(md5(id::text || n) as uuid), 0, display_name, sort_key, real_name, city, state,
								n % 50 = 0, source, joined_at - make_interval(days => n * 7919 % 365),
								joined_day - n * 7919 % 365, created_at
							from members cross join generate_series(1, <times>) n where organization_id = '<organization>'
							""",
					"""
							insert into member_tokens (organization_id, token, member_id)
							select organization_id, token, cast(md5(member_id::text || n) as uuid)
							from member_tokens cross join generate_series(1, <times>) n where organization_id = '<organization>'
							""",
					"""
							insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day)
							select organization_id, cast(md5(id::text || n) as uuid), cast(md5(member_id::text || n) as uuid), group_id,
								joined_at - make_interval(days => n * 7919 % 365), joined_day - n * 7919 % 365
							from member_stays cross join generate_series(1, <times>) n where organization_id = '<organization>'
							""",
					"""
							with places as (
								select id, row_number() over (order by id) - 1 as place, count(*) over () as all_places
								from community_groups where organization_id = '<organization>'
							), more as (select s.*, hashtext(s.member_id::text) & 2147483647 as h from member_stays s
								where s.organization_id = '<organization>')
							insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day)
							select m.organization_id, cast(md5(m.id::text || 'too') as uuid), m.member_id, b.id, m.joined_at, m.joined_day
							from more m join places a on a.id = m.group_id
							join places b on b.place = (a.place + 1 + m.h % 5) % a.all_places and b.id <> a.id
							where m.h % 4 = 0
							""",
					"""
							insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others)
							select m.organization_id, date '<today>' - (k * 18 + (hashtext(m.id::text) & 2147483647) % 18
								+ case when (hashtext(m.id::text) & 2147483647) % 3 = 0 then 60 else 0 end), s.group_id, m.id,
								1 + (hashtext(m.id::text) & 2147483647) % 5, 40, 0
							from members m
							join member_stays s on s.organization_id = m.organization_id and s.member_id = m.id
							cross join generate_series(0, 19) k
							where m.organization_id = '<organization>'
							""",
					"""
							insert into activity_group_days (organization_id, day, group_id, messages, speakers, others)
							select organization_id, day, group_id, sum(messages), count(*), 0 from activity_days
							where organization_id = '<organization>' group by organization_id, day, group_id
							""",
					"""
							insert into orders (organization_id, id, version, number, member_id, state, source, list_minor,
								discount_minor, total_minor, refunded_minor, currency, note, placed_at, placed_day, paid_at, paid_day)
							select organization_id, cast(md5(id::text || 'order') as uuid), 0, row_number() over (), id, 'PAID', 'STAFF',
								minor, 0, minor, 0, 'CNY', '', day, day, day, day
							from (select m.*, 1000 + (hashtext(m.id::text) & 2147483647) % 90000 as minor,
									date '<today>' - (hashtext(m.id::text) & 2147483647) % 365 as day
								from members m where m.organization_id = '<organization>') m
							where minor % 2 = 0
							""")) {
				statement.execute(sql.replace("<times>", Integer.toString(times))
					.replace("<organization>", organization.id().toString())
					.replace("<today>", today().toString()));
			}
		}
	}

	/** As after a night: what was written at once is what the planner knows. */
	private void settle() throws SQLException {
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("vacuum analyze members, member_tokens, member_stays, activity_days, activity_group_days,"
					+ " orders");
		}
	}

	private void segment(Organization ours, String policy) throws Exception {
		Map<String, Object> rule = Map.of("parts",
				List.of(Map.of("terms",
						List.of(Map.of("field", "tier", "is", "ANY_OF", "values", List.of("DORMANT_SPENDER", "SILENT")),
								Map.of("field", "spoke", "is", "AT_LEAST", "number", 30),
								Map.of("field", "spend", "is", "AT_LEAST", "number", 50_000, "days", 365)))));
		long[] counted = new long[2];
		double product = Figures.p95(20,
				n -> counted[0] = ours.rest().post("/segments/count", rule).ok().body().path("members").asLong());
		double limit;
		try (Connection connection = this.house.asApplication().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("set local guildhall.organization_id = '" + ours.id() + "'");
			try (PreparedStatement byHand = connection.prepareStatement(
					"""
							select count(*) from tier_assignments t
							join (select member_id from activity_days where organization_id = '<organization>' and messages > 0
								group by member_id having max(day) <= date '<today>' - 30) a on a.member_id = t.member_id
							join (select member_id from orders where organization_id = '<organization>' and state <> 'TAKEN_BACK'
								and paid_day > date '<today>' - 365 group by member_id
								having sum(total_minor - refunded_minor) >= 50000) s on s.member_id = t.member_id
							join members m on m.organization_id = t.organization_id and m.id = t.member_id
							where t.organization_id = '<organization>' and t.policy_id = '<policy>'
							and t.tier in ('DORMANT_SPENDER', 'SILENT') and m.state = 'ACTIVE'
							"""
						.replace("<organization>", ours.id().toString())
						.replace("<policy>", policy)
						.replace("<today>", today().toString()))) {
				limit = Figures.p95(20, n -> {
					try (ResultSet row = byHand.executeQuery()) {
						row.next();
						counted[1] = row.getLong(1);
					}
				});
			}
			connection.rollback();
		}
		if (counted[0] != counted[1] || counted[0] == 0) {
			throw new IllegalStateException("segment: " + counted[0] + ", by hand: " + counted[1]);
		}
		this.figures.add("segment count", product, limit);
	}

	/** A list and a search, each beside the reading of one row by its key. */
	private void reading(Rest rest) throws Exception {
		String member = rest.get("/members").ok().body().path("items").path(0).path("id").asString();
		Figures.p95(50, n -> rest.get("/members/" + member).ok());
		double one = Figures.p95(100, n -> rest.get("/members/" + member).ok());
		this.figures.add("member list", Figures.p95(100, n -> rest.get("/members?sort=NAME").ok()), one);
		this.figures.add("member search",
				Figures.p95(104, n -> rest.get("/members?q=" + QUERIES.get(n % QUERIES.size())).ok()), one);
	}

	private void creating(Organization ours, Organization bare, int round) throws Exception {
		long start = this.replay.now();
		double seconds = Figures.timed(CREATORS, this.created,
				n -> ours.rest().post("/members", Map.of("displayName", "新人 %d %d".formatted(round, n))).ok());
		List<Transaction> written = this.replay.since(start, ours.id(), bare.id())
			.stream()
			.filter(transaction -> transaction.writes("members"))
			.toList();
		if (written.size() != this.created) {
			throw new IllegalStateException(written.size() + " transactions for " + this.created + " members");
		}
		double limit = this.replay.write(written, bare.id(), CREATORS, null);
		this.figures.add("create member, c=16", this.created / seconds, this.created / limit);
	}

	private void telling(Organization ours, Organization bare, List<String> in, int round) throws Exception {
		List<String> who = this.house.owner()
			.sql("select cast(member_id as text) from member_facts where organization_id = ? order by 1 limit ?")
			.params(ours.id(), this.members / 4)
			.query(String.class)
			.list();
		Random random = new Random(round);
		List<Map<String, Object>> bodies = new ArrayList<>();
		for (int i = 0; i < this.batches; i++) {
			List<Map<String, Object>> events = new ArrayList<>();
			for (int j = 0; j < BATCH; j++) {
				events.add(Map.of("member", who.get(random.nextInt(who.size())), "group",
						in.get(random.nextInt(in.size())), "at",
						Instant.now().minusSeconds(random.nextInt(86_400 * 3)).toString(), "kind", "MESSAGE",
						"characters", 20, "source", "bench", "externalId", round + "-" + i + "-" + j));
			}
			bodies.add(Map.of("events", events));
		}
		long start = this.replay.now();
		double seconds = Figures.timed(TELLERS, this.batches,
				n -> ours.rest().post("/activity-events", bodies.get(n)).ok());
		double limit = this.replay.write(this.replay.since(start, ours.id(), bare.id()), bare.id(), TELLERS, null);
		long events = (long) this.batches * BATCH;
		this.figures.add("events by API, c=8", events / seconds, events / limit);
	}

	private static LocalDate today() {
		return LocalDate.now(ZoneOffset.UTC);
	}

}
