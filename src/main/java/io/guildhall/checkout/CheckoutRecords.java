package io.guildhall.checkout;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What a person paid online, and what goes back to them. */
@Configuration(proxyBeanMethods = false)
class CheckoutRecords {

	private static final String OF_TABLE = """
			select r.* from %s r
			join order_facts o on o.organization_id = r.organization_id and o.order_id = r.order_id
			where r.organization_id = :organization and o.member_id = any(cast(:members as uuid[])) order by r.%s
			""";

	@Bean
	PersonalRecords personalCheckouts() {
		return PersonalRecords.of("online_payments", OF_TABLE.formatted("checkout_attempts", "started_at"))
			.and("online_receipts", OF_TABLE.formatted("checkout_receipts", "paid_at"))
			.and("online_returns", OF_TABLE.formatted("checkout_returns", "made_at"));
	}

}
