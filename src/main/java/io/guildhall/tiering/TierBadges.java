package io.guildhall.tiering;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberTiers;
import lombok.RequiredArgsConstructor;

/** Tells the pages of members the tiers that the policy of the organization gave. */
@Component
@RequiredArgsConstructor
class TierBadges implements MemberTiers {

	private final TieringService tiering;

	@Override
	public Map<MemberId, String> of(Collection<MemberId> members) {
		Map<MemberId, String> names = new HashMap<>();
		tiering.tiers(members).forEach((member, tier) -> names.put(member, tier.name()));
		return names;
	}

}
