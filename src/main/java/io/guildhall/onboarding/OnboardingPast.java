package io.guildhall.onboarding;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** By which channels a member came. */
@Configuration(proxyBeanMethods = false)
class OnboardingPast {

	private static final int CHANNELS = 12;

	@Bean
	MemberEvents channelsInTimeline() {
		return new MemberEvents("channels", CHANNELS, "onboarding.part", Permission.MEMBER_READ, """
				select j.joined_at as at, cast(j.id as text) as key, 'onboarding.timeline.joined' as text,
					jsonb_build_object('word', c.name) as said
				from channel_joins j join channels c on c.organization_id = :organization and c.id = j.channel_id
				where j.organization_id = :organization and j.member_id <mine> and j.joined_at is not null
				""".replace("<mine>", MemberEvents.MINE));
	}

}
