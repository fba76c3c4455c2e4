package io.guildhall.member;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Who the member is that a public link of another module names, or that uses it. */
@Component
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class LinkedMembers {

	private final MemberIdentities identities;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * The member whom a link names, as whom they go today; empty for one who is none any
	 * more.
	 */
	public Optional<MemberId> named(UUID member) {
		return jdbc.sql("""
				select t.id from members m
				join members t on t.organization_id = :organization and t.id = coalesce(m.merged_into, m.id)
				where m.organization_id = :organization and m.id = :member and t.state = 'ACTIVE'
				""")
			.param("organization", tenancy.current())
			.param("member", member)
			.query(UUID.class)
			.optional()
			.map(MemberId::new);
	}

	/** The member who is known by the contact, if they are in the group now. */
	public Optional<MemberId> known(NamedContact contact, UUID group) {
		NewIdentity identity = contact.identity();
		return Optional.ofNullable(identities.owners(List.of(identity)).get(identity))
			.filter(member -> isIn(group, member));
	}

	private boolean isIn(UUID group, MemberId member) {
		return jdbc.sql("""
				select exists (select from member_stays where organization_id = :organization
				and member_id = :member and group_id = :group and left_at is null)
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("group", group)
			.query(Boolean.class)
			.single();
	}

}
