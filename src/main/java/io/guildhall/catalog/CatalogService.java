package io.guildhall.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Keeps the products. */
@Service
@Transactional
@RequiredArgsConstructor
public class CatalogService {

	static final String OBJECT = "product";

	private static final String NONE = "";

	private final ProductRepository products;

	private final StockCounter counter;

	private final Standings standings;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Adds a product.
	 * @throws CatalogRefused if another has its name, or if it is a membership: those are
	 * made by their plan
	 */
	@May(Permission.CATALOG_EDIT)
	public ProductId create(NewProduct product) {
		if (product.kind() == ProductKind.MEMBERSHIP) {
			throw CatalogRefused.ofPlan(product.name());
		}
		return add(product);
	}

	/** Adds the product of something that another module keeps, such as a plan. */
	public ProductId createFor(ProductKind kind, String name, Money price) {
		return add(new NewProduct(name, kind, price, null));
	}

	/**
	 * Changes a product.
	 * @param version on which the change was made; null to change whatever there is
	 */
	@May(Permission.CATALOG_EDIT)
	public void change(ProductId id, NewProduct change, @Nullable Long version) {
		Product product = find(id);
		if (version != null && version != product.version()) {
			throw CatalogRefused.changed();
		}
		if (product.getKind() == ProductKind.MEMBERSHIP) {
			throw CatalogRefused.ofPlan(product.getName());
		}
		rewrite(product, change);
	}

	/** Changes the product of something that another module keeps. */
	public void changeFor(ProductId id, String name, Money price, boolean active) {
		Product product = find(id);
		rewrite(product, new NewProduct(name, product.getKind(), price, product.getDescription()));
		setShelf(product, active);
	}

	/** Takes a product off the shelf; what was sold of it stays as it is. */
	@May(Permission.CATALOG_EDIT)
	public void archive(ProductId id) {
		setShelf(find(id), false);
	}

	/** Puts a product back on the shelf. */
	@May(Permission.CATALOG_EDIT)
	public void restore(ProductId id) {
		setShelf(find(id), true);
	}

	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public ProductDetails get(ProductId id) {
		StockLevel stock = counter.levels(List.of(id)).getOrDefault(id, StockLevel.UNLIMITED);
		return ProductDetails.of(find(id), stock, OnBehalf.may(Permission.CATALOG_EDIT));
	}

	/** What can be asked of members who want to buy. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public EligibilityChoices eligibilityChoices() {
		return standings.choices();
	}

	/** The products on the shelf, by name. */
	@Transactional(readOnly = true)
	public List<ProductSummary> active() {
		return products.findAllByActiveTrueOrderByName().stream().map(ProductSummary::of).toList();
	}

	/**
	 * The product, on the shelf or not.
	 * @throws CatalogRefused if there is none
	 */
	@Transactional(readOnly = true)
	public ProductSummary require(ProductId id) {
		return ProductSummary.of(find(id));
	}

	/**
	 * What a product has beside its name and price, on the shelf or not.
	 * @throws CatalogRefused if there is none
	 */
	@Transactional(readOnly = true)
	public ProductTraits traits(ProductId id) {
		return find(id).traits();
	}

	/** Those of the products that exist. */
	@Transactional(readOnly = true)
	public Map<ProductId, ProductSummary> summaries(Collection<ProductId> ids) {
		// Not as entities: orders ask at each sale, and nothing of them is changed here.
		return jdbc.sql("""
				select id, name, kind, price_minor, currency, active, limited from products
				where organization_id = :organization and id = any(:ids)
				""")
			.param("organization", tenancy.current())
			.param("ids", ids.stream().map(ProductId::id).toArray(UUID[]::new))
			.query(CatalogService::summary)
			.list()
			.stream()
			.collect(Collectors.toMap(ProductSummary::id, product -> product));
	}

