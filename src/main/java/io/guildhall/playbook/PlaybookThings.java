package io.guildhall.playbook;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.catalog.ProductId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Reads what there is for products already; what has ended counts no more. */
@Component
@RequiredArgsConstructor
class PlaybookThings {

	/** Whoever was asked to talk to members is asked again after that. */
	private static final Duration ASKED_FOR = Duration.ofDays(30);

	private static final String THINGS = """
			select 'COUPON' as step, b.product_id, b.batch_id as id, b.name, b.state = 'ACTIVE' as open, null::int as count
			    from coupon_batch_product_facts b
			    where b.organization_id = :organization and b.product_id = any(cast(:products as uuid[]))
			    and b.state <> 'ENDED' and (b.last_day is null or b.last_day >= :today)
			union all
			select 'FLASH_SALE', s.product_id, s.sale_id, null, s.state = 'OPEN', null
			    from catalog_sale_facts s
			    where s.organization_id = :organization and s.product_id = any(cast(:products as uuid[]))
			    and s.state <> 'CANCELLED' and s.ends_at > :now
			union all
			select 'SAMPLE', g.full_id, g.sample_id, p.name, true, null
			    from catalog_sample_facts g
			    join catalog_facts p on p.organization_id = :organization and p.product_id = g.sample_id
			    where g.organization_id = :organization and g.full_id = any(cast(:products as uuid[]))
			    and g.ended_at is null
			union all
			select 'REBATE', r.product_id, r.programme_id, r.name, r.state = 'ACTIVE', null
			    from rebate_programme_product_facts r
			    where r.organization_id = :organization and r.product_id = any(cast(:products as uuid[]))
			    and r.state <> 'ENDED' and r.last_day >= :today
			union all
			select 'LADDER', l.full_id, l.ladder_id, l.name, true, null
			    from catalog_ladder_facts l
			    where l.organization_id = :organization and l.full_id = any(cast(:products as uuid[]))
			union all
			select 'ONE_TO_ONE', t.product_id, null, null, true, t.asked
			    from playbook_products t
			    where t.organization_id = :organization and t.product_id = any(cast(:products as uuid[]))
			    and t.asked_at > :asked
			order by step, id
			""";

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** What there is for a product. */
	List<PlaybookThing> of(ProductId product) {
		return of(List.of(product)).getOrDefault(product, List.of());
	}

	/** What there is for each; who is missing has nothing. */
	Map<ProductId, List<PlaybookThing>> of(Collection<ProductId> products) {
		Instant now = clock.instant();
		Map<ProductId, List<PlaybookThing>> things = new HashMap<>();
		jdbc.sql(THINGS)
			.param("organization", tenancy.current())
			.param("products", products.stream().map(ProductId::toString).toArray(String[]::new))
			.param("today", organizations.today())
			.param("now", Timestamp.from(now))
			.param("asked", Timestamp.from(now.minus(ASKED_FOR)))
			.query(row -> {
				ProductId product = new ProductId(row.getObject("product_id", UUID.class));
				things.computeIfAbsent(product, id -> new ArrayList<>())
					.add(new PlaybookThing(PlaybookStep.valueOf(row.getString("step")), row.getObject("id", UUID.class),
							row.getString("name"), row.getBoolean("open"), row.getObject("count", Integer.class)));
			});
		return things;
	}

	/** The product that a sample is to sell now; null for none. */
	@Nullable String soldBy(ProductId sample, ProductId other) {
		return jdbc.sql("""
				select p.name from catalog_sample_facts g
				join catalog_facts p on p.organization_id = :organization and p.product_id = g.full_id
				where g.organization_id = :organization and g.sample_id = :sample and g.ended_at is null
				and g.full_id <> :other
				""")
			.param("organization", tenancy.current())
			.param("sample", sample.id())
			.param("other", other.id())
			.query(String.class)
			.optional()
			.orElse(null);
	}

	/**
	 * Locks the product for who sets something up for it: another one waits, and then
	 * finds what was made.
	 */
	void lock(ProductId product) {
		jdbc.sql("""
				insert into playbook_products (organization_id, product_id, set_up_at)
				values (:organization, :product, :now)
				on conflict (organization_id, product_id) do update set set_up_at = excluded.set_up_at
				""")
			.param("organization", tenancy.current())
			.param("product", product.id())
			.param("now", Timestamp.from(clock.instant()))
			.update();
	}

	/** Writes down how many were asked to talk to members. */
	void asked(ProductId product, int count) {
		jdbc.sql("""
				update playbook_products set asked_at = :now, asked = :count
				where organization_id = :organization and product_id = :product
				""")
			.param("now", Timestamp.from(clock.instant()))
			.param("count", count)
			.param("organization", tenancy.current())
			.param("product", product.id())
			.update();
	}

}
