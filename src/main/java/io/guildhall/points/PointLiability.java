package io.guildhall.points;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.journal.LiabilityKind;

/**
 * What members' points come to at what a point is worth now (ADR 113). What they had on
 * an earlier day is what they have, less what came since; who is behind owes nothing to
 * the others.
 */
@Configuration(proxyBeanMethods = false)
class PointLiability {

	private static final int ORDER = 30;

	@Bean
	LiabilityKind pointsHeld() {
		return new LiabilityKind("points", ORDER, "points.owed", "/points", """
				select d.day, v.currency, cast((n.points + coalesce(c.points, 0)) * v.minor as bigint) as minor
				from %1$s as d
				cross join (select minor, currency from point_values
					where organization_id = :organization and minor is not null) as v
				cross join (select coalesce(sum(greatest(a.balance, 0)), 0) as points from point_accounts a
					where a.organization_id = :organization) as n
				left join (
					select s.day, sum(greatest(a.balance - s.points, 0) - greatest(a.balance, 0)) as points
					from (select x.day, e.member_id, sum(e.points) as points
						from %1$s as x
						join (select t.member_id, t.day, sum(t.points) as points
							from (select member_id, cast(at at time zone :zone as date) as day, points
								from point_entries where organization_id = :organization
								and at >= cast(:from as timestamp) at time zone :zone) as t
							group by t.member_id, t.day) as e on e.day > x.day
						group by x.day, e.member_id) as s
					join point_accounts a on a.organization_id = :organization and a.member_id = s.member_id
					group by s.day) as c on c.day = d.day
				""".formatted(LiabilityKind.DAYS));
	}

}