	/**
	 * A stretch of the products by name.
	 * @param words that the name or the SKU contains; null for all
	 * @param active on the shelf, or not
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<ProductSummary> list(@Nullable String words, boolean active, @Nullable String after) {
		return slice(words, active, after, Slice.PAGE);
	}

	Slice<ProductSummary> slice(@Nullable String words, boolean active, @Nullable String after, int size) {
		List<String> key = Slice.decode(after, 1);
		String part = (words != null) ? words.strip() : "";
		List<ProductSummary> rows = jdbc.sql("""
				select id, name, kind, price_minor, currency, active, limited from products
				where organization_id = :organization and active = :active and name > :after
				    and (position(lower(:words) in lower(name)) > 0 or position(lower(:words) in lower(sku)) > 0)
				order by name limit :limit
				""")
			.param("organization", tenancy.current())
			.param("active", active)
			.param("after", key.isEmpty() ? "" : key.get(0))
			.param("words", part)
			.param("limit", size + 1)
			.query(CatalogService::summary)
			.list();
		return Slice.of(rows, size, product -> List.of(product.name()));
	}

	private ProductId add(NewProduct product) {
		requireOwnCurrency(product);
		standings.requireKnown(product.traits().eligibility(), Eligibility.ALL);
		Product added = products.keep(new Product(product, clock.instant()));
		begin(added);
		audit.record("catalog.created", OBJECT, added.getId(), Map.of(), values(added));
		recordCost(added, null);
		return added.getId();
	}

	private void rewrite(Product product, NewProduct change) {
		requireOwnCurrency(change);
		standings.requireKnown(change.traits().eligibility(), product.getEligibility());
		requireSampleOnce(product, change);
		Map<String, ?> before = values(product);
		Money cost = product.traits().cost();
		product.change(change);
		products.keep(product);
		begin(product);
		recordCost(product, cost);
		if (!before.equals(values(product))) {
			audit.record("catalog.changed", OBJECT, product.getId(), before, values(product));
		}
	}

	private void setShelf(Product product, boolean active) {
		if (product.isActive() == active) {
			return;
		}
		if (active) {
			product.restore();
		}
		else {
			product.archive();
		}
		audit.record(active ? "catalog.restored" : "catalog.archived", OBJECT, product.getId(),
				Map.of("active", !active), Map.of("active", active));
	}

	/** As long as its programme runs, a sample is one, and each member gets one. */
	private void requireSampleOnce(Product product, NewProduct change) {
		Integer limit = change.traits().perMember();
		if (product.getKind() != ProductKind.SAMPLE
				|| (change.kind() == ProductKind.SAMPLE && limit != null && limit == 1)) {
			return;
		}
		boolean runs = jdbc.sql("""
				select exists (select from sample_programmes
				    where organization_id = :organization and sample_id = :sample and ended_at is null)
				""")
			.param("organization", tenancy.current())
			.param("sample", product.getId().id())
			.query(Boolean.class)
			.single();
		if (runs) {
			throw CatalogRefused.sampleOnce(product.getName());
		}
	}

	/** Who is limited has a counter, which orders lock. */
	private void begin(Product product) {
		if (product.isLimited()) {
			counter.begin(product.getId());
		}
	}

	private void requireOwnCurrency(NewProduct product) {
		String own = organizations.current().currency();
		Money cost = product.traits().cost();
		if (!product.price().currency().equals(own) || (cost != null && !cost.currency().equals(own))) {
			throw CatalogRefused.otherCurrency((cost != null && product.price().currency().equals(own))
					? cost.currency() : product.price().currency(), own);
		}
	}

	/**
	 * What things cost is nobody's business who only sells them, so it stands apart from
	 * the product's history.
	 */
	private void recordCost(Product product, @Nullable Money before) {
		Money after = product.traits().cost();
		if (!Objects.equals(before, after)) {
			audit.record("catalog.cost-changed", "product-cost", product.getId(), Map.of("cost", text(before)),
					Map.of("cost", text(after)));
		}
	}

	private static Map<String, ?> values(Product product) {
		ProductTraits traits = product.traits();
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("name", product.getName());
		values.put("kind", product.getKind().name());
		values.put("price", product.getPrice().toString());
		values.put("sku", text(traits.sku()));
		values.put("firstDay", text(traits.startsOn()));
		values.put("lastDay", text(traits.endsOn()));
		values.put("minutes", text(traits.minutes()));
		values.put("uses", text(traits.uses()));
		values.put("validDays", text(traits.validDays()));
		values.put("perMember", text(traits.perMember()));
		values.put("eligibility", traits.eligibility());
		return values;
	}

	private static ProductSummary summary(ResultSet row, int number) throws SQLException {
		return new ProductSummary(new ProductId(row.getObject("id", UUID.class)), row.getString("name"),
				ProductKind.valueOf(row.getString("kind")),
				new Money(row.getLong("price_minor"), row.getString("currency")), row.getBoolean("active"),
				row.getBoolean("limited"));
	}

	private static String text(@Nullable Object value) {
		return (value != null) ? value.toString() : NONE;
	}

	private Product find(ProductId id) {
		return products.findById(id).orElseThrow(() -> CatalogRefused.unknown(id));
	}

}
