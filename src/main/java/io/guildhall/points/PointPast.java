package io.guildhall.points;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** How the points of a member came and went, and what level they reached. */
@Configuration(proxyBeanMethods = false)
class PointPast {

	private static final int POINTS = 45;

	@Bean
	MemberEvents pointsInTimeline() {
		return new MemberEvents("points", POINTS, "points.title", Permission.MEMBER_READ, """
				select e.at, cast(e.id as text) as key, 'points.timeline.' || e.account as text,
					jsonb_build_object('number', e.points, 'word', nullif(e.note, '')) as said
				from point_entries e where e.organization_id = :organization and e.member_id <mine>
				union all
				select cast(s.day as timestamp) at time zone :zone, 'level/' || s.day, 'points.timeline.level',
					jsonb_build_object('word', s.to_level, 'day', true)
				from point_standing_changes s
				where s.organization_id = :organization and s.member_id <mine> and s.to_level is not null
				""".replace("<mine>", MemberEvents.MINE));
	}

}
