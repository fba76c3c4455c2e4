package io.guildhall.order;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** Who finished a product, as a table. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class CourseResultTable {

	private static final int AT_ONCE = 500;

	private static final List<String> HEAD = List.of("line_id", "order_no", "member_id", "name", "product", "quantity",
			"paid_on", "finished_on", "note", "by");

	private final CourseResults results;

	private final CatalogService catalog;

	private final MemberService members;

	/**
	 * All that fit, in the order of the list; the stream stays open.
	 * @throws io.guildhall.catalog.CatalogRefused if there is no such product
	 */
	@May(Permission.EXPORT)
	public void write(ProductId product, CourseResultFilter filter, OutputStream output) {
		catalog.require(product);
		try (TableWriter table = TableWriter.csv(output)) {
			table.row(HEAD);
			Slice.all(after -> results.slice(product, filter, after, AT_ONCE), some -> write(table, some));
		}
	}

	private void write(TableWriter table, List<CourseResult> some) {
		Map<String, String> names = members.names(some.stream().map(CourseResult::member).distinct().toList());
		for (CourseResult one : some) {
			table.row(Arrays.asList(one.line(), one.number(), one.member(), names.get(one.member().toString()),
					one.name(), one.quantity(), one.paidOn(), one.finishedOn(), one.note(), one.by()));
		}
	}

}
