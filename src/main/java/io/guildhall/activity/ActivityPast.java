package io.guildhall.activity;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** On which days a member wrote. */
@Configuration(proxyBeanMethods = false)
class ActivityPast {

	private static final int MESSAGES = 20;

	@Bean
	MemberEvents messagesInTimeline() {
		return new MemberEvents("messages", MESSAGES, "activity.timeline", Permission.MEMBER_READ, """
				select cast(d.day as timestamp) at time zone :zone as at, cast(d.day as text) as key,
					'activity.timeline.messages' as text,
					jsonb_build_object('number', sum(d.messages), 'day', true) as said
				from activity_days d
				where d.organization_id = :organization and d.member_id <mine> and d.messages > 0 and <seen>
				group by d.day
				""".replace("<mine>", MemberEvents.MINE).replace("<seen>", MemberEvents.SEEN.formatted("d.group_id")));
	}

}
