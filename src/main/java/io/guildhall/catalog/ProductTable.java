package io.guildhall.catalog;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** The list of products as a table. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class ProductTable {

	private static final int AT_ONCE = 500;

	/** Without what things cost, which is nobody's business who only sells them. */
	private static final List<String> HEAD = List.of("product_id", "name", "kind", "price", "currency", "for_sale",
			"on_hand", "held");

	private final CatalogService catalog;

	private final StockCounter counter;

	/**
	 * All that fit, in the order of the list; the stream stays open.
	 * @param words that the name or the SKU contains
	 * @param active on the shelf, or not
	 */
	@May(Permission.EXPORT)
	public void write(String words, boolean active, OutputStream output) {
		try (TableWriter table = TableWriter.csv(output)) {
			table.row(HEAD);
			Slice.all(after -> catalog.slice(words, active, after, AT_ONCE), some -> write(table, some));
		}
	}

	private void write(TableWriter table, List<ProductSummary> some) {
		Map<ProductId, StockLevel> levels = counter
			.levels(some.stream().filter(ProductSummary::limited).map(ProductSummary::id).toList());
		for (ProductSummary one : some) {
			StockLevel level = levels.get(one.id());
			table.row(Arrays.asList(one.id(), one.name(), one.kind(), one.price().toMajor(), one.price().currency(),
					one.active(), (level != null) ? level.onHand() : null, (level != null) ? level.held() : null));
		}
	}

}
