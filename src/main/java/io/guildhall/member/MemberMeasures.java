package io.guildhall.member;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberMeasure.Unit;

/** What this module measures of its members. */
@Configuration(proxyBeanMethods = false)
class MemberMeasures {

	@Bean
	MemberMeasure joined() {
		return new MemberMeasure("joined", 70, "member.measure.joined", Unit.DAYS_AGO, """
				select joined.id as member_id, joined.joined_day as value
				from members joined where joined.organization_id = :organization""", null);
	}

	@Bean
	MemberMeasure invited() {
		return new MemberMeasure("invited", 72, "member.measure.invited", Unit.COUNT, """
				select invited.inviter_id as member_id, count(*) as value
				from member_inviters invited where invited.organization_id = :organization
				group by invited.inviter_id""", null);
	}

}
