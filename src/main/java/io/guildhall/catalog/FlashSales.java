package io.guildhall.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/**
 * Flash sales: made as drafts, opened by somebody, and over by the clock. Orders take
 * their price through the {@link Shelf}.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class FlashSales {

	private static final String OBJECT = "flash-sale";

	private final FlashSaleRepository sales;

	private final FlashSaleRows rows;

	private final FlashSaleCounter counter;

	private final StockCounter stock;

	private final ProductRepository products;

	private final Standings standings;

	private final AuditTrail audit;

	private final Clock clock;

	/**
	 * Makes a draft.
	 * @throws CatalogRefused if there is no such product, it is a membership, or
	 * something in it is not right
	 */
	@May(Permission.CATALOG_EDIT)
	public FlashSaleId create(NewFlashSale wanted) {
		Product product = product(wanted.product());
		standings.requireKnown(wanted.eligibility(), Eligibility.ALL);
		FlashSale sale = sales.save(new FlashSale(wanted, product.getPrice(), now()));
		counter.lay(sale.getId(), wanted.stock());
		audit.record("catalog.sale-created", OBJECT, sale.getId(), Map.of(), values(sale, wanted.stock()));
		return sale.getId();
	}

	/**
	 * Changes a draft; its product stays.
	 * @param version on which the change was made; null to change whatever there is
	 */
	@May(Permission.CATALOG_EDIT)
	public void change(FlashSaleId id, NewFlashSale wanted, @Nullable Long version) {
		FlashSale sale = find(id);
		if (version != null && version != sale.version()) {
			throw CatalogRefused.changed();
		}
		standings.requireKnown(wanted.eligibility(), sale.getEligibility());
		Map<String, ?> before = values(sale, get(id).stock());
		sale.change(wanted, product(sale.getProduct()).getPrice());
		counter.lay(id, wanted.stock());
		audit.record("catalog.sale-changed", OBJECT, id, before, values(sale, wanted.stock()));
	}

	/**
	 * Opens a draft: from its beginning on orders take its price.
	 * @throws CatalogRefused if it was opened before, its time is over, or its product is
	 * not for sale
	 */
	@May(Permission.CATALOG_EDIT)
	public void open(FlashSaleId id) {
		FlashSale sale = find(id);
		sale.open(now());
		Product product = product(sale.getProduct());
		if (!product.isActive()) {
			throw CatalogRefused.saleOfArchived(product.getName());
		}
		if (!product.isLimited()) {
			product.limit();
			stock.begin(product.getId());
		}
		audit.record("catalog.sale-opened", OBJECT, id, Map.of("state", "DRAFT"), Map.of("state", "OPEN"));
	}

	/**
	 * Calls a sale off; what was ordered keeps its price.
	 * @throws CatalogRefused if its time is over, or it was called off before
	 */
	@May(Permission.CATALOG_EDIT)
	public void callOff(FlashSaleId id) {
		FlashSale sale = find(id);
		FlashSale.Kept before = sale.getState();
		sale.cancel(now());
		audit.record("catalog.sale-cancelled", OBJECT, id, Map.of("state", before), Map.of("state", "CANCELLED"));
	}

	/**
	 * A sale with its counter.
	 * @throws CatalogRefused if there is none
	 */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public FlashSaleDetails get(FlashSaleId id) {
		return rows.find(id).orElseThrow(() -> CatalogRefused.unknownSale(id));
	}

	/** Sales by their beginning, the latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<FlashSaleDetails> list(FlashSaleFilter filter, @Nullable String after) {
		return rows.list(filter, after, Slice.PAGE);
	}

	/** What orders took at its price, the latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<ProductHold> holds(FlashSaleId id) {
		get(id);
		return rows.holds(id);
	}

	private FlashSale find(FlashSaleId id) {
		return sales.findById(id).orElseThrow(() -> CatalogRefused.unknownSale(id));
	}

	private Product product(ProductId id) {
		Product product = products.findById(id).orElseThrow(() -> CatalogRefused.unknown(id));
		if (product.getKind() == ProductKind.MEMBERSHIP) {
			throw CatalogRefused.ofPlan(product.getName());
		}
		return product;
	}

	private Instant now() {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static Map<String, ?> values(FlashSale sale, long stock) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("price", sale.getPrice().toString());
		values.put("startsAt", sale.getStartsAt());
		values.put("endsAt", sale.getEndsAt());
		values.put("stock", stock);
		values.put("perMember", sale.getPerMember());
		values.put("eligibility", sale.getEligibility());
		return values;
	}

}
