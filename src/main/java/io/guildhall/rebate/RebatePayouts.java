package io.guildhall.rebate;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Pays rebates out: puts approved ones on a list, and takes down what became of each of
 * them. The money itself goes by whichever way the organization pays.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class RebatePayouts {

	static final String OBJECT = "rebate-payout";

	private final RebatePayoutReading reading;

	private final RebateDebts debts;

	private final RebateBudgets budgets;

	private final RebateBooks books;

	private final RebateWords words;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Makes a list of approved rebates, less what their members owe. What nothing is left
	 * of then is settled at once.
	 * @param chosen all of which must wait to be paid out; empty for all that do
	 * @throws RebateRefused if one of the chosen does not, or none does at all
	 */
	@May(Permission.REFUND_APPROVE)
	public RebatePayout create(Collection<UUID> chosen, @Nullable String note) {
		Set<UUID> wanted = some(chosen);
		UUID id = Ids.next();
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		jdbc.sql("""
				insert into rebate_payouts (organization_id, id, note, made_at, made_by)
				values (:organization, :id, :note, :now, :actor)
				""")
			.param("organization", tenancy.current())
			.param("id", id)
			.param("note", Rebates.text(note))
			.param("now", Timestamp.from(now))
			.param("actor", OnBehalf.actor().name())
			.update();
		int items = list(id, wanted);
		if (items == 0 && wanted.isEmpty()) {
			throw RebateRefused.nothingToPay();
		}
		if (!wanted.isEmpty()) {
			Rebates.requireAll(wanted, items);
		}
		debts.offset(id, now);
		List<UUID> settled = jdbc.sql("""
				select id from rebate_payout_items
				where organization_id = :organization and payout_id = :id and amount_minor = 0
				""").param("organization", tenancy.current()).param("id", id).query(UUID.class).list();
		if (!settled.isEmpty()) {
			pay(id, Set.copyOf(settled), "", now);
		}
		audit.record("rebate.payout.created", OBJECT, id, Map.of("rebates", items));
		return reading.get(id);
	}

	/**
	 * Puts approved rebates on a list. What somebody else puts on another at the same
	 * time is waited for, and left to them. The rebates are held, so that what they come
	 * to stays as it is until the commit.
	 */
	private int list(UUID payout, Set<UUID> wanted) {
		return jdbc
			.sql("""
					with held as materialized (
						select r.id, r.amount_minor from rebates r
						where r.organization_id = :organization and r.state = 'APPROVED'
						and (:all or r.id = any(cast(:ids as uuid[])))
						and not exists (select from rebate_payout_items i where i.organization_id = r.organization_id
							and i.rebate_id = r.id and i.state = 'OPEN')
						order by r.id for update)
					insert into rebate_payout_items
						(organization_id, id, payout_id, rebate_id, amount_minor, offset_minor, state)
					select :organization, guildhall_id(:payout, cast(held.id as text)), :payout, held.id, held.amount_minor, 0,
						'OPEN'
					from held
					on conflict do nothing
					""")
			.param("organization", tenancy.current())
			.param("payout", payout)
			.param("all", wanted.isEmpty())
			.param("ids", Rebates.texts(wanted))
			.update();
	}

	/**
	 * Items were paid.
	 * @param chosen which; empty for all that are open
	 * @param reference by which the payment is known
	 * @throws RebateRefused if there is no such list, or one of the chosen is not open
	 */
	@May(Permission.REFUND_APPROVE)
	public RebatePayout paid(UUID payout, Collection<UUID> chosen, @Nullable String reference) {
		reading.get(payout);
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		int paid = pay(payout, some(chosen), Rebates.text(reference), now).size();
		audit.record("rebate.payout.paid", OBJECT, payout, Map.of("rebates", paid));
		return reading.get(payout);
	}

	/**
	 * Items could not be paid; their rebates wait to be tried again.
	 * @param chosen which; empty for all that are open
	 * @throws RebateRefused if there is no such list, one of the chosen is not open, or
	 * there is no reason
	 */
	@May(Permission.REFUND_APPROVE)
	public RebatePayout failed(UUID payout, Collection<UUID> chosen, @Nullable String reason) {
		reading.get(payout);
		String why = Rebates.text(reason);
		if (why.isEmpty()) {
			throw RebateRefused.noReason();
		}
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		List<UUID> failed = settle(payout, some(chosen), RebatePayout.State.FAILED, why, now);
		jdbc.sql("""
				update rebates r set state = 'FAILED', version = r.version + 1
				from rebate_payout_items i
				where r.organization_id = :organization and i.organization_id = :organization and i.rebate_id = r.id
				and i.id = any(cast(:items as uuid[])) and r.state = 'APPROVED'
				""").param("organization", tenancy.current()).param("items", Rebates.texts(failed)).update();
		words.forget(failed);
		debts.undo(failed, now);
		budgets.giveBackFailed(failed);
		audit.record("rebate.payout.failed", OBJECT, payout, Map.of("rebates", failed.size()));
		return reading.get(payout);
	}

	/**
	 * A rebate whose order was refunded since is paid all the same if the money went; the
	 * difference is a debt from then on.
	 */
	private List<UUID> pay(UUID payout, Set<UUID> chosen, String reference, Instant now) {
		List<UUID> items = settle(payout, chosen, RebatePayout.State.PAID, reference, now);
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("items", Rebates.texts(items));
		int moved = jdbc
			.sql("""
					update rebates r set state = 'PAID', paid_minor = i.amount_minor + i.offset_minor, version = r.version + 1
					from rebate_payout_items i
					where r.organization_id = :organization and i.organization_id = :organization and i.rebate_id = r.id
					and i.id = any(cast(:items as uuid[])) and r.state in ('APPROVED', 'CANCELLED')
					""")
			.params(parameters)
			.param("organization", tenancy.current())
			.update();
		Rebates.requireAll(Set.copyOf(items), moved);
		words.forget(items);
		parameters.put("at", Timestamp.from(now));
		parameters.put("day", organizations.dayOf(now));
		books.paid(parameters);
		return items;
	}

	/** Open items come to their end: once, whoever says so at the same time. */
	private List<UUID> settle(UUID payout, Set<UUID> wanted, RebatePayout.State to, String reference, Instant now) {
		List<UUID> settled = jdbc
			.sql("""
					update rebate_payout_items set state = :to, reference = :reference, settled_at = :now, settled_by = :actor
					where organization_id = :organization and payout_id = :payout and state = 'OPEN'
					and (:all or id = any(cast(:ids as uuid[])))
					returning id
					""")
			.param("to", to.name())
			.param("reference", reference.isEmpty() ? null : reference)
			.param("now", Timestamp.from(now))
			.param("actor", OnBehalf.actor().name())
			.param("organization", tenancy.current())
			.param("payout", payout)
			.param("all", wanted.isEmpty())
			.param("ids", Rebates.texts(wanted))
			.query(UUID.class)
			.list();
		if (settled.isEmpty() || (!wanted.isEmpty() && settled.size() != wanted.size())) {
			throw RebateRefused.moved();
		}
		return settled;
	}

	/** None is all of them. */
	private static Set<UUID> some(Collection<UUID> chosen) {
		return chosen.isEmpty() ? Set.of() : Rebates.wanted(chosen);
	}

}
