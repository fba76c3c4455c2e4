package io.guildhall.storefront;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderState;
import io.guildhall.shared.Money;

/** An order that came by a page. */
public record PageOrder(OrderId id, long number, MemberId member, OrderState state, Instant placedAt, Money total) {

	static PageOrder read(ResultSet row, int number) throws SQLException {
		return new PageOrder(new OrderId(row.getObject("id", UUID.class)), row.getLong("number"),
				new MemberId(row.getObject("member_id", UUID.class)), OrderState.valueOf(row.getString("state")),
				row.getTimestamp("placed_at").toInstant(),
				new Money(row.getLong("total_minor"), row.getString("currency")));
	}
}
