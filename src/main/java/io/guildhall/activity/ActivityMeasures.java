package io.guildhall.activity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberMeasure;
import io.guildhall.member.MemberMeasure.Unit;

/** What segments can ask of members' activity. */
@Configuration(proxyBeanMethods = false)
class ActivityMeasures {

	@Bean
	MemberMeasure spoke() {
		return new MemberMeasure("spoke", 10, "activity.measure.spoke", Unit.DAYS_AGO, """
				select d.member_id, d.spoke_day as value from activity_members d
				where d.organization_id = :organization and d.spoke_day is not null""", null);
	}

	@Bean
	MemberMeasure messages() {
		return new MemberMeasure("messages", 20, "activity.measure.messages", Unit.COUNT, """
				select d.member_id, sum(d.messages) as value from activity_days d
				where d.organization_id = :organization<window> group by d.member_id""", "d.day");
	}

	/** A day counts once, in however many groups it was. */
	@Bean
	MemberMeasure activeDays() {
		return new MemberMeasure("active_days", 30, "activity.measure.active-days", Unit.COUNT, """
				select d.member_id, count(distinct d.day) as value from activity_days d
				where d.organization_id = :organization<window> group by d.member_id""", "d.day");
	}

}
