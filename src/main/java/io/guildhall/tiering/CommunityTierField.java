package io.guildhall.tiering;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.Condition;
import io.guildhall.member.MemberField;

/**
 * The tier that the policy of a community gives a member.
 *
 * @param name of the community; null where who acts does not see it, or it is archived
 */
record CommunityTierField(TierPolicyId policy, int order, @Nullable String name) implements MemberField {

	/** Begins the keys of all of them. */
	static final String PREFIX = "tier_";

	@Override
	public String key() {
		return key(policy);
	}

	static String key(TierPolicyId policy) {
		return PREFIX + policy.toString().replace("-", "");
	}

	@Override
	public String labelKey() {
		return "tiering.of-community";
	}

	@Override
	public @Nullable String label() {
		return name;
	}

	@Override
	public boolean offered() {
		return name != null;
	}

	/** Lists are filtered by what the organization says; this one holds in a URL. */
	@Override
	public boolean inLists() {
		return false;
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
		String[] tiers = values.stream().map(value -> {
			if (Arrays.stream(Tier.values()).noneMatch(tier -> tier.name().equals(value))) {
				throw refuse(value);
			}
			return value;
		}).toArray(String[]::new);
		return new Condition("""
				exists (select 1 from tier_assignments tier_there
					where tier_there.organization_id = m.organization_id and tier_there.member_id = m.id
					and tier_there.policy_id = :%1$s_policy
					and tier_there.tier = any(cast(:%1$s_values as text[])))""".formatted(key()),
				Map.of(key() + "_policy", policy.id(), key() + "_values", tiers));
	}

}
