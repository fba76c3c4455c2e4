package io.guildhall.membership;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.coupon.MembershipHolders;
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
		return jdbc.sql("""
				select distinct m.member_id from memberships m
				where m.organization_id = :organization and m.member_id = any(cast(:members as uuid[]))
				and m.state in ('ACTIVE', 'GRACE') and (m.ends_on is null or m.ends_on > :today
				    or (not m.cancels and m.ends_on + m.grace_days > :today))
				""")
			.param("organization", tenancy.current())
			.param("members", members.stream().map(UUID::toString).toArray(String[]::new))
			.param("today", organizations.today())
			.query(UUID.class)
			.set();
	}

}
