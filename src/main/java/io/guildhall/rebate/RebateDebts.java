package io.guildhall.rebate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.KeptWords;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What members owe since orders were refunded whose rebates had been paid out. It is
 * settled by money, by letting it go, or when a later rebate is paid out.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class RebateDebts {

	private final Rebates rebates;

	private final RebateBooks books;

	private final KeptWords words;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * How something of a debt was settled.
	 *
	 * @param undone whether the rebate that was to settle it could not be paid out
	 */
	public record Settlement(UUID id, SettlementWay way, Money amount, String note, Instant at, String actor,
			boolean undone) {
	}

	/**
	 * How the debt of a rebate was settled so far.
	 * @throws RebateRefused if there is none of a member whom who asks may see
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<Settlement> of(UUID rebate) {
		String currency = rebates.get(rebate).amount().currency();
		return jdbc.sql("""
				select * from rebate_settlements where organization_id = :organization and rebate_id = :rebate
				order by at, id limit 200
				""")
			.param("organization", tenancy.current())
			.param("rebate", rebate)
			.query((row, number) -> settlement(row, currency))
			.list();
	}

	/**
	 * Settles a debt by hand.
	 * @param amount how much of it; null for all
	 * @throws RebateRefused if that much is not owed, or the way is not one by hand
	 */
	@May(Permission.REFUND_APPROVE)
	public Rebate settle(UUID id, SettlementWay way, @Nullable Money amount, @Nullable String note) {
		Rebate rebate = rebates.get(id);
		Money settled = (amount != null) ? amount : rebate.debt();
		String why = Rebates.text(note);
		if (!SettlementWay.byHand().contains(way) || !settled.isPositive()) {
			throw RebateRefused.noDebt();
		}
		if (!settled.currency().equals(rebate.amount().currency())) {
			throw RebateRefused.currency();
		}
		if (way == SettlementWay.WAIVED && why.isEmpty()) {
			throw RebateRefused.noReason();
		}
		int moved = jdbc.sql("""
				update rebates set settled_minor = settled_minor + :minor, version = version + 1
				where organization_id = :organization and id = :id
				and paid_minor - amount_minor - settled_minor >= :minor
				""").param("minor", settled.minor()).param("organization", tenancy.current()).param("id", id).update();
		if (moved == 0) {
			throw RebateRefused.noDebt();
		}
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		UUID settlement = Ids.next();
		jdbc.sql(
				"""
						insert into rebate_settlements (organization_id, id, rebate_id, item_id, way, minor, note, at, actor_name)
						values (:organization, :id, :rebate, null, :way, :minor, :note, :now, :actor)
						""")
			.param("organization", tenancy.current())
			.param("id", settlement)
			.param("rebate", id)
			.param("way", way.name())
			.param("minor", settled.minor())
			.param("note", words.of(rebate.member(), why))
			.param("now", Timestamp.from(now))
			.param("actor", OnBehalf.actor().name())
			.update();
		books.settled(id, rebate.member(), way, settled, settlement, now);
		audit.record("rebate.settled", Rebates.OBJECT, id, Map.of("way", way, "amount", settled));
		return rebates.get(id);
	}

	/**
	 * What the members of a new payout owe is taken off what they get, the oldest debt
	 * first. Amounts of each member are laid side by side, debts and items: where two
	 * overlap, the one settles the other.
	 */
	void offset(UUID payout, Instant now) {
		Map<String, ?> parameters = Map.of("organization", tenancy.current(), "payout", payout, "now",
				Timestamp.from(now), "actor", OnBehalf.actor().name());
		List<UUID> held = jdbc.sql("""
				select d.id from rebates d where d.organization_id = :organization
				and d.paid_minor - d.amount_minor - d.settled_minor > 0
				and d.member_id in (select r.member_id from rebate_payout_items i
					join rebates r on r.organization_id = i.organization_id and r.id = i.rebate_id
					where i.organization_id = :organization and i.payout_id = :payout)
				order by d.id for update
				""").params(parameters).query(UUID.class).list();
		if (held.isEmpty()) {
			return;
		}
		jdbc.sql(
				"""
						with debt as (
							select d.id, d.member_id, d.minor,
								sum(d.minor) over (partition by d.member_id order by d.id) as upto
							from (select r.id, r.member_id, r.paid_minor - r.amount_minor - r.settled_minor as minor
								from rebates r where r.organization_id = :organization
								and r.id = any(cast(:held as uuid[]))) as d
							where d.minor > 0),
						item as (
							select i.id, r.member_id, i.amount_minor as minor,
								sum(i.amount_minor) over (partition by r.member_id order by r.id) as upto
							from rebate_payout_items i
							join rebates r on r.organization_id = i.organization_id and r.id = i.rebate_id
							where i.organization_id = :organization and i.payout_id = :payout)
						insert into rebate_settlements
							(organization_id, id, rebate_id, item_id, way, minor, note, at, actor_name)
						select :organization, guildhall_id(item.id, cast(debt.id as text)), debt.id, item.id, 'REBATE',
							least(debt.upto, item.upto) - greatest(debt.upto - debt.minor, item.upto - item.minor), '', cast(:now as timestamptz),
							:actor
						from debt join item on item.member_id = debt.member_id
						where least(debt.upto, item.upto) > greatest(debt.upto - debt.minor, item.upto - item.minor)
						""")
			.params(parameters)
			.param("held", Rebates.texts(held))
			.update();
		jdbc.sql("""
				update rebate_payout_items i set amount_minor = i.amount_minor - s.minor, offset_minor = s.minor
				from (select t.item_id, cast(sum(t.minor) as bigint) as minor from rebate_settlements t
					join rebate_payout_items x on x.organization_id = t.organization_id and x.id = t.item_id
					where t.organization_id = :organization and x.payout_id = :payout group by t.item_id) as s
				where i.organization_id = :organization and i.payout_id = :payout and s.item_id = i.id
				""").params(parameters).update();
		move("+", "i.payout_id = :payout", parameters);
	}

	/** Items that were not paid out settle nothing. */
	void undo(List<UUID> items, Instant now) {
		Map<String, ?> parameters = Map.of("organization", tenancy.current(), "items", Rebates.texts(items), "now",
				Timestamp.from(now));
		move("-", "i.id = any(cast(:items as uuid[]))", parameters);
		jdbc.sql("""
				update rebate_settlements set undone_at = :now
				where organization_id = :organization and item_id = any(cast(:items as uuid[])) and undone_at is null
				""").params(parameters).update();
	}

	private void move(String sign, String items, Map<String, ?> parameters) {
		jdbc.sql("""
				update rebates d set settled_minor = d.settled_minor %s s.minor, version = d.version + 1
				from (select t.rebate_id, cast(sum(t.minor) as bigint) as minor from rebate_settlements t
					join rebate_payout_items i on i.organization_id = t.organization_id and i.id = t.item_id
					where t.organization_id = :organization and t.undone_at is null and %s
					group by t.rebate_id) as s
				where d.organization_id = :organization and d.id = s.rebate_id
				""".formatted(sign, items)).params(parameters).update();
	}

	private static Settlement settlement(ResultSet row, String currency) throws SQLException {
		return new Settlement(row.getObject("id", UUID.class), SettlementWay.valueOf(row.getString("way")),
				new Money(row.getLong("minor"), currency), row.getString("note"), row.getTimestamp("at").toInstant(),
				row.getString("actor_name"), row.getTimestamp("undone_at") != null);
	}

}
