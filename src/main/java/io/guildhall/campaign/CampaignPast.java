package io.guildhall.campaign;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** By which campaigns a member was contacted. */
@Configuration(proxyBeanMethods = false)
class CampaignPast {

	private static final int TOUCHES = 68;

	@Bean
	MemberEvents touchesInTimeline() {
		return new MemberEvents("touches", TOUCHES, "campaign.title", Permission.MEMBER_READ, """
				select t.sent_at as at, cast(t.touch_id as text) as key, 'campaign.timeline.sent' as text,
					jsonb_build_object('word', c.name) as said
				from touch_facts t join campaigns c on c.organization_id = :organization and c.id = t.campaign_id
				where t.organization_id = :organization and t.member_id <mine> and t.state = 'SENT'
				""".replace("<mine>", MemberEvents.MINE));
	}

}
