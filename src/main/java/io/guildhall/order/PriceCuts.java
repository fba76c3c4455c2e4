package io.guildhall.order;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What was given away by prices below those of the products; most orders have no row. */
@Component
@RequiredArgsConstructor
class PriceCuts {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final GatheredWrites writes;

	/** Writes down that of a new order, behind the order itself. */
	void write(Order order) {
		PriceCut cut = order.getCut();
		if (cut == null) {
			return;
		}
		Map<String, @Nullable Object> its = new HashMap<>();
		its.put("organization", tenancy.current());
		its.put("order", order.getId().id());
		its.put("minor", cut.amount().minor());
		its.put("reason", cut.reason());
		its.put("account", cut.account());
		its.put("actor", cut.actorName());
		its.put("counted", cut.counted());
		writes.add("""
				insert into order_price_cuts (organization_id, order_id, amount_minor, reason, account_id, actor_name,
				    counted)
				values (:organization, :order, :minor, :reason, :account, :actor, :counted)
				""", its);
	}

	/** The day of a closed order has as much again as was counted for it. */
	void giveBack(Order order) {
		if (order.getSource() == OrderSource.IMPORT) {
			return;
		}
		UUID organization = tenancy.current();
		jdbc.sql("""
				update order_allowance_days d set taken_minor = d.taken_minor - c.amount_minor
				from order_price_cuts c
				where c.organization_id = :organization and c.order_id = :order and c.counted
				and d.organization_id = :organization and d.account_id = c.account_id and d.day = :day
				""")
			.param("organization", organization)
			.param("order", order.getId().id())
			.param("day", order.getPlacedDay())
			.update();
	}

}
