package io.guildhall.points;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberMeasure;
import io.guildhall.member.MemberMeasure.Unit;

/** What segments can ask of members' points. */
@Configuration(proxyBeanMethods = false)
class PointMeasures {

	/** May be below nothing; who never had points has none. */
	@Bean
	MemberMeasure pointBalance() {
		return new MemberMeasure("points", 64, "points.measure.balance", Unit.COUNT, """
				select a.member_id, a.balance as value from point_accounts a
				where a.organization_id = :organization""", null);
	}

	/** What titles are judged by: not what was given by hand. */
	@Bean
	MemberMeasure pointsEarned() {
		return new MemberMeasure("points_earned", 66, "points.measure.earned", Unit.COUNT, """
				select coalesce(f.into_id, e.member_id) as member_id, sum(e.points) as value from point_entries e
				left join member_alias_facts f on f.organization_id = :organization and f.member_id = e.member_id
				where e.organization_id = :organization and e.account = 'ISSUED'<window>
				group by coalesce(f.into_id, e.member_id)""", "e.for_day");
	}

}
