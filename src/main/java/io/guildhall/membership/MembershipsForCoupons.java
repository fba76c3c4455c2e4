package io.guildhall.membership;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.coupon.MembershipHolders;
import io.guildhall.member.Condition;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Says for coupons who has a membership today, by its dates and not by the last night.
 */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
class MembershipsForCoupons implements MembershipHolders {

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	@Override
	public Set<UUID> among(Collection<UUID> members) {
		Condition holding = holding();
		return jdbc.sql("""
				select m.id from (select cast(:organization as uuid) as organization_id, asked.id
				    from unnest(cast(:members as uuid[])) as asked (id)) m
				where %s
				""".formatted(holding.sql()))
			.params(holding.parameters())
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.query(UUID.class)
			.set();
	}

	@Override
	public Condition holding() {
		return new Condition("""
				exists (select from memberships held where held.organization_id = m.organization_id
				    and held.member_id = m.id and held.state in ('ACTIVE', 'GRACE')
				    and (held.ends_on is null or held.ends_on > :holding_today
				        or (not held.cancels and held.ends_on + held.grace_days > :holding_today)))""",
				Map.of("holding_today", organizations.today()));
	}

}
