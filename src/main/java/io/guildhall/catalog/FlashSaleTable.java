package io.guildhall.catalog;

import java.io.OutputStream;
import java.util.List;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** The list of flash sales as a table. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class FlashSaleTable {

	private static final int AT_ONCE = 500;

	private static final List<String> HEAD = List.of("sale_id", "product_id", "product", "state", "price",
			"regular_price", "currency", "starts_at", "ends_at", "stock", "taken", "per_member");

	private final FlashSaleRows rows;

	/** All that fit, in the order of the list; the stream stays open. */
	@May(Permission.EXPORT)
	public void write(FlashSaleFilter filter, OutputStream output) {
		try (TableWriter table = TableWriter.csv(output)) {
			table.row(HEAD);
			Slice.all(after -> rows.list(filter, after, AT_ONCE), some -> some.forEach(sale -> write(table, sale)));
		}
	}

	private static void write(TableWriter table, FlashSaleDetails sale) {
		table.row(List.of(sale.id(), sale.product(), sale.productName(), sale.state(), sale.price().toMajor(),
				sale.regular().toMajor(), sale.price().currency(), sale.startsAt(), sale.endsAt(), sale.stock(),
				sale.taken(), sale.perMember()));
	}

}
