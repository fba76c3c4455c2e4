package io.guildhall.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The counter of each limited product. It is moved by guarded updates only, late in a
 * transaction, since the row stays locked until the commit; who moves several moves them
 * in the order of their ids, so that nobody waits in a circle.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class StockCounter {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Begins to count a product, as unlimited; one that is counted stays as it is. */
	void begin(ProductId product) {
		jdbc.sql("""
				insert into product_stock (organization_id, product_id, stock, taken, handed)
				values (:organization, :product, null, 0, 0) on conflict do nothing
				""").param("organization", tenancy.current()).param("product", product.id()).update();
	}

	/** Takes so many, or none where fewer are left. */
	boolean take(UUID product, long count) {
		return jdbc.sql("""
				update product_stock set taken = taken + :count
				where organization_id = :organization and product_id = :product
				and (stock is null or taken + :count <= stock)
				""")
			.param("count", count)
			.param("organization", tenancy.current())
			.param("product", product)
			.update() > 0;
	}

	/** Lays so many back that were taken and not handed over. */
	void giveBack(UUID product, long count) {
		jdbc.sql("""
				update product_stock set taken = taken - :count
				where organization_id = :organization and product_id = :product
				""").param("count", count).param("organization", tenancy.current()).param("product", product).update();
	}

	/** So many of those that were taken are gone. */
	void handOver(UUID product, long count) {
		jdbc.sql("""
				update product_stock set handed = handed + :count
				where organization_id = :organization and product_id = :product
				""").param("count", count).param("organization", tenancy.current()).param("product", product).update();
	}

	/** So many that were handed over are here again, and held as before. */
	void takeBack(UUID product, long count) {
		jdbc.sql("""
				update product_stock set handed = handed - :count
				where organization_id = :organization and product_id = :product
				""").param("count", count).param("organization", tenancy.current()).param("product", product).update();
	}

	/**
	 * Lays so many in, or takes them out; one that was unlimited has so many from now on.
	 * @return how many there are now; null if orders hold more
	 */
	@Nullable StockLevel change(ProductId product, long number) {
		Optional<StockLevel> after = jdbc.sql("""
				update product_stock set stock = coalesce(stock, taken) + :number
				where organization_id = :organization and product_id = :product
				and coalesce(stock, taken) + :number >= taken
				returning product_id, stock, taken, handed
				""")
			.param("number", number)
			.param("organization", tenancy.current())
			.param("product", product.id())
			.query(StockCounter::level)
			.optional();
		return after.orElse(null);
	}

	/** Counts no more how many there are; false where nobody did. */
	boolean release(ProductId product) {
		return jdbc.sql("""
				update product_stock set stock = null
				where organization_id = :organization and product_id = :product and stock is not null
				""").param("organization", tenancy.current()).param("product", product.id()).update() > 0;
	}

	/** Where the counters stand now; they may have moved when the answer arrives. */
	Map<ProductId, StockLevel> levels(Collection<ProductId> products) {
		Map<ProductId, StockLevel> levels = new HashMap<>();
		jdbc.sql("""
				select product_id, stock, taken, handed from product_stock
				where organization_id = :organization and product_id = any(cast(:products as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("products", products.stream().map(ProductId::toString).toArray(String[]::new))
			.query(row -> {
				levels.put(new ProductId(row.getObject("product_id", UUID.class)), level(row, 0));
			});
		return levels;
	}

	private static StockLevel level(ResultSet row, int number) throws SQLException {
		Long stock = row.getObject("stock", Long.class);
		long handed = row.getLong("handed");
		return new StockLevel((stock != null) ? stock - handed : null, row.getLong("taken") - handed, handed);
	}

}
