package io.guildhall.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import io.guildhall.House;

/**
 * The limit of single claims: bare JDBC with a transaction for each, which writes what
 * the application keeps of a claim and moves the batch's one counter, last of all so that
 * its row is locked as shortly as can be.
 */
final class BareClaims {

	private static final List<String> STATEMENTS = List.of(
			"""
					with coupon as (
					insert into coupons (organization_id, id, version, batch_id, member_id, code, slot, state, kind, largest_minor,
						basis_points, threshold_minor, currency, valid_from, expires_at, issued_at, issued_day)
					values ('<organization>', ?::uuid, 0, '<batch>', ?::uuid, ?, ?, 'ISSUED', 'AMOUNT', 500, 0, 0, 'CNY', now(),
						now() + interval '7 days', now(), current_date)
					returning organization_id, id)
					insert into coupon_moves (organization_id, coupon_id, number, at, to_state, reason, actor_kind, actor_name)
					select organization_id, id, 1, now(), 'ISSUED', 'issued', 'API_KEY', 'bench' from coupon
					""",
			"""
					with posting as (
					insert into journal_postings (organization_id, id, source_type, source_id, reason, at, day)
					values ('<organization>', ?::uuid, 'COUPON', ?::uuid, 'ISSUED', now(), current_date)
					returning organization_id, id)
					insert into journal_lines (organization_id, posting_id, ordinal, account, minor, currency, member_id)
					select organization_id, id, 1, 'COUPON_COST', 500, 'CNY', ?::uuid from posting union all
					select organization_id, id, 2, 'COUPON_PROMISE', -500, 'CNY', ?::uuid from posting
					""",
			"""
					insert into audit_entries (organization_id, id, at, actor_kind, actor_name, action, object_type, object_id, after)
					values ('<organization>', ?::uuid, now(), 'API_KEY', 'bench', 'coupon.issued', 'coupon', ?, '{"atMost": "500"}')
					""",
			"""
					insert into idempotency_keys (organization_id, key, fingerprint, answer, created_at)
					values ('<organization>', ?, 'of-the-bench', '{"state": "ISSUED", "code": "K7QM2-9XTRB"}', now())
					""",
			"""
					update coupon_stock set issued = issued + 1
					where organization_id = '<organization>' and batch_id = '<batch>' and issued + set_aside < stock and is_open
					""");

	private final House house;

	private final UUID organization;

	BareClaims(House house, UUID organization) {
		this.house = house;
		this.organization = organization;
	}

	/** How long so many claims take on so many connections, in seconds. */
	double take(String batch, List<String> members, int claims, int atOnce) throws Exception {
		BlockingQueue<Claimer> claimers = new ArrayBlockingQueue<>(atOnce);
		List<Claimer> all = new ArrayList<>();
		try {
			for (int i = 0; i < atOnce; i++) {
				Claimer claimer = new Claimer(batch);
				all.add(claimer);
				claimers.add(claimer);
			}
			return Figures.timed(atOnce, claims, n -> {
				Claimer claimer = claimers.take();
				claimer.claim(members.get(n % members.size()), n / members.size() + 1);
				claimers.add(claimer);
			});
		}
		finally {
			for (Claimer claimer : all) {
				claimer.connection.close();
			}
		}
	}

	private final class Claimer {

		private final Connection connection;

		private final Statement begin;

		private final List<PreparedStatement> prepared = new ArrayList<>();

		Claimer(String batch) throws SQLException {
			this.connection = BareClaims.this.house.asApplication().getConnection();
			this.connection.setAutoCommit(false);
			this.begin = this.connection.createStatement();
			for (String sql : STATEMENTS) {
				this.prepared.add(this.connection
					.prepareStatement(sql.replace("<organization>", BareClaims.this.organization.toString())
						.replace("<batch>", batch)));
			}
		}

		void claim(String member, int slot) throws SQLException {
			String coupon = UUID.randomUUID().toString();
			this.begin.execute("set local guildhall.organization_id = '" + BareClaims.this.organization + "'");
			write(0, coupon, member, coupon, slot);
			write(1, UUID.randomUUID().toString(), coupon, member, member);
			write(2, UUID.randomUUID().toString(), coupon);
			write(3, coupon);
			if (write(4) != 1) {
				throw new IllegalStateException("Nothing was left");
			}
			this.connection.commit();
		}

		private int write(int statement, Object... values) throws SQLException {
			PreparedStatement sql = this.prepared.get(statement);
			for (int i = 0; i < values.length; i++) {
				sql.setObject(i + 1, values[i]);
			}
			return sql.executeUpdate();
		}

	}

}
