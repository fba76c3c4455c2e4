package io.guildhall.benefit;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductKind;
import io.guildhall.order.OrderDetails;
import io.guildhall.order.OrderFollower;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderPromise;
import io.guildhall.order.Unpromised;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Gives what an order bought to be used once it is paid, and takes back of it what is
 * paid back: in the order's own transaction. What is booked of memberships that were paid
 * back goes with them. Of what the staff finished the rest lapses.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class PurchaseFollower implements OrderFollower {

	private static final Set<ProductKind> USED = EnumSet.of(ProductKind.CONSULTATION, ProductKind.SERVICE,
			ProductKind.CAMP);

	private final PurchaseRows rows;

	private final PurchaseBookings bookings;

	private final BenefitReading reading;

	private final BenefitPromises promises;

	private final CatalogService catalog;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** What is not paid gives nothing. */
	@Override
	public List<OrderPromise> placed(OrderDetails order, Unpromised left) {
		return List.of();
	}

	@Override
	public void paid(OrderDetails order) {
		List<Purchase> bought = order.lines().stream().flatMap(line -> bought(order, line).stream()).toList();
		if (!bought.isEmpty()) {
			bought.forEach(rows::add);
			promises.count(bought.stream().map(Purchase::line).toList(), organizations.today());
		}
	}

	/**
	 * Whoever uses something of the order from now on waits until the refund is done, and
	 * finds what it left.
	 */
	@Override
	public Map<UUID, Money> unused(OrderId order) {
		List<UUID> lines = rows.ofOrder(order).stream().map(Purchase::line).toList();
		List<UUID> held = Stream.concat(lines.stream(), memberships(order).stream()).toList();
		if (!held.isEmpty()) {
			bookings.hold(held);
		}
		if (lines.isEmpty()) {
			return Map.of();
		}
		Map<UUID, Long> used = rows.used(lines, clock.instant());
		Map<UUID, Money> unused = new HashMap<>();
		rows.ofOrder(order)
			.stream()
			.filter(purchase -> used.containsKey(purchase.line()))
			.forEach(purchase -> unused.put(purchase.line(),
					purchase.unused(Objects.requireNonNull(used.get(purchase.line())))));
		return unused;
	}

	@Override
	public void refunded(OrderId order, UUID refund, Instant at) {
		List<UUID> memberships = memberships(order);
		if (!memberships.isEmpty()) {
			bookings.cutMemberships(memberships);
		}
		List<Purchase> its = rows.ofOrder(order);
		if (its.isEmpty()) {
			return;
		}
		Map<UUID, Money> left = left(order);
		boolean whole = isWhole(order);
		List<Purchase> after = its.stream()
			.map(purchase -> purchase.after(left.getOrDefault(purchase.line(), purchase.kept()), whole))
			.toList();
		after.forEach(rows::keep);
		bookings.cut(after);
		promises.count(after.stream().map(Purchase::line).toList(), organizations.today());
	}

	/** It was never paid, so it gave nothing. */
	@Override
	public void closed(OrderId order, Instant at) {
	}

	@Override
	public Map<UUID, Long> left(Collection<UUID> lines) {
		List<Purchase> some = rows.ofLines(lines);
		if (some.isEmpty()) {
			return Map.of();
		}
		LocalDate today = organizations.today();
		Map<UUID, BenefitLedger> ledgers = reading.ledgersOf(some);
		Map<UUID, Long> booked = bookings.count(lines);
		Map<UUID, Long> left = new HashMap<>();
		some.forEach(purchase -> {
			long still = purchase.leftBehind(Objects.requireNonNull(ledgers.get(purchase.line())), today)
					+ booked.getOrDefault(purchase.line(), 0L);
			if (still > 0) {
				left.put(purchase.line(), still);
			}
		});
		return left;
	}

	@Override
	public void hold(Collection<UUID> lines) {
		List<UUID> used = used(lines);
		if (!used.isEmpty()) {
			bookings.hold(used);
		}
	}

	/** What is owed says so at once; the day of it was read with the purchase. */
	@Override
	public void finished(Collection<UUID> lines) {
		List<UUID> used = used(lines);
		bookings.release(used);
		promises.count(used, organizations.today());
	}

	@Override
	public void reopened(UUID line) {
		promises.count(used(List.of(line)), organizations.today());
	}

	/** Those of which something is used bit by bit. */
	private List<UUID> used(Collection<UUID> lines) {
		return rows.ofLines(lines).stream().map(Purchase::line).toList();
	}

	private List<Purchase> bought(OrderDetails order, OrderDetails.Line line) {
		if (!USED.contains(line.productKind())) {
			return List.of();
		}
		Instant at = Objects.requireNonNull(order.paidAt());
		return Purchase
			.bought(new MissingPurchase(line.id(), order.id(), order.number(), order.member(), line.product(),
					line.productName(), line.productKind(), line.quantity(), at), line.total(),
					catalog.traits(line.product()), organizations.dayOf(at))
			.stream()
			.toList();
	}

	/** The memberships of which an order paid for a term. */
	private List<UUID> memberships(OrderId order) {
		return jdbc.sql("""
				select distinct membership_id from membership_term_facts
				where organization_id = :organization and order_id = :order
				""").param("organization", tenancy.current()).param("order", order.id()).query(UUID.class).list();
	}

	/** What is left of each line of the order, as its facts say. */
	private Map<UUID, Money> left(OrderId order) {
		Map<UUID, Money> left = new HashMap<>();
		jdbc.sql("""
				select l.line_id, l.total_minor - l.refunded_minor as minor, o.currency from order_line_facts l
				join order_facts o on o.organization_id = l.organization_id and o.order_id = l.order_id
				where l.organization_id = :organization and l.order_id = :order
				""").param("organization", tenancy.current()).param("order", order.id()).query(row -> {
			left.put(row.getObject("line_id", UUID.class), new Money(row.getLong("minor"), row.getString("currency")));
		});
		return left;
	}

	private boolean isWhole(OrderId order) {
		return jdbc.sql("""
				select exists (select from order_facts
				where organization_id = :organization and order_id = :order and state = 'REFUNDED')
				""").param("organization", tenancy.current()).param("order", order.id()).query(Boolean.class).single();
	}

}
