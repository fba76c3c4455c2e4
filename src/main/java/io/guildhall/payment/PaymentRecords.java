package io.guildhall.payment;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What a person paid, and got back. */
@Configuration(proxyBeanMethods = false)
class PaymentRecords {

	@Bean
	PersonalRecords personalPayments() {
		return PersonalRecords.of("payments", "payments", "at").and("payment_proofs", """
				select r.id, r.payment_id, r.width, r.height, r.added_at from payment_proofs r
				join payments p on p.organization_id = r.organization_id and p.id = r.payment_id
				where r.organization_id = :organization and p.organization_id = :organization
				and p.member_id = any(cast(:members as uuid[])) order by r.id
				""");
	}

}
