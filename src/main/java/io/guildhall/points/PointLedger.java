package io.guildhall.points;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Writes entries and keeps balance and lots in step with them, for one member and for
 * sets by the same statements (ADR 97). After every posting the lots of a member hold the
 * balance, or nothing where it is negative.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class PointLedger {

	/** A source of one entry, for {@link #post}. */
	static final String ONE = """
			select cast(:member as uuid) as member_id, cast(:points as bigint) as points, cast(:account as text) as account,
				cast(:source_type as text) as source_type, cast(:source_id as uuid) as source_id,
				cast(:reason as text) as reason, cast(:rule as uuid) as rule_id, cast(:for_day as date) as for_day,
				cast(:available_on as date) as available_on, cast(:expires_on as date) as expires_on,
				cast(:of as uuid) as of_id, cast(:note as text) as note
			where cast(:organization as uuid) is not null""";

	/**
	 * Opens the accounts of whom a select is about, and holds them until the commit,
	 * always in the same order. Those that are there are locked and not written:
	 * {@code where false}.
	 */
	private static final String HOLD = """
			with about as materialized (
				select distinct source.member_id from (%s) as source),
			held as (
				insert into point_accounts (organization_id, member_id, balance)
				select cast(:organization as uuid), a.member_id, 0 from about a order by a.member_id
				on conflict (organization_id, member_id) do update set balance = point_accounts.balance where false)
			select count(*) from about
			""";

	private static final String WRITE = """
			with source as materialized (
				select s.*, guildhall_id(s.source_id, s.source_type || '/' || s.reason) as id from (%s) as s),
			entry as (
				insert into point_entries (organization_id, id, run_id, member_id, points, account, source_type, source_id,
					reason, rule_id, for_day, of_id, note, at, actor_kind, actor_id, actor_name)
				select cast(:organization as uuid), s.id, cast(:run as uuid), s.member_id, s.points, s.account, s.source_type,
					s.source_id, s.reason, s.rule_id, s.for_day, s.of_id, s.note, cast(:now as timestamptz), :actor_kind,
					cast(:actor as uuid), :actor_name
				from source s order by s.id
				on conflict do nothing
				returning id, member_id, points),
			lot as (
				insert into point_lots (organization_id, id, member_id, entry_id, made_by, earned, remaining, available_on,
					expires_on)
				select cast(:organization as uuid), s.id, s.member_id, s.id, s.id, s.points, s.points, s.available_on,
					s.expires_on
				from source s
				where s.points > 0 and s.of_id is null and s.account in ('ISSUED', 'GRANTED')
				and (s.id in (select e.id from entry e)) is true),
			account as (
				update point_accounts a set balance = a.balance + t.points
				from (select e.member_id, sum(e.points) as points from entry e group by e.member_id) t
				where a.organization_id = :organization and a.member_id = t.member_id)
			select count(*) as entries, cast(coalesce(sum(points), 0) as bigint) as points from entry
			""";

	/**
	 * To the lots from which they were; of somebody who is another now, to lots alike.
	 */
	private static final String GIVE_BACK = """
			with back as (
				select e.id as by_id, e.member_id as to_id, m.lot_id, m.points, l.member_id, l.entry_id, l.available_on,
					l.expires_on
				from point_entries e
				join point_lot_moves m on m.organization_id = :organization and m.entry_id = e.of_id and m.kind = 'OUT'
				join point_lots l on l.organization_id = :organization and l.id = m.lot_id
				where e.organization_id = :organization and e.run_id = :run and e.points > 0),
			moved as (
				insert into point_lot_moves (organization_id, lot_id, entry_id, kind, points)
				select cast(:organization as uuid), b.lot_id, b.by_id, 'BACK', b.points from back b
				where b.to_id = b.member_id),
			opened as (
				insert into point_lots (organization_id, id, member_id, entry_id, made_by, earned, remaining, available_on,
					expires_on)
				select cast(:organization as uuid), guildhall_id(b.by_id, cast(b.lot_id as text)), b.to_id, b.entry_id,
					b.by_id, b.points, b.points, b.available_on, b.expires_on
				from back b where b.to_id <> b.member_id)
			update point_lots l set remaining = l.remaining + b.points from back b
			where l.organization_id = :organization and l.id = b.lot_id and b.to_id = b.member_id
			""";

	/**
	 * What the lots hold beyond the balance goes: from the lots that an entry names, then
	 * from those that end first.
	 */
	private static final String SETTLE = """
			with named as (
				select e.member_id, e.of_id from point_entries e
				where e.organization_id = :organization and e.run_id = :run and e.of_id is not null),
			entry as (
				select distinct on (e.member_id) e.member_id, e.id from point_entries e
				where e.organization_id = :organization and e.run_id = :run order by e.member_id, e.points, e.id),
			excess as (
				select e.member_id, e.id, sum(l.remaining) - greatest(a.balance, 0) as points from entry e
				join point_accounts a on a.organization_id = :organization and a.member_id = e.member_id
				join point_lots l on l.organization_id = :organization and l.member_id = e.member_id and l.remaining > 0
				group by e.member_id, e.id, a.balance having sum(l.remaining) > greatest(a.balance, 0)),
			ordered as (
				select l.id, x.id as entry_id, x.points, l.remaining, sum(l.remaining) over (partition by l.member_id
					order by exists (select from named n where n.member_id = l.member_id
							and n.of_id in (l.entry_id, l.made_by)) desc,
						l.available_on > :today, l.expires_on nulls last, l.id) - l.remaining as before
				from excess x
				join point_lots l on l.organization_id = :organization and l.member_id = x.member_id and l.remaining > 0),
			taken as (
				select o.id, o.entry_id, cast(least(o.remaining, o.points - o.before) as bigint) as points from ordered o
				where o.before < o.points),
			moved as (
				insert into point_lot_moves (organization_id, lot_id, entry_id, kind, points)
				select cast(:organization as uuid), t.id, t.entry_id, 'OUT', t.points from taken t)
			update point_lots l set remaining = l.remaining - t.points from taken t
			where l.organization_id = :organization and l.id = t.id
			""";

	private static final String ENDED = """
			select l.member_id, cast(-sum(l.remaining) as bigint) as points, 'EXPIRED' as account, 'EXPIRY' as source_type,
				cast(:expiry as uuid) as source_id, 'EXPIRED/' || l.member_id as reason, cast(null as uuid) as rule_id,
				cast(:day as date) as for_day, cast(null as date) as available_on, cast(null as date) as expires_on,
				cast(null as uuid) as of_id, cast(null as text) as note
			from point_lots l
			where l.organization_id = :organization and l.remaining > 0 and l.expires_on <= :day
			and (cast(:one as uuid) is null or l.member_id = cast(:one as uuid))
			group by l.member_id""";

	private final JdbcClient jdbc;

	private final PointSweep sweep;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What a posting came to.
	 *
	 * @param entries how many were new
	 * @param points their sum
	 */
	record Posted(long entries, long points) {
	}

	/**
	 * Writes down what a select yields. What was written down before is left as it is.
	 * The accounts are locked before the select decides.
	 * @param select yields the columns of {@link #ONE} and is limited to
	 * {@code :organization} (given here)
	 * @param today by which lots are told apart that cannot be spent yet
	 */
	Posted post(String select, Map<String, ?> parameters, LocalDate today) {
		Map<String, Object> all = new HashMap<>(parameters);
		Actor actor = OnBehalf.actor();
		all.put("organization", tenancy.current());
		all.put("run", Ids.next());
		all.put("today", today);
		all.put("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)));
		all.put("actor_kind", actor.kind().name());
		all.put("actor", actor.id());
		all.put("actor_name", actor.name());
		// The select may look at all orders, or at two months of activity: most nights it
		// has little to say, and then it is asked once.
		if (jdbc.sql(HOLD.formatted(select)).params(all).query(Long.class).single() == 0) {
			return new Posted(0, 0);
		}
		Posted posted = jdbc.sql(WRITE.formatted(select)).params(all).query(Posted.class).single();
		if (posted.entries() > 0) {
			jdbc.sql(GIVE_BACK).params(all).update();
			jdbc.sql(SETTLE).params(all).update();
		}
		return posted;
	}

	/** The same for a select that goes over all of the organization. */
	Posted postAll(String select, Map<String, ?> parameters, LocalDate today) {
		return sweep.over(() -> post(select, parameters, today));
	}

	/** Writes one entry down. */
	Posted post(Line line, LocalDate today) {
		return post(ONE, line.parameters(), today);
	}

	/**
	 * What has ended by the day leaves the accounts.
	 * @param one whose; null for all members
	 */
	Posted expire(@Nullable MemberId one, LocalDate day) {
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("expiry", Ids.next());
		parameters.put("day", day);
		parameters.put("one", (one != null) ? one.id() : null);
		return (one != null) ? post(ENDED, parameters, day) : postAll(ENDED, parameters, day);
	}

	/**
	 * Waits for whoever moves points of the member, and then holds the account until the
	 * commit.
	 * @return the balance
	 */
	long lock(MemberId member) {
		jdbc.sql("""
				insert into point_accounts (organization_id, member_id, balance) values (:organization, :member, 0)
				on conflict (organization_id, member_id) do nothing
				""").param("organization", tenancy.current()).param("member", member.id()).update();
		return jdbc
			.sql("""
					select balance from point_accounts where organization_id = :organization and member_id = :member for update
					""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query(Long.class)
			.single();
	}

	/** What the member can spend on the day. */
	long available(MemberId member, LocalDate today) {
		return jdbc.sql("""
				select coalesce(sum(remaining), 0) from point_lots
				where organization_id = :organization and member_id = :member and remaining > 0
				and available_on <= :today and (expires_on is null or expires_on > :today)
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("today", today)
			.query(Long.class)
			.single();
	}

	/** The id of the entry that a source makes. */
	static UUID entry(String sourceType, UUID source, String reason) {
		return Ids.of(source, sourceType + '/' + reason);
	}

	/**
	 * One entry; source and reason name it.
	 *
	 * @param availableOn from when it can be spent; for what opens a lot
	 * @param of what it takes back, or whose lots it is about
	 */
	record Line(MemberId member, long points, PointAccount account, String sourceType, UUID sourceId, String reason,
			@Nullable UUID rule, LocalDate forDay, @Nullable LocalDate availableOn, @Nullable LocalDate expiresOn,
			@Nullable UUID of, @Nullable String note) {

		/** What opens no lot. */
		static Line of(MemberId member, long points, PointAccount account, String sourceType, UUID sourceId,
				String reason, LocalDate day, @Nullable UUID of, @Nullable String note) {
			return new Line(member, points, account, sourceType, sourceId, reason, null, day, null, null, of, note);
		}

		private Map<String, Object> parameters() {
			Map<String, Object> all = new HashMap<>();
			all.put("member", member.id());
			all.put("points", points);
			all.put("account", account.name());
			all.put("source_type", sourceType);
			all.put("source_id", sourceId);
			all.put("reason", reason);
			all.put("rule", rule);
			all.put("for_day", forDay);
			all.put("available_on", availableOn);
			all.put("expires_on", expiresOn);
			all.put("of", of);
			all.put("note", note);
			return all;
		}
	}

}
