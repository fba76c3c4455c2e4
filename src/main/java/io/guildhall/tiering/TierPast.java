package io.guildhall.tiering;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.guildhall.member.MemberEvents;
import io.guildhall.shared.Permission;

/** From which tier to which a member moved. */
@Configuration(proxyBeanMethods = false)
class TierPast {

	private static final int TIERS = 15;

	@Bean
	MemberEvents tiersInTimeline() {
		return new MemberEvents("tiers", TIERS, "tiering.part", Permission.TIER_READ, """
				select c.evaluated_at as at, c.policy_id || '/' || c.day as key, 'shared.tier.' || c.to_tier as text,
					jsonb_build_object('link', '/tiers/' || c.policy_id) as said
				from tier_changes c
				where c.organization_id = :organization and c.member_id <mine> and c.to_tier is not null
				""".replace("<mine>", MemberEvents.MINE));
	}

}
