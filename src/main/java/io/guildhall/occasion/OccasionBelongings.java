package io.guildhall.occasion;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.PersonalRecords;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/** What was given to a person on occasions: it goes along when two turn out to be one. */
@Configuration(proxyBeanMethods = false)
class OccasionBelongings {

	@Bean
	Belongings occasionsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("occasion", "occasion_givings", false, """
				not exists (select from occasion_givings there where there.organization_id = :organization
					and there.rule_id = b.rule_id and there.member_id = :to and there.occasion = b.occasion)""", jdbc,
				tenancy);
	}

	@Bean
	PersonalRecords personalOccasions() {
		return PersonalRecords.of("occasions", "occasion_givings", "at");
	}

}
