package io.guildhall.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.guildhall.House;
import io.guildhall.Rest;
import io.guildhall.House.Organization;
import io.guildhall.bench.Replay.Transaction;

/**
 * The first loop: a chat export comes in, its members are told apart, and get coupons.
 * Each round has an organization of its own for the application, and another one for the
 * database's own limit.
 */
final class LoopBench {

	private static final int CLIENTS = 16;

	private final House house;

	private final Replay replay;

	private final int messages;

	private final int members;

	private final int claims;

	private final int rounds;

	private final Figures figures = new Figures();

	LoopBench(House house, double scale, int rounds) throws SQLException {
		this.house = house;
		this.replay = new Replay(house);
		this.messages = (int) Math.max(2_000, 400_000 * scale);
		this.members = (int) Math.max(100, 20_000 * scale);
		this.claims = (int) Math.max(50, 4_000 * scale);
		this.rounds = rounds;
	}

	List<Line> run() throws Exception {
		Path chat = ChatFile.write("Readers", 0, this.messages, this.members);
		if (this.rounds > 1) {
			// Warm: the code, the pool, and the pages of the database.
			round(chat);
			this.figures.forget();
		}
		for (int i = 0; i < this.rounds; i++) {
			round(chat);
		}
		// What docs/performance.md derives from the goals, as shares of the limit.
		return List.of(this.figures.line("import", "messages/s", ">=0.5"),
				this.figures.line("tiering", "members/s", ">=0.8"),
				this.figures.line("coupon claim, c=16", "claims/s", ">=0.2"),
				this.figures.line("coupon issue to many", "coupons/s", ">=0.5"));
	}

	private void round(Path chat) throws Exception {
		Organization bare = this.house.found();
		this.replay.empty(bare.id());
		long before = this.replay.now();
		Organization ours = this.house.found();
		copy(before, ours, bare);
		imports(ours, bare, chat);
		tiers(ours, bare);
		claims(ours);
		many(ours, bare);
	}

	private void imports(Organization ours, Organization bare, Path chat) throws Exception {
		Rest rest = ours.rest();
		long before = this.replay.now();
		String id = rest.upload("/imports", List.of(chat)).ok().text("id");
		rest.put("/imports/" + id + "/choice", Map.of("newCommunity", "Readers")).ok();
		rest.post("/imports/" + id + "/check", Map.of()).ok();
		Figures.await(rest, "/imports/" + id, "CHECKED");
		copy(before, ours, bare);
		long start = this.replay.now();
		double seconds = Figures.timed(() -> {
			rest.post("/imports/" + id + "/start", Map.of()).ok();
			Figures.await(rest, "/imports/" + id, "DONE");
		});
		double limit = this.replay.write(this.replay.since(start, ours.id(), bare.id()), bare.id(), 1, null);
		this.figures.add("import", this.messages / seconds, this.messages / limit);
	}

	private void tiers(Organization ours, Organization bare) throws Exception {
		Rest rest = ours.rest();
		long before = this.replay.now();
		String policy = rest.get("/tier-policies").ok().body().path("items").path(0).path("id").asString();
		rest.put("/tier-policies/" + policy,
				Map.of("kind", "ACTIVITY_SPEND", "windowDays", 30, "activityMeasure", "MESSAGES", "activityThreshold",
						5, "spendMeasure", "NET_SPEND", "spendThreshold", 10_000, "marginPercent", 20, "spendAllTime",
						false))
			.ok();
		copy(before, ours, bare);
		long start = this.replay.now();
		double seconds = Figures.timed(() -> {
			Rest.Answer job = rest.post("/tier-policies/" + policy + "/evaluations", Map.of()).ok();
			Figures.await(rest, "/jobs/" + job.text("job"), "DONE");
		});
		List<Transaction> written = this.replay.since(start, ours.id(), bare.id());
		double limit = judge(bare.id()) + this.replay.write(written, bare.id(), 1, null);
		this.figures.add("tiering", this.members / seconds, this.members / limit);
	}

	/** The reading that tiers need at least, by the facts that the modules publish. */
	private double judge(UUID organization) throws Exception {
		LocalDate today = LocalDate.now(ZoneOffset.UTC);
		try (Connection connection = this.house.asApplication().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			return Figures.timed(() -> {
				statement.execute("set local guildhall.organization_id = '" + organization + "'");
				statement.execute("""
						create temporary table judged on commit drop as
						select f.member_id, case when a.messages >= 5 then case when s.minor >= 10000 then 'CORE'
							else 'POTENTIAL' end when s.minor >= 10000 then 'DORMANT_SPENDER' else 'SILENT' end as tier
						from member_facts f
						left join (select member_id, sum(messages) as messages from activity_day_facts
							where organization_id = '%1$s' and day > date '%2$s' - 30 group by member_id) a
							on a.member_id = f.member_id
						left join (select member_id, sum(paid_minor - refunded_minor) as minor from order_spend_facts
							where organization_id = '%1$s' and day > date '%2$s' - 30 group by member_id) s
							on s.member_id = f.member_id
						where f.organization_id = '%1$s'
						""".formatted(organization, today));
				connection.commit();
			});
		}
	}

	private void claims(Organization ours) throws Exception {
		String batch = batch(ours.rest(), this.claims);
		List<String> people = members(ours.id());
		double seconds = Figures.timed(CLIENTS, this.claims,
				n -> ours.rest()
					.post("/coupon-batches/" + batch + "/coupons", Map.of("member", people.get(n % people.size())),
							"claim-" + n)
					.ok());
		double limit = new BareClaims(this.house, ours.id()).take(batch(ours.rest(), this.claims), people, this.claims,
				CLIENTS);
		this.figures.add("coupon claim, c=16", this.claims / seconds, this.claims / limit);
	}

	private void many(Organization ours, Organization bare) throws Exception {
		Rest rest = ours.rest();
		long before = this.replay.now();
		String batch = batch(rest, this.members);
		copy(before, ours, bare);
		long start = this.replay.now();
		double seconds = Figures.timed(() -> {
			Rest.Answer issue = rest.post("/coupon-batches/" + batch + "/issues", Map.of("audience", Map.of())).ok();
			Figures.await(rest, "/jobs/" + issue.text("job"), "DONE");
		});
		double limit = this.replay.write(this.replay.since(start, ours.id(), bare.id()), bare.id(), 1, null);
		this.figures.add("coupon issue to many", this.members / seconds, this.members / limit);
	}

	private static String batch(Rest rest, int stock) {
		String id = rest
			.post("/coupon-batches",
					Map.of("name", "Bench " + stock, "kind", "AMOUNT", "amount",
							Map.of("minor", 500, "currency", "CNY"), "days", 7, "stock", stock, "perMember", 100))
			.ok()
			.text("id");
		rest.post("/coupon-batches/" + id + "/activate", Map.of()).ok();
		return id;
	}

	private List<String> members(UUID organization) {
		return this.house.owner()
			.sql("select cast(member_id as text) from member_facts where organization_id = ? order by 1")
			.param(organization)
			.query(String.class)
			.list();
	}

	/** What is set up and not measured is there for the limit as well. */
	private void copy(long since, Organization ours, Organization bare) throws Exception {
		this.replay.write(this.replay.since(since, ours.id(), bare.id()), bare.id(), 1, null);
	}

}
