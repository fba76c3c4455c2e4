package io.guildhall.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Says of many members at once for whom something is, for modules that ask of members
 * what the shelf asks of buyers: coupons, say. One statement, however many they are.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class EligibleMembers {

	private final Standings standings;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Those of the members whom it admits, as they stand now. */
	public Set<UUID> among(Eligibility wanted, Collection<UUID> members) {
		if (wanted.isAll()) {
			return Set.copyOf(members);
		}
		return jdbc.sql("""
				select m.id from unnest(cast(:members as uuid[])) as m (id)
				where (:anyTier or exists (select from tiering_facts t where t.organization_id = :organization
				        and t.member_id = m.id and t.community_id is null and t.tier = any(:tiers)))
				    and (:anyGroup or exists (select from member_group_facts g where g.organization_id = :organization
				        and g.member_id = m.id and g.left_at is null and cast(g.group_id as text) = any(:groups)))
				    and (:anyPlan or exists (select from membership_facts p where p.organization_id = :organization
				        and p.member_id = m.id and p.state in ('ACTIVE', 'GRACE')
				        and cast(p.plan_id as text) = any(:plans)))
				""")
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.param("anyTier", wanted.tiers().isEmpty())
			.param("tiers", array(wanted.tiers()))
			.param("anyGroup", wanted.groups().isEmpty())
			.param("groups", array(wanted.groups()))
			.param("anyPlan", wanted.memberships().isEmpty())
			.param("plans", array(wanted.memberships()))
			.query(UUID.class)
			.set();
	}

	/**
	 * Refuses what cannot be asked; what was asked before still can.
	 * @throws CatalogRefused if a value is no tier, group or plan that there is
	 */
	public void requireKnown(Eligibility wanted, Eligibility before) {
		standings.requireKnown(wanted, before);
	}

	private static String[] array(List<String> values) {
		return values.toArray(String[]::new);
	}

}
