package io.guildhall.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.Condition;
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
		Condition admitted = admitted(wanted);
		return jdbc.sql("""
				select m.id from (select cast(:organization as uuid) as organization_id, asked.id
				    from unnest(cast(:members as uuid[])) as asked (id)) m
				where %s
				""".formatted(admitted.sql()))
			.params(admitted.parameters())
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.query(UUID.class)
			.set();
	}

	/** Holds for the members whom it admits, as they stand now. */
	public Condition admitted(Eligibility wanted) {
		List<String> each = new ArrayList<>();
		Map<String, Object> parameters = new HashMap<>();
		admit(each, parameters, wanted.tiers(), "eligible_tiers", """
				exists (select from tiering_facts t where t.organization_id = m.organization_id
				    and t.member_id = m.id and t.community_id is null and t.tier = any(:eligible_tiers))""");
		admit(each, parameters, wanted.groups(), "eligible_groups",
				"""
						exists (select from member_group_facts g where g.organization_id = m.organization_id
						    and g.member_id = m.id and g.left_at is null and cast(g.group_id as text) = any(:eligible_groups))""");
		admit(each, parameters, wanted.memberships(), "eligible_plans", """
				exists (select from membership_facts p where p.organization_id = m.organization_id
				    and p.member_id = m.id and p.state in ('ACTIVE', 'GRACE')
				    and cast(p.plan_id as text) = any(:eligible_plans))""");
		return new Condition(each.isEmpty() ? "true" : String.join(" and ", each), parameters);
	}

	private static void admit(List<String> each, Map<String, Object> parameters, List<String> values, String name,
			String sql) {
		if (!values.isEmpty()) {
			each.add(sql);
			parameters.put(name, values.toArray(String[]::new));
		}
	}

	/**
	 * Refuses what cannot be asked; what was asked before still can.
	 * @throws CatalogRefused if a value is no tier, group or plan that there is
	 */
	public void requireKnown(Eligibility wanted, Eligibility before) {
		standings.requireKnown(wanted, before);
	}

}
