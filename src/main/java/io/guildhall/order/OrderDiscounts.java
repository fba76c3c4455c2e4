package io.guildhall.order;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.coupon.CouponId;
import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What was taken off orders, one after the other. One coupon and nothing else an order
 * says itself, so that most need no row for it.
 */
@Component
@RequiredArgsConstructor
class OrderDiscounts {

	private final PriceCuts cuts;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final GatheredWrites writes;

	/** What was taken off an order. */
	List<OrderDiscount> of(Order order) {
		if (order.getDiscountMinor() == 0) {
			return List.of();
		}
		List<OrderDiscount> written = jdbc.sql("""
				select coupon_id, amount_minor, reason, account_id, actor_name from order_discounts
				where organization_id = :organization and order_id = :order order by ordinal
				""")
			.param("organization", tenancy.current())
			.param("order", order.getId().id())
			.query((row, number) -> {
				UUID coupon = row.getObject("coupon_id", UUID.class);
				return new OrderDiscount((coupon != null) ? new CouponId(coupon) : null,
						order.money(row.getLong("amount_minor")), row.getString("reason"),
						row.getObject("account_id", UUID.class), row.getString("actor_name"));
			})
			.list();
		UUID only = order.getCouponId();
		return (written.isEmpty() && only != null)
				? List.of(OrderDiscount.by(new CouponId(only), order.money(order.getDiscountMinor()))) : written;
	}

	/** Writes down what was taken off a new order, behind the order itself. */
	void write(Order order) {
		cuts.write(order);
		if (order.getTakenOff().isSaidByOrder()) {
			return;
		}
		List<OrderDiscount> its = order.getTakenOff().discounts();
		writes.add("""
				insert into order_discounts (organization_id, order_id, ordinal, coupon_id, amount_minor, reason,
				    account_id, actor_name)
				select :organization, :order, one.ordinal, one.coupon, one.minor, one.reason, one.account, one.actor
				from unnest(cast(:coupons as uuid[]), cast(:minors as bigint[]), cast(:reasons as text[]),
				    cast(:accounts as uuid[]), cast(:actors as text[]))
				    with ordinality as one (coupon, minor, reason, account, actor, ordinal)
				""",
				Map.of("organization", tenancy.current(), "order", order.getId().id(), "coupons",
						texts(its, OrderDiscount::coupon), "minors",
						its.stream().map(one -> one.amount().minor()).toArray(Long[]::new), "reasons",
						texts(its, OrderDiscount::reason), "accounts", texts(its, OrderDiscount::account), "actors",
						texts(its, OrderDiscount::actorName)));
	}

	@SuppressWarnings("NullAway") // an array for the database, which takes null as null
	private static String[] texts(List<OrderDiscount> its, Function<OrderDiscount, @Nullable Object> column) {
		return its.stream().map(column).map(value -> (value != null) ? value.toString() : null).toArray(String[]::new);
	}

}
