package io.guildhall.staff;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Grants what people may take off orders as they see fit; how much they did, orders know.
 */
@Service
@Transactional
@RequiredArgsConstructor
@May(Permission.ORGANIZATION_SETTINGS)
public class AllowanceService {

	private final StaffService staff;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Grants somebody an allowance, another one, or none any more. It counts from the
	 * next order on.
	 * @throws StaffRefused if they do not work here, or it is in another currency than
	 * the organization's
	 */
	public void grant(UUID account, @Nullable Allowance allowance) {
		staff.require(account);
		Allowance before = of(account).orElse(null);
		if (allowance == null) {
			jdbc.sql("delete from staff_allowances where organization_id = :organization and account_id = :account")
				.param("organization", tenancy.current())
				.param("account", account)
				.update();
		}
		else {
			write(account, allowance);
		}
		audit.record("staff.allowance.changed", "staff", account, values(before), values(allowance));
	}

	private void write(UUID account, Allowance allowance) {
		if (!allowance.perDay().currency().equals(organizations.current().currency())) {
			throw StaffRefused.allowance();
		}
		jdbc.sql(
				"""
						insert into staff_allowances (organization_id, account_id, per_day_minor, per_order_minor, currency, changed_at)
						values (:organization, :account, :perDay, :perOrder, :currency, :now)
						on conflict (organization_id, account_id) do update set per_day_minor = excluded.per_day_minor,
						    per_order_minor = excluded.per_order_minor, currency = excluded.currency, changed_at = excluded.changed_at
						""")
			.param("organization", tenancy.current())
			.param("account", account)
			.param("perDay", allowance.perDay().minor())
			.param("perOrder", allowance.perOrder().minor())
			.param("currency", allowance.perDay().currency())
			.param("now", Timestamp.from(clock.instant()))
			.update();
	}

	/** What somebody may take off. */
	@Transactional(readOnly = true)
	public Optional<Allowance> of(UUID account) {
		return Optional.ofNullable(all().get(account));
	}

	/** What each may take off who may take off something. */
	@Transactional(readOnly = true)
	public Map<UUID, Allowance> all() {
		Map<UUID, Allowance> all = new HashMap<>();
		jdbc.sql("""
				select account_id, per_day_minor, per_order_minor, currency from staff_allowance_facts
				where organization_id = :organization
				""").param("organization", tenancy.current()).query(row -> {
			String currency = row.getString("currency");
			all.put(row.getObject("account_id", UUID.class),
					new Allowance(new Money(row.getLong("per_day_minor"), currency),
							new Money(row.getLong("per_order_minor"), currency)));
		});
		return all;
	}

	private static Map<String, ?> values(@Nullable Allowance allowance) {
		return (allowance != null) ? Map.of("perDay", allowance.perDay(), "perOrder", allowance.perOrder())
				: Map.of("perDay", 0, "perOrder", 0);
	}

}
