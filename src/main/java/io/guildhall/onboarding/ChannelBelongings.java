package io.guildhall.onboarding;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.member.Belongings;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.Tenancy;

/** Joins, answers and steps go along when two members turn out to be one. */
@Configuration(proxyBeanMethods = false)
class ChannelBelongings {

	@Bean
	Belongings joinsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("onboarding.join", "channel_joins", false, jdbc, tenancy);
	}

	@Bean
	Belongings answersOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("onboarding.answer", "channel_answers", false, jdbc, tenancy);
	}

	/** Together they have come as far as the one who came further. */
	@Bean
	Belongings onboardingStepsOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("onboarding.step", "channel_steps", false, """
				not exists (select from channel_steps o where o.organization_id = b.organization_id
					and o.channel_id = b.channel_id and o.step = b.step and o.member_id = :to)""", jdbc, tenancy);
	}

}
