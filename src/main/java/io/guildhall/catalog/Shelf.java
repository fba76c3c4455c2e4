package io.guildhall.catalog;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Where orders take limited products from, in their own transaction: stock and seats are
 * held from the order on, until they are handed over or the order lets go of them. For
 * products without any limit it asks the database nothing.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class Shelf {

	private final ShelfReading reading;

	private final StockCounter counter;

	private final FlashSaleCounter sales;

	private final Standings standings;

	private final ObjectProvider<MoneyBack> moneyBack;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * So many of a limited product.
	 *
	 * @param id of the order's line
	 * @param agreed whether a price was agreed on, which no offer changes
	 * @param sale the flash sale whose price it took
	 * @param trialLine the line by which the trial was paid that was taken off
	 */
	public record Line(UUID id, ProductId product, int quantity, boolean agreed, @Nullable UUID sale,
			@Nullable UUID trialLine) {
	}

	/**
	 * Refuses an order that can be refused already, and says which lines cost less; takes
	 * nothing.
	 * @param lines those of limited products
	 * @return offers by the lines' ids
	 * @throws CatalogRefused if a product has ended, or there are not that many, or not
	 * for this member
	 */
	@Transactional(propagation = Propagation.MANDATORY, readOnly = true)
	public Map<UUID, ShelfOffer> check(MemberId member, List<Line> lines) {
		if (lines.isEmpty()) {
			return Map.of();
		}
		Map<UUID, Long> quantities = quantities(lines, line -> line.product().id());
		LocalDate today = organizations.today();
		Instant now = clock.instant();
		List<ShelfItem> items = reading.items(member, quantities.keySet(), now);
		items.forEach(item -> item.require(quantities.getOrDefault(item.id().id(), 0L), today));
		List<UUID> onSale = ids(items, ShelfItem::onSale);
		List<UUID> credited = ids(items, ShelfItem::credited);
		Standing standing = Standing.NOBODY;
		if (!onSale.isEmpty() || items.stream().anyMatch(item -> !item.eligibility().isAll())) {
			standing = standings.of(member);
		}
		for (ShelfItem item : items) {
			item.requireFor(standing);
		}
		List<FlashItem> running = onSale.isEmpty() ? List.of() : reading.running(member, onSale, now);
		List<TrialCredit> trials = credited.isEmpty() ? List.of() : borne(reading.trials(member, credited, today));
		return ShelfOffers.of(lines, items.stream().collect(Collectors.toMap(ShelfItem::id, ShelfItem::price)), running,
				standing, trials);
	}

	/**
	 * Takes what an order wants, or refuses all of it. Late in the order's transaction:
	 * the counters stay locked until the commit, and whoever orders the same waits. So
	 * the member's own orders are counted one after the other too.
	 * @param bought those of limited products
	 * @param given what goes with them for nothing: it is held as they are, and counts
	 * against nothing of what a member may buy, now or later
	 * @throws CatalogRefused if there are not that many, or not for this member
	 */
	public void hold(UUID order, MemberId member, List<Line> bought, List<Line> given) {
		List<Line> lines = Stream.concat(bought.stream(), given.stream()).toList();
		if (lines.isEmpty()) {
			return;
		}
		Map<UUID, Long> quantities = quantities(bought, line -> line.product().id());
		quantities(lines, line -> line.product().id()).forEach((product, count) -> {
			if (!counter.take(product, count)) {
				throw refused(member, product, count);
			}
		});
		Instant now = clock.instant();
		Map<UUID, Long> fromSales = quantities(lines, Line::sale);
		fromSales.forEach((sale, count) -> {
			if (!sales.take(sale, count, now)) {
				throw CatalogRefused.saleGone();
			}
		});
		insert(order, member, bought, false, now);
		insert(order, member, given, true, now);
		requireLimits(member, quantities, fromSales, now);
	}

	/** Gives back what an order holds; what was handed over stays where it is. */
	public void release(UUID order) {
		giveBack("""
				update product_holds set state = 'RETURNED', ended_at = :now
				where organization_id = :organization and order_id = :order and state = 'HELD'
				returning product_id, quantity, sale_id
				""", Map.of("order", order));
	}

	/** Gives back what some lines of an order hold. */
	public void release(UUID order, Collection<UUID> lines) {
		if (lines.isEmpty()) {
			return;
		}
		giveBack("""
				update product_holds set state = 'RETURNED', ended_at = :now
				where organization_id = :organization and order_id = :order and state = 'HELD'
				and id = any(cast(:lines as uuid[]))
				returning product_id, quantity, sale_id
				""", Map.of("order", order, "lines", lines.stream().map(UUID::toString).toArray(String[]::new)));
	}

	/**
	 * The member has got what the order holds: a refund gives it back no more.
	 * @return how many pieces
	 */
	public long handOver(UUID order) {
		Map<UUID, Long> handed = sums(moved("""
				update product_holds set state = 'HANDED_OVER', ended_at = :now
				where organization_id = :organization and order_id = :order and state = 'HELD'
				returning product_id, quantity, sale_id
				""", Map.of("order", order)), Moved::product);
		handed.forEach(counter::handOver);
		return handed.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * The members have got what some lines hold, of whatever orders: a refund gives it
	 * back no more.
	 */
	public void handOver(Collection<UUID> lines) {
		if (lines.isEmpty()) {
			return;
		}
		sums(moved("""
				update product_holds set state = 'HANDED_OVER', ended_at = :now
				where organization_id = :organization and id = any(cast(:lines as uuid[])) and state = 'HELD'
				returning product_id, quantity, sale_id
				""", Map.of("lines", lines.stream().map(UUID::toString).toArray(String[]::new))), Moved::product)
			.forEach(counter::handOver);
	}

	/**
	 * What some lines got never left the house: it is held for their orders again. What
	 * they did not get stays as it is.
	 */
	public void takeBack(Collection<UUID> lines) {
		if (lines.isEmpty()) {
			return;
		}
		sums(moved("""
				update product_holds set state = 'HELD', ended_at = null
				where organization_id = :organization and id = any(cast(:lines as uuid[])) and state = 'HANDED_OVER'
				returning product_id, quantity, sale_id
				""", Map.of("lines", lines.stream().map(UUID::toString).toArray(String[]::new))), Moved::product)
			.forEach(counter::takeBack);
	}

	/** How many of a product are left; null where nobody counts them. */
	@Transactional(propagation = Propagation.MANDATORY, readOnly = true)
	public @Nullable Long left(ProductId product) {
		StockLevel level = counter.levels(List.of(product)).get(product);
		return (level != null) ? level.left() : null;
	}

	/** What an order holds or got, line by line. */
	@Transactional(readOnly = true)
	public List<ProductHold> of(UUID order) {
		return reading.holds(order);
	}

	/**
	 * What of lines of orders comes back, or came, though it was not refunded: by the
	 * lines' ids, without those of which nothing does.
	 */
	@Transactional(propagation = Propagation.MANDATORY, readOnly = true)
	public Map<UUID, Money> comesBack(Collection<UUID> lines) {
		Map<UUID, Money> all = new HashMap<>();
		if (!lines.isEmpty()) {
			moneyBack.orderedStream()
				.forEach(back -> back.of(lines).forEach((line, amount) -> all.merge(line, amount, Money::plus)));
		}
		return all;
	}

	/** What trials cost in the end, without those that cost nothing. */
	private List<TrialCredit> borne(List<TrialCredit> paid) {
		return TrialCredit.borne(paid, comesBack(paid.stream().map(TrialCredit::line).distinct().toList()));
	}

	/**
	 * Those of some lines that were trials and were taken off another order, which still
	 * has that price.
	 */
	@Transactional(readOnly = true)
	public Set<UUID> takenOff(Collection<UUID> lines) {
		return reading.takenOff(lines);
	}

	private static List<UUID> ids(List<ShelfItem> items, Predicate<ShelfItem> which) {
		return items.stream().filter(which).map(item -> item.id().id()).toList();
	}

	/** Behind the locked counters, where nobody else can buy for the member any more. */
	private void requireLimits(MemberId member, Map<UUID, Long> quantities, Map<UUID, Long> fromSales, Instant now) {
		if (quantities.isEmpty()) {
			return;
		}
		reading.items(member, quantities.keySet(), now).forEach(item -> {
			if (item.perMember() != null && item.had() > item.perMember()) {
				throw CatalogRefused.limitReached(item.name(), item.perMember(),
						item.had() - quantities.getOrDefault(item.id().id(), 0L));
			}
		});
		if (!fromSales.isEmpty()
				&& reading.sales(member, fromSales.keySet()).stream().anyMatch(sale -> sale.had() > sale.perMember())) {
			throw CatalogRefused.saleGone();
		}
	}

	private CatalogRefused refused(MemberId member, UUID product, long wanted) {
		ShelfItem item = reading.items(member, List.of(product), clock.instant()).get(0);
		Long left = item.left();
		return CatalogRefused.soldOut(item.name(), (left != null) ? Math.min(left, wanted - 1) : 0);
	}

	private void insert(UUID order, MemberId member, List<Line> lines, boolean given, Instant now) {
		if (lines.isEmpty()) {
			return;
		}
		try {
			jdbc.sql(
					"""
							insert into product_holds (organization_id, id, order_id, product_id, member_id, quantity, state,
							    held_at, sale_id, trial_line_id, given)
							select :organization, line.id, :order, line.product, :member, line.quantity, 'HELD', :now, line.sale,
							    line.trial, :given
							from unnest(:ids::uuid[], :products::uuid[], :quantities::int[], :sales::uuid[], :trials::uuid[])
							    as line (id, product, quantity, sale, trial)
							""")
				.param("organization", tenancy.current())
				.param("order", order)
				.param("member", member.id())
				.param("now", Timestamp.from(now))
				.param("given", given)
				.param("ids", lines.stream().map(Line::id).toArray(UUID[]::new))
				.param("products", lines.stream().map(line -> line.product().id()).toArray(UUID[]::new))
				.param("quantities", lines.stream().map(Line::quantity).toArray(Integer[]::new))
				.param("sales", lines.stream().map(Line::sale).toArray(UUID[]::new))
				.param("trials", lines.stream().map(Line::trialLine).toArray(UUID[]::new))
				.update();
		}
		catch (DuplicateKeyException taken) {
			// The one key that can be there: another order took the same trial off.
			throw CatalogRefused.trialGone();
		}
	}

	private void giveBack(String sql, Map<String, Object> parameters) {
		List<Moved> moved = moved(sql, parameters);
		sums(moved, Moved::product).forEach(counter::giveBack);
		sums(moved, Moved::sale).forEach(sales::giveBack);
	}

	private List<Moved> moved(String sql, Map<String, Object> parameters) {
		return jdbc.sql(sql)
			.params(parameters)
			.param("organization", tenancy.current())
			.param("now", Timestamp.from(clock.instant()))
			.query((row, number) -> new Moved(row.getObject("product_id", UUID.class), row.getLong("quantity"),
					row.getObject("sale_id", UUID.class)))
			.list();
	}

	private static Map<UUID, Long> quantities(List<Line> lines, Function<Line, @Nullable UUID> by) {
		return sums(lines.stream().map(line -> new Moved(by.apply(line), line.quantity(), null)).toList(),
				Moved::product);
	}

	/** In the order of the ids, in which counters are moved. */
	static Map<UUID, Long> sums(List<Moved> moved, Function<Moved, @Nullable UUID> by) {
		Map<UUID, Long> sums = new TreeMap<>(Ids.IN_ORDER);
		moved.forEach(one -> {
			UUID id = by.apply(one);
			if (id != null) {
				sums.merge(id, one.quantity(), Long::sum);
			}
		});
		return sums;
	}

	record Moved(@Nullable UUID product, long quantity, @Nullable UUID sale) {
	}

}
