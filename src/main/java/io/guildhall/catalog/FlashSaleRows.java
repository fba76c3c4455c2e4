package io.guildhall.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberScope;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Reads flash sales with their counters, as pages and programs see them. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class FlashSaleRows {

	private static final String SALES = """
			select f.id, f.product_id, p.name, f.price_minor, f.currency, p.price_minor as regular_minor, f.starts_at,
			    f.ends_at, s.stock, s.taken, f.per_member, cast(f.eligibility as text) as eligibility, f.state, f.created_at,
			    f.version
			from flash_sales f
			join products p on p.organization_id = :organization and p.id = f.product_id
			join flash_sale_stock s on s.organization_id = :organization and s.sale_id = f.id
			where f.organization_id = :organization
			""";

	/** The rule of {@link FlashSale.Kept#at}, for sets. */
	private static final String STATE = """
			case when f.state <> 'OPEN' then f.state when f.ends_at <= :now then 'ENDED' when :now < f.starts_at then 'PLANNED'
			    when s.taken < s.stock then 'RUNNING' else 'SOLD_OUT' end""";

	private final JdbcClient jdbc;

	private final MemberScope scope;

	private final Tenancy tenancy;

	private final Clock clock;

	Optional<FlashSaleDetails> find(FlashSaleId id) {
		return jdbc.sql(SALES + " and f.id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(this::details)
			.optional();
	}

	/** By their beginning, the latest first. */
	Slice<FlashSaleDetails> list(FlashSaleFilter filter, @Nullable String after, int size) {
		ProductId product = filter.product();
		List<FlashSaleDetails> rows = jdbc.sql(SALES + """
				and (cast(:product as uuid) is null or f.product_id = cast(:product as uuid))
				and position(lower(:words) in lower(p.name)) > 0
				and (cast(:state as text) is null or %s = cast(:state as text))
				and (cast(:at as timestamptz) is null
				    or (f.starts_at, f.id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by f.starts_at desc, f.id desc limit :limit
				""".formatted(STATE))
			.param("organization", tenancy.current())
			.param("product", (product != null) ? product.id() : null)
			.param("words", (filter.words() != null) ? filter.words().strip() : "")
			.param("state", (filter.state() != null) ? filter.state().name() : null)
			.param("now", Timestamp.from(clock.instant()))
			.params(Slice.byTime(after))
			.param("limit", size + 1)
			.query(this::details)
			.list();
		return Slice.of(rows, size, row -> List.of(row.startsAt(), row.id()));
	}

	/**
	 * What was taken at its price by those whom who asks may see: a page of the latest.
	 */
	List<ProductHold> holds(FlashSaleId id) {
		MemberScope.Limit limited = scope.on("h.member_id");
		return jdbc
			.sql(ShelfReading.HOLDS + limited.sql()
					+ " and h.sale_id = :sale order by h.held_at desc, h.id limit :limit")
			.params(limited.parameters())
			.param("organization", tenancy.current())
			.param("sale", id.id())
			.param("limit", Slice.PAGE)
			.query(ShelfReading::hold)
			.list();
	}

	private FlashSaleDetails details(ResultSet row, int number) throws SQLException {
		Instant startsAt = row.getTimestamp("starts_at").toInstant();
		Instant endsAt = row.getTimestamp("ends_at").toInstant();
		long stock = row.getLong("stock");
		long taken = row.getLong("taken");
		String currency = row.getString("currency");
		return new FlashSaleDetails(new FlashSaleId(row.getObject("id", UUID.class)),
				new ProductId(row.getObject("product_id", UUID.class)), row.getString("name"),
				new Money(row.getLong("price_minor"), currency), new Money(row.getLong("regular_minor"), currency),
				startsAt, endsAt, stock, taken, row.getInt("per_member"),
				ShelfReading.eligibility(row.getString("eligibility")),
				FlashSale.Kept.valueOf(row.getString("state")).at(clock.instant(), startsAt, endsAt, stock - taken),
				row.getTimestamp("created_at").toInstant(), row.getLong("version"));
	}

}
