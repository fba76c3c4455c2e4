package io.guildhall.rebate;

import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** The list of rebate programmes as a table. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class ProgrammeTable {

	private static final int AT_ONCE = 500;

	private static final List<String> HEAD = List.of("programme_id", "name", "state", "amount", "share_percent", "cap",
			"currency", "products", "first_day", "last_day", "wait_days", "per_member", "budget", "community");

	/** A share is kept in hundredths of a per cent. */
	private static final int PER_CENT = 2;

	private final RebateProgrammes programmes;

	private final CatalogService catalog;

	/**
	 * All that fit, in the order of the list; the stream stays open.
	 * @param words that the name contains
	 * @param state null for all
	 */
	@May(Permission.EXPORT)
	public void write(String words, RebateProgramme.@Nullable State state, OutputStream output) {
		try (TableWriter table = TableWriter.csv(output)) {
			table.row(HEAD);
			Slice.all(after -> programmes.slice(words, state, after, AT_ONCE), some -> write(table, some));
		}
	}

	private void write(TableWriter table, List<RebateProgramme> some) {
		Map<ProductId, ProductSummary> products = catalog
			.summaries(some.stream().flatMap(one -> one.terms().products().stream()).distinct().toList());
		for (RebateProgramme one : some) {
			RebateTerms terms = one.terms();
			table.row(Arrays.asList(one.id(), terms.name(), one.state(), major(terms.amount()),
					(terms.share() != null) ? BigDecimal.valueOf(terms.share(), PER_CENT) : null, major(terms.cap()),
					terms.currency(),
					terms.products()
						.stream()
						.map(products::get)
						.filter(Objects::nonNull)
						.map(ProductSummary::name)
						.collect(Collectors.joining("; ")),
					terms.firstDay(), terms.lastDay(), terms.waitDays(), major(terms.perMember()),
					major(terms.budget()), one.communityName()));
		}
	}

	private static @Nullable BigDecimal major(@Nullable Money money) {
		return (money != null) ? money.toMajor() : null;
	}

}
