package io.guildhall.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.community.Carrier;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupScope;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What hangs on a member, as it is shown. */
@Component
@RequiredArgsConstructor
class MemberReading {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** The identities, masked where who acts may not see contacts. */
	List<Identity> identities(MemberId member) {
		boolean open = OnBehalf.may(Permission.CONTACT_READ);
		return jdbc.sql("""
				select id, carrier, kind, scope_id, value, created_at from member_identities
				where organization_id = :organization and member_id = :member order by kind, carrier, value
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query((row, number) -> identity(row, open))
			.list();
	}

	/** The identities of many, masked likewise. */
	Map<UUID, List<Identity>> identities(List<MemberId> members) {
		boolean open = OnBehalf.may(Permission.CONTACT_READ);
		Map<UUID, List<Identity>> identities = new HashMap<>();
		jdbc.sql("""
				select member_id, id, carrier, kind, scope_id, value, created_at from member_identities
				where organization_id = :organization and member_id = any(cast(:members as uuid[]))
				order by kind, carrier, value
				""")
			.param("organization", tenancy.current())
			.param("members", members.stream().map(MemberId::toString).toArray(String[]::new))
			.query(row -> {
				identities.computeIfAbsent(row.getObject("member_id", UUID.class), member -> new ArrayList<>())
					.add(identity(row, open));
			});
		return identities;
	}

	/** The identities as they were given, for the rules. */
	List<NewIdentity> newIdentities(MemberId member) {
		return jdbc.sql("""
				select carrier, kind, scope_id, value from member_identities
				where organization_id = :organization and member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query((row, number) -> newIdentity(row))
			.list();
	}

	/** The tags, sorted. */
	List<String> tags(MemberId member) {
		return jdbc.sql("""
				select tag from member_tags where organization_id = :organization and member_id = :member order by tag
				""").param("organization", tenancy.current()).param("member", member.id()).query(String.class).list();
	}

	/** Whether the member is or was in one of the groups. */
	boolean isIn(MemberId member, GroupScope scope) {
		return jdbc.sql("""
				select exists (select 1 from member_stays where organization_id = :organization
					and member_id = :member and group_id = any(cast(:groups as uuid[])))
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("groups", strings(scope))
			.query(Boolean.class)
			.single();
	}

	/** The groups of a scope as a parameter. */
	static String[] strings(GroupScope scope) {
		return scope.groups().stream().map(UUID::toString).toArray(String[]::new);
	}

	static NewIdentity newIdentity(ResultSet row) throws SQLException {
		return new NewIdentity(Carrier.valueOf(row.getString("carrier")), IdentityKind.valueOf(row.getString("kind")),
				row.getString("value"), new GroupId(row.getObject("scope_id", UUID.class)));
	}

	private static Identity identity(ResultSet row, boolean open) throws SQLException {
		IdentityKind kind = IdentityKind.valueOf(row.getString("kind"));
		String value = row.getString("value");
		boolean masked = kind.isContact() && !open;
		UUID scope = row.getObject("scope_id", UUID.class);
		return new Identity(row.getObject("id", UUID.class), Carrier.valueOf(row.getString("carrier")), kind,
				masked ? Masks.mask(kind, value) : value, scope.equals(MemberWriting.NO_SCOPE) ? null : scope, masked,
				row.getObject("created_at", OffsetDateTime.class).toInstant());
	}

}
