package io.guildhall.order;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowRecords;
import io.guildhall.shared.Tenancy;

/** What a person bought. */
@Configuration(proxyBeanMethods = false)
class OrderRecords {

	@Bean
	PersonalRecords ordersOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("orders", """
				select r.* from orders r
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.placed_at
				""", jdbc, tenancy);
	}

	@Bean
	PersonalRecords orderLinesOfPerson(JdbcClient jdbc, Tenancy tenancy) {
		return new RowRecords("order_lines", """
				select l.* from order_lines l
				join orders r on r.organization_id = l.organization_id and r.id = l.order_id
				where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
				order by r.placed_at, l.ordinal
				""", jdbc, tenancy);
	}

}
