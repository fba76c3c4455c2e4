package io.guildhall.playbook;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** All products by their bands, with what each misses next. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class PlaybookListing {

	private final PlaybookService playbook;

	private final PlaybookThings things;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * A product in the list.
	 *
	 * @param obstacle why nothing can be set up; null where something can
	 * @param next the first step that is missing; null where none is, or there is an
	 * obstacle
	 * @param set how many steps of its way there are
	 * @param steps how many its way has
	 */
	public record Row(PlaybookProduct product, PriceBand band, @Nullable Obstacle obstacle, @Nullable PlaybookStep next,
			int set, int steps) {
	}

	/**
	 * Products that are for sale, without samples and plans, the dearest first.
	 * @param band null for all
	 */
	@May(Permission.CATALOG_EDIT)
	public Slice<Row> list(@Nullable PriceBand band, @Nullable String after) {
		BandLimits limits = playbook.limits();
		List<String> cursor = Slice.decode(after, 2);
		List<PlaybookProduct> products = jdbc.sql("""
				select product_id, name, kind, price_minor, cost_minor, currency from catalog_facts
				where organization_id = :organization and active and kind not in ('SAMPLE', 'MEMBERSHIP')
				and price_minor > 0
				and price_minor between :least and :most
				and (:first or (price_minor, product_id) < (:price, cast(:id as uuid)))
				order by price_minor desc, product_id desc limit :limit
				""")
			.param("organization", tenancy.current())
			.param("least", least(band, limits))
			.param("most", most(band, limits))
			.param("first", cursor.isEmpty())
			.param("price", Slice.number(cursor, 0, 0))
			.param("id", cursor.isEmpty() ? null : Slice.id(cursor, 1))
			.param("limit", Slice.PAGE + 1)
			.query((row, number) -> {
				String currency = row.getString("currency");
				Long cost = row.getObject("cost_minor", Long.class);
				return new PlaybookProduct(new ProductId(row.getObject("product_id", UUID.class)),
						row.getString("name"), ProductKind.valueOf(row.getString("kind")),
						new Money(row.getLong("price_minor"), currency),
						(cost != null) ? new Money(cost, currency) : null, true);
			})
			.list();
		Map<ProductId, List<PlaybookThing>> there = things.of(products.stream().map(PlaybookProduct::id).toList());
		return Slice.of(products.stream()
			.map(product -> row(product, limits.band(product.price()), there.getOrDefault(product.id(), List.of())))
			.toList(), Slice.PAGE, row -> List.of(row.product().price().minor(), row.product().id()));
	}

	private static Row row(PlaybookProduct product, PriceBand band, List<PlaybookThing> there) {
		List<PlaybookStep> way = band.steps();
		List<PlaybookStep> missing = way.stream()
			.filter(step -> there.stream().noneMatch(thing -> thing.step() == step))
			.toList();
		Obstacle obstacle = product.obstacle();
		return new Row(product, band, obstacle, (obstacle == null && !missing.isEmpty()) ? missing.get(0) : null,
				way.size() - missing.size(), way.size());
	}

	private static long least(@Nullable PriceBand band, BandLimits limits) {
		if (band == PriceBand.MIDDLE) {
			return limits.low().minor() + 1;
		}
		return (band == PriceBand.HIGH) ? limits.high().minor() : 0;
	}

	private static long most(@Nullable PriceBand band, BandLimits limits) {
		if (band == PriceBand.MIDDLE) {
			return limits.high().minor() - 1;
		}
		return (band == PriceBand.LOW) ? limits.low().minor() : Long.MAX_VALUE;
	}

}
