package io.guildhall.catalog;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The products that imports name. */
@Service
@Transactional
@RequiredArgsConstructor
public class ImportedProducts {

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * The products of these names; those that are missing are made, archived and without
	 * a price: somebody sold them once, and nobody has said that they are for sale here.
	 * @param run names the run that asks, so that repeating it makes the same rows
	 * @param names as they stand in what is imported
	 */
	public Map<String, ProductId> ensureByName(UUID run, Collection<String> names) {
		return ensureByName(run, names, Map.of());
	}

	/**
	 * The same.
	 * @param kinds what those are that are made, by their names; goods where it does not
	 * say
	 */
	public Map<String, ProductId> ensureByName(UUID run, Collection<String> names, Map<String, ProductKind> kinds) {
		String[] stripped = names.stream()
			.map(String::strip)
			.filter(name -> !name.isEmpty())
			.distinct()
			.toArray(String[]::new);
		UUID organization = tenancy.current();
		int made = jdbc
			.sql("""
					insert into products (organization_id, id, version, name, kind, price_minor, currency, description,
					    active, created_at)
					select :organization, guildhall_id(:run, 'product/' || name), 0, name, kind, 0, :currency, '', false, :now
					from unnest(:names::text[], :kinds::text[]) as wanted (name, kind)
					on conflict do nothing
					""")
			.param("organization", organization)
			.param("run", run)
			.param("currency", organizations.current().currency())
			.param("now", Timestamp.from(clock.instant()))
			.param("names", stripped)
			.param("kinds",
					Arrays.stream(stripped)
						.map(name -> kinds.getOrDefault(name, ProductKind.GOODS).name())
						.toArray(String[]::new))
			.update();
		if (made > 0) {
			audit.record("catalog.imported", "import", run, Map.of(), Map.of("products", made));
		}
		Map<String, ProductId> found = new HashMap<>();
		jdbc.sql("select name, id from products where organization_id = :organization and name = any(:names)")
			.param("organization", organization)
			.param("names", stripped)
			.query(row -> {
				found.put(row.getString("name"), new ProductId(row.getObject("id", UUID.class)));
			});
		return found;
	}

}
