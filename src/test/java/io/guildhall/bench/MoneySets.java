package io.guildhall.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.guildhall.House;
import io.guildhall.House.Organization;
import io.guildhall.Rest;

/**
 * Coupons for everybody, and their end. The limit writes the same rows by a few
 * statements in one transaction, as the application's role under its policies, in the
 * same organization.
 */
final class MoneySets {

	private static final List<String> ISSUED = List.of(
			"""
					insert into coupon_issues (organization_id, id, batch_id, audience, actor_kind, actor_name, created_at, frozen_at,
						total)
					values ('<organization>', '<batch>', '<batch>', '{}', 'API_KEY', 'bench', now(), now(), 0)
					""",
			"""
					insert into coupons (organization_id, id, version, batch_id, member_id, code, slot, state, kind, largest_minor,
						basis_points, threshold_minor, currency, valid_from, expires_at, issued_at, issued_day, issue_id)
					select organization_id, cast(md5(id::text || '<batch>') as uuid), 0, '<batch>', id,
						substr(upper(md5('<batch>' || id::text)), 1, 20), 1, 'ISSUED', 'AMOUNT', 500, 0, 0, 'CNY', now(),
						now() + interval '7 days', now(), current_date, '<batch>'
					from members where organization_id = '<organization>' and state = 'ACTIVE'
					""",
			"""
					insert into coupon_moves (organization_id, coupon_id, number, at, to_state, reason, actor_kind, actor_name)
					select organization_id, cast(md5(id::text || '<batch>') as uuid), 1, now(), 'ISSUED', 'issued', 'API_KEY',
						'bench'
					from members where organization_id = '<organization>' and state = 'ACTIVE'
					""",
			"""
					insert into coupon_issue_results (organization_id, issue_id, row_number, member_id, outcome, coupon_id)
					select organization_id, '<batch>', row_number() over (order by id), id, 'ISSUED',
						cast(md5(id::text || '<batch>') as uuid)
					from members where organization_id = '<organization>' and state = 'ACTIVE'
					""",
			"""
					update coupon_stock set issued = (select count(*) from coupon_issue_results
						where organization_id = '<organization>' and issue_id = '<batch>')
					where organization_id = '<organization>' and batch_id = '<batch>'
					""");

	private static final List<String> EXPIRED = List.of("""
			create temporary table ended on commit drop as
			select id from coupons where organization_id = '<organization>' and state = 'ISSUED' and expires_at <= now()
			""", """
			update coupons c set state = 'EXPIRED', version = c.version + 1 from ended
			where c.organization_id = '<organization>' and c.id = ended.id
			""", """
			insert into coupon_moves (organization_id, coupon_id, number, at, from_state, to_state, reason, actor_kind,
				actor_name)
			select '<organization>', id, 2, now(), 'ISSUED', 'EXPIRED', 'expired', 'SYSTEM', 'Guildhall' from ended
			""");

	private static final String OVER = """
			select not exists (select from coupons where organization_id = :organization and state = 'ISSUED'
				and expires_at <= now())
			""";

	/** So many more than are issued can be claimed. */
	private static final int CLAIMED = 10_000;

	private final House house;

	private final Organization ours;

	private final Nightfall night;

	private final int members;

	/**
	 * An organization with so many members: one by the application, the others by SQL.
	 */
	MoneySets(House house, Organization ours, int members) throws SQLException {
		this.house = house;
		this.ours = ours;
		this.night = new Nightfall(house, ours.id());
		this.members = members;
		ours.rest().post("/members", Map.of("displayName", "Member")).ok();
		owner("""
				insert into members (organization_id, id, version, display_name, sort_key, real_name, city, state,
					do_not_contact, source, joined_at, joined_day, created_at)
				select organization_id, cast(md5(id::text || n) as uuid), 0, display_name, sort_key, real_name, city, state,
					do_not_contact, source, joined_at, joined_day, created_at
				from members cross join generate_series(2, %d) n where organization_id = '<organization>'
				"""
			.formatted(members), "");
		owner("vacuum analyze members", "");
	}

	/**
	 * One round.
	 * @param terms what else ends in a night
	 * @param usual so many answers say how long one usually takes
	 */
	void round(Figures figures, MoneyTerms terms, int usual) throws Exception {
		Rest rest = this.ours.rest();
		String batch = MoneyBench.batch(rest, this.members + CLAIMED, 2);
		double issued = Figures.timed(() -> {
			Rest.Answer issue = rest.post("/coupon-batches/" + batch + "/issues", Map.of("audience", Map.of())).ok();
			Figures.await(rest, "/jobs/" + issue.text("job"), "DONE");
		});
		String byHand = MoneyBench.batch(rest, this.members + CLAIMED, 2);
		figures.add("coupons to everybody", issued, application(ISSUED, byHand));
		for (String one : List.of(batch, byHand)) {
			long there = this.house.owner()
				.sql("select count(*) from coupons where batch_id = cast(? as uuid)")
				.param(one)
				.query(Long.class)
				.single();
			if (there != this.members) {
				throw new IllegalStateException(there + " coupons for " + this.members + " members");
			}
		}
		end(batch);
		// Of the batch whose coupons end meanwhile.
		Steady claims = claims(batch).alone(usual);
		List<Steady.Wait> waited = new ArrayList<>();
		LockWaits locks = new LockWaits(this.house.asOwner());
		Heartbeat bare = new Heartbeat(this.house.asOwner());
		double expired = Figures.timed(
				() -> waited.addAll(claims.beside(() -> bare.beside(() -> locks.watch(() -> this.night.call(OVER))))));
		end(byHand);
		figures.add("expiry of coupons", expired, application(EXPIRED, byHand));
		waited.addAll(terms.round(figures, claims, locks, bare));
		figures.addWaits("claims beside expiry", waited, bare);
		figures.add("locks beside expiry, longest wait", locks.longest());
	}

	private Steady claims(String batch) {
		List<String> members = this.house.owner()
			.sql("select cast(id as text) from members where organization_id = ? order by id desc limit ?")
			.params(this.ours.id(), CLAIMED)
			.query(String.class)
			.list();
		return new Steady(this.ours.rest(), n -> new Steady.Request("/api/v1/coupon-batches/" + batch + "/coupons",
				"{\"member\": \"" + members.get(n % members.size()) + "\"}", "beside-" + batch + n));
	}

	/** All coupons of the batch ended three days ago. */
	private void end(String batch) throws SQLException {
		this.night.awaitEnd();
		owner("""
				update coupons set valid_from = valid_from - interval '10 days', expires_at = now() - interval '3 days'
				where organization_id = '<organization>' and batch_id = '<batch>'
				""", batch);
		owner("vacuum analyze coupons, coupon_moves", batch);
		// What was laid out is on the disk before anybody is timed who waits for the
		// disk.
		owner("checkpoint", batch);
	}

	private double application(List<String> statements, String batch) throws Exception {
		try (Connection connection = this.house.asApplication().getConnection();
				Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			return Figures.timed(() -> {
				statement.execute("set local guildhall.organization_id = '" + this.ours.id() + "'");
				for (String sql : statements) {
					statement.execute(filled(sql, batch));
				}
				connection.commit();
			});
		}
	}

	private void owner(String sql, String batch) throws SQLException {
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute(filled(sql, batch));
		}
	}

	private String filled(String sql, String batch) {
		return sql.replace("<organization>", this.ours.id().toString()).replace("<batch>", batch);
	}

}
