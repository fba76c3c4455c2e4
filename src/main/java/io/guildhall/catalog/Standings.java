package io.guildhall.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Audience;
import io.guildhall.member.KnownFields;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Says where a member stands, in one statement over the facts of other modules, and what
 * can be asked of them.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class Standings {

	private static final String GROUP = "group";

	private static final String MEMBERSHIP = "membership";

	private final JdbcClient jdbc;

	private final KnownFields fields;

	private final Tenancy tenancy;

	/** Where a member stands now. */
	Standing of(MemberId member) {
		return jdbc
			.sql("""
					select (select t.tier from tiering_facts t where t.organization_id = :organization
					        and t.member_id = :member and t.community_id is null) as tier,
					    array(select cast(g.group_id as text) from member_group_facts g where g.organization_id = :organization
					        and g.member_id = :member and g.left_at is null) as groups,
					    array(select cast(p.plan_id as text) from membership_facts p where p.organization_id = :organization
					        and p.member_id = :member and p.state in ('ACTIVE', 'GRACE')) as memberships
					""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query((row, number) -> new Standing(row.getString("tier"),
					Set.copyOf(List.of((String[]) row.getArray("groups").getArray())),
					Set.copyOf(List.of((String[]) row.getArray("memberships").getArray()))))
			.single();
	}

	/** What can be asked of members, in the order of {@link Eligibility}. */
	EligibilityChoices choices() {
		return new EligibilityChoices(choices(Audience.TIER), choices(GROUP), choices(MEMBERSHIP));
	}

	/**
	 * Refuses what cannot be asked; what was asked before still can.
	 * @throws CatalogRefused if a value is none of those that there are
	 */
	void requireKnown(Eligibility wanted, Eligibility before) {
		if (wanted.equals(before)) {
			return;
		}
		EligibilityChoices known = choices();
		requireKnown(wanted.tiers(), before.tiers(), known.tiers());
		requireKnown(wanted.groups(), before.groups(), known.groups());
		requireKnown(wanted.memberships(), before.memberships(), known.memberships());
	}

	private static void requireKnown(List<String> wanted, List<String> before, List<MemberField.Choice> known) {
		for (String value : wanted) {
			if (!before.contains(value) && known.stream().noneMatch(choice -> choice.value().equals(value))) {
				throw CatalogRefused.unknownEligibility(value);
			}
		}
	}

	private List<MemberField.Choice> choices(String key) {
		Optional<MemberField> field = fields.field(key);
		return field.map(MemberField::choices).orElse(List.of());
	}

}
