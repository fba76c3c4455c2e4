package io.guildhall.tiering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Says why a member has a tier: what the policy asks, what it found, and what was before.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class TierReasons {

	private final TierPolicyService policies;

	private final MemberService members;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Why a member has the tier that the organization's policy gives.
	 * @throws io.guildhall.shared.DomainException if there is no such member
	 */
	@May(Permission.TIER_READ)
	public MemberTier of(MemberId member) {
		members.require(member);
		return of(member, policies.ofOrganization());
	}

	/**
	 * Why a member has the tier that a policy gives.
	 * @throws TieringRefused if there is no such policy
	 * @throws io.guildhall.shared.DomainException if there is no such member
	 */
	@May(Permission.TIER_READ)
	public MemberTier of(MemberId member, TierPolicyId policy) {
		members.require(member);
		return of(member, policies.get(policy));
	}

	/**
	 * Why a member has the tiers that the policies of communities give, the first made
	 * first; of communities where they are judged.
	 */
	@May(Permission.TIER_READ)
	public List<MemberTier> inCommunities(MemberId member) {
		members.require(member);
		List<UUID> judged = jdbc.sql("""
				select p.id from tier_policies p
				join tier_assignments a on a.organization_id = p.organization_id and a.policy_id = p.id
					and a.member_id = :member
				where p.organization_id = :organization and p.id <> :own order by p.id
				""")
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("own", TierPolicyId.ofOrganization(tenancy.current()).id())
			.query(UUID.class)
			.list();
		return judged.stream().map(policy -> of(member, policies.get(new TierPolicyId(policy)))).toList();
	}

	private MemberTier of(MemberId member, TierPolicyDetails policy) {
		LocalDate asOf = organizations.today();
		TierSql sql = new TierSql(tenancy.current(), policy.id(), policy.community(), policy.terms(), asOf,
				TieringService.isLookBack(policy, asOf), member.id());
		Optional<Judged> judged = jdbc.sql(sql.with("select t.* from tiers t"))
			.params(sql.parameters())
			.query(TierReasons::judged)
			.optional();
		Optional<Assigned> assigned = jdbc.sql("""
				select tier, since_day from tier_assignments
				where organization_id = :organization and policy_id = :policy and member_id = :member
				""")
			.param("organization", tenancy.current())
			.param("policy", policy.id().id())
			.param("member", member.id())
			.query((row, number) -> new Assigned(Tier.valueOf(row.getString(1)), row.getObject(2, LocalDate.class)))
			.optional();
		return new MemberTier(member.id(), policy, assigned.map(Assigned::tier).orElse(null),
				assigned.map(Assigned::since).orElse(null), asOf, judged.map(Judged::inputs).orElse(null),
				judged.map(Judged::tier).orElse(null), history(policy.id(), member));
	}

	private List<MemberTier.Change> history(TierPolicyId policy, MemberId member) {
		return jdbc.sql("""
				select * from tier_changes
				where organization_id = :organization and policy_id = :policy and member_id = :member
				and from_tier is distinct from to_tier
				order by day desc limit 50
				""")
			.param("organization", tenancy.current())
			.param("policy", policy.id())
			.param("member", member.id())
			.query((row, number) -> new MemberTier.Change(row.getObject("day", LocalDate.class),
					TieringService.tier(row.getString("from_tier")), TieringService.tier(row.getString("to_tier")),
					row.getLong("activity"), row.getLong("spend"), row.getObject("joined_day", LocalDate.class),
					row.getInt("policy_number"), row.getTimestamp("evaluated_at").toInstant()))
			.list();
	}

	private static Judged judged(ResultSet row, int number) throws SQLException {
		return new Judged(Tier.valueOf(row.getString("tier")),
				new TierInputs(row.getLong("activity"), row.getLong("activity_before"), row.getLong("spend"),
						row.getLong("spend_before"), row.getObject("joined_day", LocalDate.class),
						TieringService.tier(row.getString("before_tier"))));
	}

	private record Judged(Tier tier, TierInputs inputs) {
	}

	private record Assigned(Tier tier, LocalDate since) {
	}

}
