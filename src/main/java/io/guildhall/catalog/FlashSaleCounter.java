package io.guildhall.catalog;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The counter of each flash sale, moved by guarded updates only, behind those of
 * {@link StockCounter} and in the order of their ids.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class FlashSaleCounter {

	private static final long MOST = 10_000_000;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Lays the stock of a sale in that nobody has bought from yet. */
	void lay(FlashSaleId sale, long stock) {
		if (stock < 1 || stock > MOST) {
			throw CatalogRefused.saleStock(MOST);
		}
		jdbc.sql("""
				insert into flash_sale_stock (organization_id, sale_id, stock, taken)
				values (:organization, :sale, :stock, 0)
				on conflict (organization_id, sale_id) do update set stock = excluded.stock
				where flash_sale_stock.taken = 0
				""").param("organization", tenancy.current()).param("sale", sale.id()).param("stock", stock).update();
	}

	/** Takes so many, or none where fewer are left, or the sale does not run now. */
	boolean take(UUID sale, long count, Instant now) {
		return jdbc.sql("""
				update flash_sale_stock set taken = taken + :count
				where organization_id = :organization and sale_id = :sale and taken + :count <= stock
				and exists (select from flash_sales f where f.organization_id = :organization and f.id = :sale
				    and f.state = 'OPEN' and f.starts_at <= :now and f.ends_at > :now)
				""")
			.param("count", count)
			.param("organization", tenancy.current())
			.param("sale", sale)
			.param("now", Timestamp.from(now))
			.update() > 0;
	}

	/** Lays so many back. */
	void giveBack(UUID sale, long count) {
		jdbc.sql("""
				update flash_sale_stock set taken = taken - :count
				where organization_id = :organization and sale_id = :sale
				""").param("count", count).param("organization", tenancy.current()).param("sale", sale).update();
	}

}
