package io.guildhall.member;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.link.LinkSecret;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The pages of members' own: made and closed by the staff, who send the link, and opened
 * by its secret.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class MemberPages {

	/** Those that open this member: theirs, and of whoever was merged into them. */
	private static final String OF_MEMBER = """
			organization_id = :organization and member_id in (
			    select id from members where organization_id = :organization and (id = :member or merged_into = :member))
			""";

	private final MemberService members;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * The path of a member's page, their own before that of whoever was merged into them;
	 * empty where there is none.
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public Optional<String> path(MemberId member) {
		members.require(member);
		return jdbc
			.sql("select token from member_pages where " + OF_MEMBER
					+ "order by member_id = :member desc, made_at, token limit 1")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.query(String.class)
			.optional()
			.map(token -> "/p/me/" + organizations.current().slug() + "/" + token);
	}

	/**
	 * Makes the page, if there is none.
	 * @return its path
	 * @throws MemberRefused if the member is unknown to who acts, or erased
	 */
	@May(Permission.MEMBER_EDIT)
	public String make(MemberId member) {
		if (members.require(member).erased()) {
			throw MemberRefused.erased();
		}
		Optional<String> there = path(member);
		if (there.isPresent()) {
			return there.get();
		}
		int made = jdbc.sql("""
				insert into member_pages (organization_id, member_id, token, made_at)
				values (:organization, :member, :token, :now) on conflict (organization_id, member_id) do nothing
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("token", LinkSecret.next())
			.param("now", Timestamp.from(clock.instant()))
			.update();
		if (made > 0) {
			audit.record("member.page.made", "member", member, Map.of());
		}
		return path(member).orElseThrow(() -> MemberRefused.unknown(member));
	}

	/** Closes the page: no link leads to this member any more. */
	@May(Permission.MEMBER_EDIT)
	public void close(MemberId member) {
		members.require(member);
		int closed = jdbc.sql("delete from member_pages where " + OF_MEMBER)
			.param("organization", tenancy.current())
			.param("member", member.id())
			.update();
		if (closed > 0) {
			audit.record("member.page.closed", "member", member, Map.of());
		}
	}

	/** Whose page the secret opens, under the id by which they go today. */
	@Transactional(readOnly = true)
	Optional<MemberId> behind(String token) {
		return jdbc.sql("""
				select t.id from member_pages p
				join members m on m.organization_id = :organization and m.id = p.member_id
				join members t on t.organization_id = :organization and t.id = coalesce(m.merged_into, m.id)
				where p.organization_id = :organization and p.token = :token and t.state = 'ACTIVE'
				""")
			.param("organization", tenancy.current())
			.param("token", token)
			.query((row, number) -> new MemberId(row.getObject(1, UUID.class)))
			.optional();
	}

}
