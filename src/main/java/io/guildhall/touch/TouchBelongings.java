package io.guildhall.touch;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/**
 * What somebody was sent goes along, but where both were sent the same: one of the two
 * contacts is then nobody's, and stays.
 */
@Configuration(proxyBeanMethods = false)
class TouchBelongings {

	@Bean
	Belongings touchesOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("touch", "touches", false, """
				not exists (select 1 from touches t where t.organization_id = :organization and t.member_id = :to
					and t.campaign_id = b.campaign_id and t.step = b.step and t.channel = b.channel)""", jdbc, tenancy);
	}

}
