package io.guildhall.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import io.guildhall.House;
import io.guildhall.House.Organization;
import io.guildhall.Rest;

/**
 * Memberships that end in a night, with the month that was earned last. The limit writes
 * the same rows by a few statements in one transaction, as the application's role under
 * its policies, in the same organization. Beside another such night memberships are
 * renewed, each of them one of those that the night is at.
 */
final class MoneyTerms {

	/** One is sold by the application: the others are as it is. */
	private static final List<String> COPIED = List.of(
			"""
					insert into memberships (organization_id, id, version, member_id, plan_id, family, state, started_on, ends_on,
						grace_days, cancels, created_at)
					select m.organization_id, cast(md5(c.id::text || '<plan>') as uuid), 0, c.id, m.plan_id, m.family, m.state,
						m.started_on, m.ends_on, m.grace_days, m.cancels, m.created_at
					from memberships m
					cross join (select id from members where organization_id = '<organization>' order by id limit <count>) c
					where m.organization_id = '<organization>' and m.plan_id = '<plan>' and c.id <> m.member_id
					""",
			"""
					insert into membership_terms (organization_id, id, version, membership_id, plan_id, order_id, position, months,
						paid_minor, currency, paid_at, paid_on, from_on, to_on)
					select t.organization_id, cast(md5('term' || m.id::text) as uuid), 0, m.id, t.plan_id,
						cast(md5('order' || m.id::text) as uuid), t.position, t.months, t.paid_minor, t.currency, t.paid_at,
						t.paid_on, t.from_on, t.to_on
					from membership_terms t join memberships m on m.plan_id = t.plan_id and m.id <> t.membership_id
					where m.organization_id = '<organization>' and t.organization_id = '<organization>' and t.plan_id = '<plan>'
					""",
			"""
					insert into membership_deferrals (organization_id, term_id, amount_minor, currency, from_on, months, released)
					select t.organization_id, t.id, 12000, t.currency, t.from_on, t.months, 0 from membership_terms t
					where t.organization_id = '<organization>' and t.plan_id = '<plan>'
					on conflict do nothing
					""",
			"""
					insert into membership_moves (organization_id, membership_id, number, at, what, ends_on, actor_kind, actor_name)
					select organization_id, id, 1, created_at, 'GRANTED', ends_on, 'API_KEY', 'bench' from memberships
					where organization_id = '<organization>' and plan_id = '<plan>'
					on conflict do nothing
					""");

	/** All of the plan ended three days ago; the last of their months is not earned. */
	private static final List<String> ENDED = List.of("""
			update memberships set started_on = current_date - 368, ends_on = current_date - 3
			where organization_id = '<organization>' and plan_id = '<plan>'
			""", """
			update membership_terms set from_on = current_date - 368, to_on = current_date - 3
			where organization_id = '<organization>' and plan_id = '<plan>'
			""", """
			update membership_deferrals d set from_on = current_date - 368, released = d.months - 1
			from membership_terms t where d.organization_id = '<organization>' and t.organization_id = '<organization>'
			and t.plan_id = '<plan>' and d.term_id = t.id
			""", "vacuum analyze memberships, membership_terms, membership_deferrals, membership_moves", "checkpoint");

	private static final List<String> LIMIT = List.of("""
			create temporary table ended on commit drop as
			select id, ends_on from memberships where organization_id = '<organization>' and plan_id = '<plan>'
			and state = 'ACTIVE' and ends_on <= current_date
			""", """
			update memberships m set state = 'EXPIRED', version = m.version + 1 from ended
			where m.organization_id = '<organization>' and m.id = ended.id
			""",
			"""
					insert into membership_moves (organization_id, membership_id, number, at, what, ends_on, actor_kind, actor_name)
					select '<organization>', id, 2, now(), 'EXPIRED', ends_on, 'SYSTEM', 'Guildhall' from ended
					""",
			"""
					create temporary table earned on commit drop as
					select d.term_id, cast(md5('earned' || d.term_id::text) as uuid) as posting,
						d.amount_minor - d.amount_minor * d.released / d.months as minor
					from membership_deferrals d join membership_terms t on t.id = d.term_id
					where d.organization_id = '<organization>' and t.organization_id = '<organization>' and t.plan_id = '<plan>'
					and d.released < d.months
					""",
			"""
					insert into journal_postings (organization_id, id, source_type, source_id, reason, at, day)
					select '<organization>', posting, 'MEMBERSHIP_RELEASE', term_id, 'MONTH/11', now(), current_date from earned
					""",
			"""
					insert into journal_lines (organization_id, posting_id, ordinal, account, minor, currency)
					select '<organization>', posting, line.ordinal, line.account, line.sign * minor, 'CNY' from earned
					cross join (values (1, 'DEFERRAL', -1), (2, 'DEFERRED_REVENUE', 1)) as line (ordinal, account, sign)
					""", """
					update membership_deferrals d set released = d.months from earned
					where d.organization_id = '<organization>' and d.term_id = earned.term_id
					""");

	/** Whoever is in the middle of what the night has not written down yet. */
	private static final String NEXT = """
			select cast(member_id as text) from (
				select member_id, ends_on, id from memberships where organization_id = :organization
				and state in ('ACTIVE', 'GRACE') and ends_on < current_date order by ends_on, id limit 250) m
			order by m.ends_on desc, m.id desc limit 1
			""";

	private static final String OVER = """
			select not exists (select from memberships where organization_id = :organization
				and state in ('ACTIVE', 'GRACE') and ends_on < current_date)
			and not exists (select from membership_deferrals where organization_id = :organization
				and released < months and from_on < current_date - 360)
			""";

