package io.guildhall.catalog;

import java.util.List;

import io.guildhall.member.MemberField;

/** What can be asked of members who want to buy, as far as there is anything of it. */
public record EligibilityChoices(List<MemberField.Choice> tiers, List<MemberField.Choice> groups,
		List<MemberField.Choice> memberships) {
}
