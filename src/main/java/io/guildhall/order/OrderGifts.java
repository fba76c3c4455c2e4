package io.guildhall.order;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberScope;
import io.guildhall.membership.MembershipId;
import io.guildhall.membership.MembershipService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Says by whom memberships were given that another member bought. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class OrderGifts {

	private final MembershipService memberships;

	private final MemberScope scope;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * What others bought of a membership, first to last.
	 * @throws io.guildhall.membership.MembershipRefused if there is none, or who asks may
	 * not see whose it is
	 */
	@May(Permission.SALES_READ)
	public List<MembershipGift> of(MembershipId membership) {
		memberships.get(membership);
		return jdbc.sql("""
				select o.id, o.number, o.member_id, o.paid_at from orders o
				where o.organization_id = :organization and o.recipient_id <> o.member_id and o.paid_at is not null
				and o.id in (select t.order_id from membership_term_facts t
				    where t.organization_id = :organization and t.membership_id = :membership)
				order by o.paid_at, o.id
				""")
			.param("organization", tenancy.current())
			.param("membership", membership.id())
			.query((row, number) -> {
				MemberId giver = new MemberId(row.getObject("member_id", UUID.class));
				boolean seen = scope.contains(giver);
				return new MembershipGift(seen ? new OrderId(row.getObject("id", UUID.class)) : null,
						seen ? row.getLong("number") : null, seen ? giver : null,
						row.getTimestamp("paid_at").toInstant());
			})
			.list();
	}

}
