package io.guildhall.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
import io.guildhall.coupon.BatchId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Counts the seats of early birds. The counter is moved by one guarded update, whose
 * condition is all of it: seats, deadline and price. Who has moved it holds its row, so
 * that what a member has already can be counted then. A seat goes back once, since its
 * row says whether it did. Who moves several counters moves them in the order of their
 * products.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class PlanSeats {

	private static final String HELD_BY = """
			select count(*) from plan_seats s
			where s.organization_id = :organization and s.plan_id = :plan and s.member_id = :member
			and s.state in ('HELD', 'TAKEN')
			""";

	private final SeatGifts gifts;

	private final ApplicationEventPublisher events;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** The early bird of a plan, over or not. */
	Optional<EarlyBird> of(PlanId plan) {
		return Optional.ofNullable(of(List.of(plan.id())).get(plan.id()));
	}

	/** Those of the plans that have one. */
	Map<UUID, EarlyBird> of(Collection<UUID> plans) {
		Map<UUID, EarlyBird> found = new HashMap<>();
		if (!plans.isEmpty()) {
			jdbc.sql("select * from plan_early_birds where organization_id = :organization and plan_id in (:plans)")
				.param("organization", tenancy.current())
				.param("plans", plans)
				.query(row -> {
					found.put(row.getObject("plan_id", UUID.class), earlyBird(row));
				});
		}
		return found;
	}

	/** Writes the terms of an early bird down; what is taken stays. */
	boolean write(PlanId plan, NewEarlyBird wanted) {
		return jdbc
			.sql("""
					insert into plan_early_birds (organization_id, plan_id, seats, taken, until, price_minor, currency, gift,
					    gift_cost_minor, per_member, gift_product_id, gift_batch_id)
					values (:organization, :plan, :seats, 0, :until, :price, :currency, :gift, :cost, :perMember,
					    cast(:product as uuid), cast(:batch as uuid))
					on conflict (organization_id, plan_id) do update set seats = excluded.seats, until = excluded.until,
					    price_minor = excluded.price_minor, currency = excluded.currency, gift = excluded.gift,
					    gift_cost_minor = excluded.gift_cost_minor, per_member = excluded.per_member,
					    gift_product_id = excluded.gift_product_id, gift_batch_id = excluded.gift_batch_id
					where plan_early_birds.taken <= excluded.seats
					""")
			.param("organization", tenancy.current())
			.param("plan", plan.id())
			.param("seats", wanted.seats())
			.param("until", Timestamp.from(wanted.until().truncatedTo(ChronoUnit.MINUTES)))
			.param("price", wanted.price().minor())
			.param("currency", wanted.price().currency())
			.param("gift", wanted.gift())
			.param("cost", wanted.giftCost().minor())
			.param("perMember", wanted.perMember())
			.param("product", Objects.toString(wanted.giftProduct(), null))
			.param("batch", Objects.toString(wanted.giftBatch(), null))
			.update() > 0;
	}

	/** Ends it now; the minute that runs is its last no more. */
	void close(PlanId plan, Instant now) {
		jdbc.sql("""
				update plan_early_birds set until = least(until, :last)
				where organization_id = :organization and plan_id = :plan
				""")
			.param("organization", tenancy.current())
			.param("plan", plan.id())
			.param("last", Timestamp.from(now.truncatedTo(ChronoUnit.MINUTES).minus(1, ChronoUnit.MINUTES)))
			.update();
	}

	/**
	 * Counts a seat at the price that the buyer was told; the counter is held from now
	 * on.
	 * @return whether there was one
	 */
	boolean count(Plan plan, Money price) {
		return jdbc.sql("""
				update plan_early_birds set taken = taken + 1
				where organization_id = :organization and plan_id = :plan and taken < seats and until >= :minute
				and price_minor = :price and currency = :currency
				""")
			.param("organization", tenancy.current())
			.param("plan", plan.getId().id())
			.param("minute", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MINUTES)))
			.param("price", price.minor())
			.param("currency", price.currency())
			.update() > 0;
	}

	/**
	 * Writes the seat down that was counted, on the terms of now.
	 * @return whether the member may have one more
	 */
	boolean hold(Plan plan, MemberId member, UUID order) {
		return jdbc
			.sql("""
					insert into plan_seats (organization_id, id, plan_id, order_id, member_id, state, price_minor, currency, gift,
					    gift_cost_minor, held_at, gift_product_id, gift_batch_id)
					select e.organization_id, :id, e.plan_id, :order, :member, 'HELD', e.price_minor, e.currency, e.gift,
					    e.gift_cost_minor, :now, e.gift_product_id, e.gift_batch_id
					from plan_early_birds e
					where e.organization_id = :organization and e.plan_id = :plan and e.per_member > (%s)
					"""
				.formatted(HELD_BY))
			.param("organization", tenancy.current())
			.param("plan", plan.getId().id())
			.param("id", Ids.next())
			.param("order", order)
			.param("member", member.id())
			.param("now", Timestamp.from(clock.instant()))
			.update() > 0;
	}

	/** How many seats of a plan a member has. */
	int heldBy(Plan plan, MemberId member) {
		return jdbc.sql(HELD_BY)
			.param("organization", tenancy.current())
			.param("plan", plan.getId().id())
			.param("member", member.id())
			.query(Integer.class)
			.single();
	}

	/**
	 * The order was paid: its seat is taken for good, and the gift is owed. A coupon is
	 * issued behind this transaction.
	 */
	void take(UUID order, Instant paidAt) {
		jdbc.sql("""
				update plan_seats set state = 'TAKEN', taken_at = :at
				where organization_id = :organization and order_id = :order and state = 'HELD'
				returning case when gift_batch_id is not null then id end as seat
				""")
			.param("organization", tenancy.current())
			.param("order", order)
			.param("at", Timestamp.from(paidAt))
			.query((row, number) -> Optional.ofNullable(row.getObject("seat", UUID.class)))
			.list()
			.forEach(seat -> seat.ifPresent(id -> events.publishEvent(new SeatTaken(tenancy.current(), id))));
	}

	/**
	 * The order will not be paid: its seats are free again.
	 * @return those whose gift is a product
	 */
	List<UUID> release(UUID order) {
		return release(order, "", Map.of());
	}

	/**
	 * The money of these plans went back: their seats are free again.
	 * @return those whose gift is a product
	 */
	List<UUID> release(UUID order, Collection<PlanId> plans) {
		return release(order, "and plan_id in (:plans)", Map.of("plans", plans.stream().map(PlanId::id).toList()));
	}

	/**
	 * In the order of the products, in which orders take seats: of two that want the same
	 * counters one waits for the other.
	 */
	private List<UUID> release(UUID order, String which, Map<String, ?> parameters) {
		List<Freed> freed = jdbc.sql("""
				update plan_seats set state = 'RELEASED', released_at = :now
				where organization_id = :organization and order_id = :order and state in ('HELD', 'TAKEN') %s
				returning id, plan_id, gift_product_id, gift_batch_id, gift_coupon_id
				""".formatted(which))
			.params(parameters)
			.param("organization", tenancy.current())
			.param("order", order)
			.param("now", Timestamp.from(clock.instant()))
			.query((row, number) -> new Freed(uuid(row, "id"), uuid(row, "plan_id"),
					row.getObject("gift_product_id", UUID.class), row.getObject("gift_batch_id", UUID.class),
					row.getObject("gift_coupon_id", UUID.class)))
			.list();
		if (!freed.isEmpty()) {
			jdbc.sql("""
					with counters as materialized (
					    select e.plan_id from plan_early_birds e
					    join plans p on p.organization_id = e.organization_id and p.id = e.plan_id
					    where e.organization_id = :organization and e.plan_id in (:plans)
					    order by p.product_id for update of e)
					update plan_early_birds e set taken = taken - 1 from counters
					where e.organization_id = :organization and e.plan_id = counters.plan_id
					""")
				.param("organization", tenancy.current())
				.param("plans", freed.stream().map(Freed::plan).toList())
				.update();
		}
		freed.forEach(this::takeBack);
		return freed.stream().filter(seat -> seat.product() != null).map(Freed::id).toList();
	}

	/** Its coupon need not wait for it any more, or is taken back behind this. */
	private void takeBack(Freed seat) {
		if (seat.coupon() != null) {
			events.publishEvent(new SeatReleased(tenancy.current(), seat.id(), seat.coupon()));
		}
		else if (seat.batch() != null) {
			gifts.letGo(new BatchId(seat.batch()));
		}
	}

	private static UUID uuid(ResultSet row, String column) throws SQLException {
		return Objects.requireNonNull(row.getObject(column, UUID.class));
	}

	/** A seat that is free again, with what its gift is. */
	private record Freed(UUID id, UUID plan, @Nullable UUID product, @Nullable UUID batch, @Nullable UUID coupon) {
	}

	private EarlyBird earlyBird(ResultSet row) throws SQLException {
		String currency = row.getString("currency");
		NewEarlyBird terms = new NewEarlyBird(row.getInt("seats"), row.getTimestamp("until").toInstant(),
				new Money(row.getLong("price_minor"), currency), row.getString("gift"),
				new Money(row.getLong("gift_cost_minor"), currency), row.getInt("per_member"),
				id(row, "gift_product_id", ProductId::new), id(row, "gift_batch_id", BatchId::new));
		return EarlyBird.of(terms, row.getInt("taken"), gifts.left(terms.giftProduct(), terms.giftBatch()),
				clock.instant());
	}

	private static <T> @Nullable T id(ResultSet row, String column, Function<UUID, T> as) throws SQLException {
		UUID id = row.getObject(column, UUID.class);
		return (id != null) ? as.apply(id) : null;
	}

}
