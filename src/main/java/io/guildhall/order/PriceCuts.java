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

	private final GatheredWrites writes;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Writes down that of a new order, behind the order itself: with what it gathers. */
	void write(Order order) {
		PriceCut cut = order.getTakenOff().cut();
		if (cut == null) {
			return;
		}
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("organization", tenancy.current());
		values.put("order", order.getId().id());
		values.put("minor", cut.amount().minor());
		values.put("reason", cut.reason());
		values.put("account", cut.account());
		values.put("actor", cut.actorName());
		values.put("counted", cut.counted());
		writes.add("""
				insert into order_price_cuts (organization_id, order_id, amount_minor, reason, account_id, actor_name,
				    counted)
				values (:organization, :order, :minor, :reason, :account, :actor, :counted)
				""", values);
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
