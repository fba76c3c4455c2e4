package io.guildhall.tiering;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.member.Audience;
import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The tier that the organization's policy gives a member. */
@Component
@RequiredArgsConstructor
class TierField implements MemberField {

	private final Tenancy tenancy;

	@Override
	public String key() {
		return Audience.TIER;
	}

	@Override
	public int order() {
		return 10;
	}

	@Override
	public String labelKey() {
		return "tiering.field";
	}

	@Override
	public List<Choice> choices() {
		return Arrays.stream(Tier.values()).map(tier -> Choice.key(tier.name(), "shared.tier." + tier)).toList();
	}

	@Override
	public Condition condition(String value) {
		return anyOf(List.of(value));
	}

	@Override
	public Condition anyOf(List<String> values) {
		String[] tiers = values.stream().map(this::tier).map(Tier::name).toArray(String[]::new);
		return new Condition("""
				exists (select 1 from tier_assignments tier_now
					where tier_now.organization_id = m.organization_id and tier_now.member_id = m.id
					and tier_now.policy_id = :tier_policy and tier_now.tier = any(cast(:tier_values as text[])))""",
				Map.of("tier_policy", TierPolicyId.ofOrganization(tenancy.current()).id(), "tier_values", tiers));
	}

	private Tier tier(String value) {
		return Arrays.stream(Tier.values())
			.filter(candidate -> candidate.name().equals(value))
			.findFirst()
			.orElseThrow(() -> refuse(value));
	}

}
