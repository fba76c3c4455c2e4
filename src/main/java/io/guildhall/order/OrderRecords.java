package io.guildhall.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What a person bought. */
@Configuration(proxyBeanMethods = false)
class OrderRecords {

	@Bean
	PersonalRecords personalOrders() {
		return PersonalRecords.of("orders", "orders", "placed_at")
			.and("order_lines", """
					select l.* from order_lines l
					join orders r on r.organization_id = l.organization_id and r.id = l.order_id
					where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
					order by r.placed_at, l.ordinal
					""")
			.and("course_results", """
					select f.* from order_results f
					join order_lines l on l.organization_id = f.organization_id and l.id = f.line_id
					join orders r on r.organization_id = l.organization_id and r.id = l.order_id
					where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
					order by r.placed_at, l.ordinal
					""")
			.and("order_wrong_handings", ofOrder("order_wrong_handings", "taken_back_at"))
			.and("order_refunds", ofOrder("order_refunds", "at"))
			.and("refund_requests", ofOrder("refund_requests", "requested_at"))
			.and("order_discounts", ofOrder("order_discounts", "order_id, t.ordinal"))
			.and("order_price_cuts", ofOrder("order_price_cuts", "order_id"));
	}

	private static String ofOrder(String table, String order) {
		return """
				select t.* from %s t
				join orders r on r.organization_id = t.organization_id and r.id = t.order_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by t.%s
				""".formatted(table, order);
	}

	/** What others bought for them; who, and what of it they paid, is the others'. */
	@Bean
	PersonalRecords personalGifts() {
		return PersonalRecords.of("order_gifts", """
				select r.id, r.number, r.placed_at, r.paid_at, r.recipient_id, l.product_id, l.product_name
				from orders r
				join order_lines l on l.organization_id = r.organization_id and l.order_id = r.id
				where r.organization_id = :organization and r.recipient_id = any(cast(:members as uuid[]))
				order by r.placed_at, l.ordinal
				""");
	}

}
