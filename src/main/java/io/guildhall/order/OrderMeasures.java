package io.guildhall.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberMeasure;
import io.guildhall.member.MemberMeasure.Unit;

/** What segments can ask of what members bought. */
@Configuration(proxyBeanMethods = false)
class OrderMeasures {

	/** What was paid less what was paid back, each on its own day. */
	@Bean
	MemberMeasure spend() {
		return new MemberMeasure("spend", 40, "order.measure.spend", Unit.MONEY, """
				select s.member_id, sum(s.paid_minor - s.refunded_minor) as value from order_spend_facts s
				where s.organization_id = :organization<window> group by s.member_id""", "s.day");
	}

	@Bean
	MemberMeasure orders() {
		return new MemberMeasure("orders", 50, "order.measure.orders", Unit.COUNT, """
				select o.member_id, count(*) as value from orders o
				where o.organization_id = :organization and o.paid_day is not null
				and o.state <> 'TAKEN_BACK'<window> group by o.member_id""", "o.paid_day");
	}

	@Bean
	MemberMeasure bought() {
		return new MemberMeasure("bought", 60, "order.measure.bought", Unit.DAYS_AGO, """
				select o.member_id, max(o.paid_day) as value from orders o
				where o.organization_id = :organization and o.paid_day is not null
				and o.state <> 'TAKEN_BACK' group by o.member_id""", null);
	}

}
