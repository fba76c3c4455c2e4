package io.guildhall.benefit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.journal.LiabilityKind;

/**
 * What was paid for and not used of benefits with a number, and of what orders bought to
 * be used. What has lapsed cannot be counted again: a day is what the first night after
 * it wrote down, and what stands now where none has been yet.
 */
@Configuration(proxyBeanMethods = false)
class BenefitLiability {

	private static final int ORDER = 45;

	@Bean
	LiabilityKind benefitsUnused() {
		return new LiabilityKind("benefits", ORDER, "benefit.owed", "/benefit-uses", query("minor", "line_id is null"));
	}

	@Bean
	LiabilityKind boughtUnused() {
		return new LiabilityKind("bought", ORDER + 1, "benefit.owed.bought", "/benefit-uses",
				query("bought_minor", "line_id is not null"));
	}

	private static String query(String column, String part) {
		return """
				select d.day, coalesce(n.currency, l.currency) as currency,
					cast(coalesce(n.minor, l.minor) as bigint) as minor
				from <days> as d
				left join lateral (select o.currency, o.<column> as minor from benefit_owed_days o
					where o.organization_id = :organization and o.day >= d.day order by o.day limit 1) as n on true
				left join (select currency, sum(open_minor) as minor from benefit_open_facts
					where organization_id = :organization and <part> group by currency) as l on n.minor is null
				where coalesce(n.minor, l.minor) > 0
				""".replace("<days>", LiabilityKind.DAYS).replace("<column>", column).replace("<part>", part);
	}

}
