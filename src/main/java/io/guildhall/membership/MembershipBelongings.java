package io.guildhall.membership;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.member.MemberId;
import io.guildhall.member.RowBelongings;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Tenancy;

/**
 * Memberships go along; two that live at once of one family are left to people, who can
 * end one of them.
 */
@Component
class MembershipBelongings extends RowBelongings {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	MembershipBelongings(JdbcClient jdbc, Tenancy tenancy) {
		super("membership", "memberships", true, jdbc, tenancy);
		this.jdbc = jdbc;
		this.tenancy = tenancy;
	}

	@Override
	public @Nullable DomainException obstacle(MemberId from, MemberId to) {
		boolean both = this.jdbc.sql("""
				select exists (select 1 from memberships a
					join memberships b on b.organization_id = a.organization_id and b.family = a.family
						and b.member_id = :to and b.state in ('PENDING', 'ACTIVE', 'GRACE', 'PAUSED')
					where a.organization_id = :organization and a.member_id = :from
					and a.state in ('PENDING', 'ACTIVE', 'GRACE', 'PAUSED'))
				""")
			.param("organization", this.tenancy.current())
			.param("from", from.id())
			.param("to", to.id())
			.query(Boolean.class)
			.single();
		return both ? MembershipRefused.bothLive() : null;
	}

}