	/** How long the application says that it took. */
	private static final Pattern TOOK = Pattern
		.compile("Changed \\d+ memberships and released months of \\d+ terms in (\\d+) ms");

	private final House house;

	private final Organization ours;

	private final int count;

	private final int usual;

	private final List<String> members;

	/**
	 * Memberships of the first members.
	 * @param usual so many answers say how long one usually takes
	 */
	MoneyTerms(House house, Organization ours, int count, int usual) {
		this.house = house;
		this.ours = ours;
		this.count = count;
		this.usual = usual;
		this.members = house.owner()
			.sql("select cast(id as text) from members where organization_id = ? order by id limit ?")
			.params(ours.id(), count)
			.query(String.class)
			.list();
	}

	/**
	 * One round: a night and the limit each with nothing beside, and then a night beside
	 * which others claim and renew.
	 * @param claims who takes coupons meanwhile
	 * @param locks sees who waits for whose rows beside others
	 * @param bare waits for nobody's rows beside them
	 * @return how long those claims waited
	 */
	List<Steady.Wait> round(Figures figures, Steady claims, LockWaits locks, Heartbeat bare) throws Exception {
		double alone = ended(sold(), night -> night.call(OVER));
		Plan byHand = sold();
		end(byHand);
		figures.add("expiry of memberships", alone, limit(byHand));
		List<Steady.Wait> claimed = new ArrayList<>();
		List<Steady.Wait> renewed = new ArrayList<>();
		Plan plan = sold();
		try (Connection connection = this.house.asOwner().getConnection()) {
			Steady renewals = renewals(plan, connection);
			figures.add("expiry of memberships beside others", ended(plan, night -> {
				renewals.alone(this.usual);
				claimed.addAll(claims.beside(() -> renewed
					.addAll(renewals.beside(() -> bare.beside(() -> locks.watch(() -> night.call(OVER)))))));
			}));
		}
		figures.addWaits("renewals beside expiry", renewed, bare);
		return claimed;
	}

	/** How a night comes, with or without others beside it. */
	private interface Come {

		void with(Nightfall night) throws Exception;

	}

	/** So many seconds a night is at the memberships of the plan. */
	private double ended(Plan plan, Come come) throws Exception {
		end(plan);
		Nightfall night = new Nightfall(this.house, this.ours.id());
		double before = took();
		come.with(night);
		night.awaitEnd();
		check(plan);
		return took() - before;
	}

	/** So many seconds all nights so far were at memberships, by their own watch. */
	private double took() {
		return TOOK.matcher(this.house.log()).results().mapToLong(said -> Long.parseLong(said.group(1))).sum() / 1e3;
	}

	private record Plan(String id, String product) {
	}

	/** A plan that everybody has a year of. */
	private Plan sold() throws SQLException {
		Rest rest = this.ours.rest();
		String family = "Family " + UUID.randomUUID();
		Rest.Answer made = rest.post("/plans", Map.of("name", "Year of " + family, "family", family, "term", "YEARLY",
				"price", Map.of("minor", 12_000, "currency", "CNY")))
			.ok();
		Plan plan = new Plan(made.text("id"), made.text("product"));
		rest.post("/orders",
				Map.of("member", this.members.get(0), "lines",
						List.of(Map.of("product", plan.product(), "quantity", 1)), "payment", Map.of("method", "CASH")))
			.ok();
		owner(COPIED, plan);
		return plan;
	}

	private Steady renewals(Plan plan, Connection connection) {
		JdbcClient looking = JdbcClient.create(new SingleConnectionDataSource(connection, true));
		String keys = UUID.randomUUID().toString();
		IntFunction<String> anybody = n -> this.members.get(n % this.count);
		return new Steady(this.ours.rest(), n -> renewal(plan, anybody.apply(n), keys + n),
				n -> renewal(plan,
						looking.sql(NEXT)
							.param("organization", this.ours.id())
							.query(String.class)
							.optional()
							.orElseGet(() -> anybody.apply(n)),
						keys + n));
	}

	private static Steady.Request renewal(Plan plan, String member, String key) {
		return new Steady.Request("/api/v1/orders", """
				{"member": "%s", "lines": [{"product": "%s", "quantity": 1}], "payment": {"method": "CASH"}}
				""".formatted(member, plan.product()), key);
	}

	private void end(Plan plan) throws SQLException {
		new Nightfall(this.house, this.ours.id()).awaitEnd();
		owner(ENDED, plan);
	}

	private void check(Plan plan) {
		long there = this.house.owner().sql("""
				select count(*) from memberships m join membership_terms t on t.membership_id = m.id
				join membership_deferrals d on d.term_id = t.id
				where m.organization_id = ? and m.plan_id = cast(? as uuid) and m.state = 'EXPIRED'
				and d.released = d.months
				""").params(this.ours.id(), plan.id()).query(Long.class).single();
		if (there != this.count) {
			throw new IllegalStateException(there + " of " + this.count + " memberships are over");
		}
	}

	private double limit(Plan plan) throws Exception {
		try (Connection connection = this.house.asApplication().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			return Figures.timed(() -> {
				statement.execute("set local guildhall.organization_id = '" + this.ours.id() + "'");
				for (String sql : LIMIT) {
					statement.execute(filled(sql, plan));
				}
				connection.commit();
			});
		}
	}

	private void owner(List<String> statements, Plan plan) throws SQLException {
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(filled(sql, plan));
			}
		}
	}

	private String filled(String sql, Plan plan) {
		return sql.replace("<organization>", this.ours.id().toString())
			.replace("<plan>", plan.id())
			.replace("<count>", Integer.toString(this.count));
	}

}
