package io.guildhall.order;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Keeps what of orders was taken back as not handed over. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class HandingsTakenBack {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** Writes one down of an order that is locked. */
	void add(OrderId order, String things, String reason) {
		jdbc.sql("""
				insert into order_wrong_handings (organization_id, id, order_id, things, taken_back_at, taken_back_by,
				    taken_back_reason)
				values (:organization, :id, :order, :things, :now, :by, :reason)
				""")
			.param("organization", tenancy.current())
			.param("id", Ids.next())
			.param("order", order.id())
			.param("things", things)
			.param("now", Timestamp.from(clock.instant()))
			.param("by", OnBehalf.actor().name())
			.param("reason", reason)
			.update();
	}

	/** Those of an order, the latest first. */
	@Transactional(propagation = Propagation.MANDATORY, readOnly = true)
	List<HandingTakenBack> of(OrderId order) {
		return jdbc.sql("""
				select * from order_wrong_handings where organization_id = :organization and order_id = :order
				order by taken_back_at desc, id desc
				""")
			.param("organization", tenancy.current())
			.param("order", order.id())
			.query((row, number) -> new HandingTakenBack(row.getString("things"),
					row.getTimestamp("taken_back_at").toInstant(), row.getString("taken_back_by"),
					row.getString("taken_back_reason")))
			.list();
	}

	/** Why is said in words about a person, and goes with them. */
	void forget(MemberId member) {
		jdbc.sql("""
				update order_wrong_handings w set taken_back_reason = '' from orders o
				where w.organization_id = :organization and o.organization_id = :organization and o.id = w.order_id
				and o.member_id = :member and w.taken_back_reason <> ''
				""").param("organization", tenancy.current()).param("member", member.id()).update();
	}

}
