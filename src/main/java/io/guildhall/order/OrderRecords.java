package io.guildhall.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What a person bought. */
@Configuration(proxyBeanMethods = false)
class OrderRecords {

	@Bean
	PersonalRecords personalOrders() {
		return PersonalRecords.of("orders", "orders", "placed_at").and("order_lines", """
				select l.* from order_lines l
				join orders r on r.organization_id = l.organization_id and r.id = l.order_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.placed_at, l.ordinal
				""");
	}

}
