package io.guildhall.rebate;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.PersonalRecords;

/** What a person was promised and paid as rebates. */
@Configuration(proxyBeanMethods = false)
class RebateRecords {

	@Bean
	PersonalRecords personalRebates() {
		return PersonalRecords.of("rebates", "rebates", "id")
			.and("rebate_limits", "rebate_member_budgets", "programme_id")
			.and("rebate_payouts", """
					select i.* from rebate_payout_items i
					join rebates r on r.organization_id = i.organization_id and r.id = i.rebate_id
					where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
					order by i.id
					""")
			.and("rebate_settlements", """
					select s.* from rebate_settlements s
					join rebates r on r.organization_id = s.organization_id and r.id = s.rebate_id
					where r.organization_id = :organization and r.member_id = any(cast(:members as uuid[]))
					order by s.at, s.id
					""");
	}

}
