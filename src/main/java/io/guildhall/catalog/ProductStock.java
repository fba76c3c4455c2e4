package io.guildhall.catalog;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * How many there are of products: pieces of goods, seats of a camp. Every change by hand
 * has a reason and stays in the history; what orders take and give back, the
 * {@link Shelf} sees to.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class ProductStock {

	private static final long MOST = 10_000_000;

	private static final int LONGEST_REASON = 200;

	private static final int SHOWN = 20;

	private final ProductRepository products;

	private final StockCounter counter;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** How many there are of a product. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public StockLevel level(ProductId id) {
		return counter.levels(List.of(id)).getOrDefault(id, StockLevel.UNLIMITED);
	}

	/** How many there are of those products that are limited. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Map<ProductId, StockLevel> levels(Collection<ProductId> ids) {
		return counter.levels(ids);
	}

	/**
	 * Lays so many in, or takes them out. Of one that was unlimited there are so many
	 * from now on.
	 * @param number how many; negative to take them out
	 * @throws CatalogRefused if orders hold more than would remain, or the reason is
	 * missing
	 */
	@May(Permission.CATALOG_EDIT)
	public StockLevel change(ProductId id, long number, String reason) {
		if (number == 0 || Math.abs(number) > MOST) {
			throw CatalogRefused.invalidStock(MOST);
		}
		Product product = find(id);
		if (product.getKind() == ProductKind.MEMBERSHIP) {
			throw CatalogRefused.ofPlan(product.getName());
		}
		if (!product.isLimited()) {
			product.limit();
			counter.begin(id);
		}
		StockLevel after = counter.change(id, number);
		if (after == null) {
			throw CatalogRefused.stockBelowHeld(level(id).held());
		}
		write(id, number, after.onHand(), reason);
		return after;
	}

	/**
	 * Counts no more how many there are.
	 * @throws CatalogRefused if nobody did, or the reason is missing
	 */
	@May(Permission.CATALOG_EDIT)
	public StockLevel release(ProductId id, String reason) {
		Product product = find(id);
		if (!counter.release(id)) {
			throw CatalogRefused.noStock(product.getName());
		}
		write(id, null, null, reason);
		return level(id);
	}

	/** What was changed by hand, the latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<StockChange> history(ProductId id, @Nullable String after) {
		find(id);
		List<String> cursor = Slice.decode(after, 1);
		List<StockChange> rows = jdbc.sql("""
				select id, number, on_hand, reason, at, actor_name from product_stock_changes
				where organization_id = :organization and product_id = :product
				and (cast(:before as uuid) is null or id < cast(:before as uuid))
				order by id desc limit :limit
				""")
			.param("organization", tenancy.current())
			.param("product", id.id())
			.param("before", cursor.isEmpty() ? null : Slice.id(cursor, 0))
			.param("limit", SHOWN + 1)
			.query((row, number) -> new StockChange(row.getObject("id", UUID.class),
					row.getObject("number", Long.class), row.getObject("on_hand", Long.class), row.getString("reason"),
					row.getTimestamp("at").toInstant(), row.getString("actor_name")))
			.list();
		return Slice.of(rows, SHOWN, row -> List.of(row.id()));
	}

	private void write(ProductId id, @Nullable Long number, @Nullable Long onHand, String reason) {
		String stripped = reason.strip();
		if (stripped.isEmpty() || stripped.length() > LONGEST_REASON) {
			throw CatalogRefused.noReason();
		}
		Actor actor = OnBehalf.actor();
		jdbc.sql(
				"""
						insert into product_stock_changes (organization_id, id, product_id, number, on_hand, reason, at, actor_id,
						    actor_name)
						values (:organization, :id, :product, :number, :onHand, :reason, :now, :actor, :actorName)
						""")
			.param("organization", tenancy.current())
			.param("id", Ids.next())
			.param("product", id.id())
			.param("number", number)
			.param("onHand", onHand)
			.param("reason", stripped)
			.param("now", Timestamp.from(clock.instant()))
			.param("actor", actor.id())
			.param("actorName", actor.name())
			.update();
		audit.record("catalog.stock-changed", CatalogService.OBJECT, id, Map.of(),
				(number != null && onHand != null) ? Map.of("number", number, "onHand", onHand, "reason", stripped)
						: Map.of("number", "unlimited", "reason", stripped));
	}

	private Product find(ProductId id) {
		return products.findById(id).orElseThrow(() -> CatalogRefused.unknown(id));
	}

}
