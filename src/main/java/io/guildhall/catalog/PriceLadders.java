package io.guildhall.catalog;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.member.MemberScope;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Price ladders: how many of those who bought at one step bought at the next, counted
 * when it is asked. What was paid for a trial is taken off by the {@link Shelf}.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PriceLadders {

	private static final String OBJECT = "price-ladder";

	private static final String OF_COMMUNITY = """
			and exists (select from member_group_facts s
			    join community_group_facts g on g.organization_id = :organization and g.group_id = s.group_id
			    where s.organization_id = :organization and s.member_id = l.member_id and g.community_id = :community)
			""";

	private static final String CLIMBED = """
			with bought as (
			    select step.nth, l.member_id, min(o.paid_at) as first, max(o.paid_at) as last
			    from unnest(:products::uuid[]) with ordinality as step (product, nth)
			    join order_line_facts l on l.organization_id = :organization and l.product_id = step.product
			    join order_facts o on o.organization_id = :organization and o.order_id = l.order_id
			    where o.state <> 'REFUNDED' and (l.total_minor = 0 or l.refunded_minor < l.total_minor) <limits>
			    group by step.nth, l.member_id)
			select b.nth, count(*) as buyers, count(*) filter (where n.last > b.first) as onward
			from bought b left join bought n on n.member_id = b.member_id and n.nth = b.nth + 1
			group by b.nth
			""";

	private final PriceLadderRepository ladders;

	private final ProductRepository products;

	private final StockCounter counter;

	private final MemberScope scope;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Makes a ladder.
	 * @throws CatalogRefused if something in it is not right, or another has its name
	 */
	@May(Permission.CATALOG_EDIT)
	public PriceLadderId create(NewPriceLadder wanted) {
		prepare(wanted);
		PriceLadder ladder = ladders.keep(new PriceLadder(wanted, clock.instant().truncatedTo(ChronoUnit.MICROS)));
		audit.record("catalog.ladder-created", OBJECT, ladder.getId(), Map.of(), values(ladder));
		return ladder.getId();
	}

	/**
	 * Changes a ladder.
	 * @param version on which the change was made; null to change whatever there is
	 */
	@May(Permission.CATALOG_EDIT)
	public void change(PriceLadderId id, NewPriceLadder wanted, @Nullable Long version) {
		PriceLadder ladder = find(id);
		if (version != null && version != ladder.version()) {
			throw CatalogRefused.changed();
		}
		prepare(wanted);
		Map<String, ?> before = values(ladder);
		ladder.change(wanted);
		ladders.keep(ladder);
		audit.record("catalog.ladder-changed", OBJECT, id, before, values(ladder));
	}

	/** Removes a ladder; what was taken off for trials stays so. */
	@May(Permission.CATALOG_EDIT)
	public void remove(PriceLadderId id) {
		PriceLadder ladder = find(id);
		ladders.delete(ladder);
		audit.record("catalog.ladder-removed", OBJECT, id, values(ladder), Map.of());
	}

	/**
	 * A ladder; members are counted whom who asks may see.
	 * @throws CatalogRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public PriceLadderDetails get(PriceLadderId id) {
		return details(find(id));
	}

	/** All ladders by name, without figures. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<PriceLadderDetails> all() {
		return ladders.findAllByOrderByName().stream().map(ladder -> details(ladder, Map.of())).toList();
	}

	/** All products are there; one that a credit makes cheaper is asked of the shelf. */
	private void prepare(NewPriceLadder wanted) {
		wanted.rungs().values().forEach(id -> {
			if (products.findById(id).isEmpty()) {
				throw CatalogRefused.unknown(id);
			}
		});
		ProductId full = wanted.rungs().get(LadderRung.FULL);
		if (wanted.creditDays() != null && full != null) {
			Product product = products.findById(full).orElseThrow(() -> CatalogRefused.unknown(full));
			if (product.getKind() == ProductKind.MEMBERSHIP) {
				throw CatalogRefused.ofPlan(product.getName());
			}
			product.limit();
			counter.begin(full);
		}
	}

	private PriceLadderDetails details(PriceLadder ladder) {
		List<UUID> steps = ladder.rungs().values().stream().map(ProductId::id).toList();
		MemberScope.Limit limited = scope.on("l.member_id");
		UUID community = ladder.getCommunityId();
		Map<Integer, Climbed> climbed = new HashMap<>();
		jdbc.sql(CLIMBED.replace("<limits>", limited.sql() + ((community != null) ? OF_COMMUNITY : "")))
			.params(limited.parameters())
			.params((community != null) ? Map.of("community", community) : Map.of())
			.param("organization", tenancy.current())
			.param("products", steps.toArray(UUID[]::new))
			.query(row -> {
				climbed.put(row.getInt("nth") - 1, new Climbed(row.getLong("buyers"), row.getLong("onward")));
			});
		return details(ladder, climbed);
	}

	private PriceLadderDetails details(PriceLadder ladder, Map<Integer, Climbed> climbed) {
		Map<ProductId, Product> known = new HashMap<>();
		products.findAllByIdIn(ladder.rungs().values()).forEach(product -> known.put(product.getId(), product));
		List<PriceLadderDetails.Step> steps = new ArrayList<>();
		ladder.rungs().forEach((rung, id) -> {
			Product product = Objects.requireNonNull(known.get(id));
			Climbed at = climbed.getOrDefault(steps.size(), Climbed.NOBODY);
			steps.add(new PriceLadderDetails.Step(rung, id, product.getName(), product.getPrice(), at.buyers(),
					at.onward()));
		});
		return new PriceLadderDetails(ladder.getId(), ladder.getName(), ladder.getCommunityId(), List.copyOf(steps),
				ladder.getCreditDays(), ladder.version());
	}

	private PriceLadder find(PriceLadderId id) {
		return ladders.findById(id).orElseThrow(() -> CatalogRefused.unknownLadder(id));
	}

	private static Map<String, ?> values(PriceLadder ladder) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("name", ladder.getName());
		values.put("days", (ladder.getCreditDays() != null) ? ladder.getCreditDays() : "");
		values.put("steps", ladder.rungs());
		return values;
	}

	private record Climbed(long buyers, long onward) {

		static final Climbed NOBODY = new Climbed(0, 0);

	}

}
