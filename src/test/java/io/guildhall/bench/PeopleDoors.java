package io.guildhall.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.guildhall.House;
import io.guildhall.House.Organization;
import io.guildhall.Rest;
import io.guildhall.bench.Replay.Transaction;

/** What people and programs ask of a house full of people, one request at a time. */
final class PeopleDoors {

	private static final List<String> QUERIES = List.of("王小", "晓东", "zhangyu", "ljy", "陈思", "haiyan", "zzq", "吴婷");

	private static final int CREATORS = 16;

	private final House house;

	private final Replay replay;

	private final Organization ours;

	private final Organization bare;

	private final int created;

	PeopleDoors(House house, Replay replay, Organization ours, Organization bare, double scale) {
		this.house = house;
		this.replay = replay;
		this.ours = ours;
		this.bare = bare;
		this.created = (int) Math.max(200, 8_000 * scale);
	}

	/** Counts a segment of three conditions. */
	void segment(Figures figures, String policy) throws Exception {
		Map<String, Object> rule = Map.of("parts",
				List.of(Map.of("terms",
						List.of(Map.of("field", "tier", "is", "ANY_OF", "values", List.of("DORMANT_SPENDER", "SILENT")),
								Map.of("field", "spoke", "is", "AT_LEAST", "number", 30),
								Map.of("field", "spend", "is", "AT_LEAST", "number", 50_000, "days", 365)))));
		long[] counted = new long[2];
		double product = Figures.p95(20,
				n -> counted[0] = this.ours.rest().post("/segments/count", rule).ok().body().path("members").asLong());
		double limit;
		try (Connection connection = this.house.asApplication().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("set local guildhall.organization_id = '" + this.ours.id() + "'");
			try (PreparedStatement byHand = connection.prepareStatement(
					"""
							select count(*) from tier_assignments t
							join activity_members a on a.organization_id = t.organization_id and a.member_id = t.member_id
							join (select member_id from orders where organization_id = '<organization>' and state <> 'TAKEN_BACK'
								and paid_day > date '<today>' - 365 group by member_id
								having sum(total_minor - refunded_minor) >= 50000) s on s.member_id = t.member_id
							join members m on m.organization_id = t.organization_id and m.id = t.member_id
							where t.organization_id = '<organization>' and t.policy_id = '<policy>'
							and t.tier in ('DORMANT_SPENDER', 'SILENT') and m.state = 'ACTIVE'
							and a.spoke_day <= date '<today>' - 30
							"""
						.replace("<organization>", this.ours.id().toString())
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
		figures.add("segment count", product, limit);
	}

	/** A list and a search, each beside the reading of one row by its key. */
	void reading(Figures figures) throws Exception {
		Rest rest = this.ours.rest();
		String member = rest.get("/members").ok().body().path("items").path(0).path("id").asString();
		Figures.p95(50, n -> rest.get("/members/" + member).ok());
		double one = Figures.p95(100, n -> rest.get("/members/" + member).ok());
		figures.add("member list", Figures.p95(100, n -> rest.get("/members?sort=NAME").ok()), one);
		figures.add("member search",
				Figures.p95(104, n -> rest.get("/members?q=" + QUERIES.get(n % QUERIES.size())).ok()), one);
	}

	/** Members who come one by one. */
	void creating(Figures figures, int round) throws Exception {
		long start = this.replay.now();
		double seconds = Figures.timed(CREATORS, this.created,
				n -> this.ours.rest().post("/members", Map.of("displayName", "新人 %d %d".formatted(round, n))).ok());
		List<Transaction> written = this.replay.since(start, this.ours.id(), this.bare.id())
			.stream()
			.filter(transaction -> transaction.writes("members"))
			.toList();
		if (written.size() != this.created) {
			throw new IllegalStateException(written.size() + " transactions for " + this.created + " members");
		}
		double limit = this.replay.write(written, this.bare.id(), CREATORS, null);
		figures.add("create member, c=16", this.created / seconds, this.created / limit);
	}

	private static LocalDate today() {
		return LocalDate.now(ZoneOffset.UTC);
	}

}
