package io.guildhall.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberMeasure;
import io.guildhall.member.MemberMeasure.Limited;
import io.guildhall.member.MemberMeasure.Unit;

/**
 * What segments can ask of what members bought: of all of it, or of some products and
 * kinds of products.
 */
@Configuration(proxyBeanMethods = false)
class OrderMeasures {

	/** A line of an order that was paid, whatever became of it. */
	private static final String LINES = """
			from orders o join order_lines l on l.organization_id = o.organization_id and l.order_id = o.id
			where o.organization_id = :organization and o.paid_day is not null
			and o.state <> 'TAKEN_BACK'<window> and <of> group by o.member_id""";

	/** What was paid less what was paid back, each on its own day. */
	@Bean
	MemberMeasure spend(BoughtParts parts) {
		return new MemberMeasure("spend", 40, "order.measure.spend", Unit.MONEY, """
				select s.member_id, sum(s.paid_minor - s.refunded_minor) as value from order_spend_facts s
				where s.organization_id = :organization<window> group by s.member_id""", "s.day")
			.limitedBy(limited(parts, "spend", "s", """
					select s.member_id, sum(s.paid_minor - s.refunded_minor) as value from order_line_spend_facts s
					where s.organization_id = :organization<window> and <of> group by s.member_id"""));
	}

	@Bean
	MemberMeasure orders(BoughtParts parts) {
		return new MemberMeasure("orders", 50, "order.measure.orders", Unit.COUNT, """
				select o.member_id, count(*) as value from orders o
				where o.organization_id = :organization and o.paid_day is not null
				and o.state <> 'TAKEN_BACK'<window> group by o.member_id""", "o.paid_day")
			.limitedBy(limited(parts, "orders", "l", "select o.member_id, count(distinct o.id) as value " + LINES));
	}

	@Bean
	MemberMeasure bought(BoughtParts parts) {
		return new MemberMeasure("bought", 60, "order.measure.bought", Unit.DAYS_AGO, """
				select o.member_id, max(o.paid_day) as value from orders o
				where o.organization_id = :organization and o.paid_day is not null
				and o.state <> 'TAKEN_BACK' group by o.member_id""", null)
			.limitedBy(limited(parts, "bought", "l", "select o.member_id, max(o.paid_day) as value " + LINES));
	}

	private static Limited limited(BoughtParts parts, String key, String alias, String values) {
		return new Limited("order.measure.limit", parts::choices, values, of -> parts.rows(key, alias, of));
	}

}
