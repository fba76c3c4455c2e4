package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupScope;
import io.guildhall.member.MemberId;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What the tiers come to, for those members that who acts may see. */
@Service
@May(Permission.TIER_READ)
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class TierFigures {

	/** The tier of each member as of the end of a day, by the history. */
	private static final String STATE = """
			select distinct on (c.member_id) c.member_id, c.to_tier as tier
			from tier_changes c
			where c.organization_id = :organization and c.policy_id = :policy and c.day <= :%s
			order by c.member_id, c.day desc
			""";

	private static final String IN_SCOPE = """
			and exists (select 1 from member_group_facts s
				where s.organization_id = :organization and s.member_id = <member>
				and s.left_at is null and s.group_id = any(cast(:groups as uuid[])))
			""";

	private final TierPolicyService policies;

	private final CommunityService communities;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** How many members that who acts may see have which tier now. */
	public TierCounts counts(TierPolicyId id) {
		GroupScope scope = communities.scope();
		return jdbc.sql("select " + TieringService.COUNTS + """
				from tier_assignments t
				where t.organization_id = :organization and t.policy_id = :policy
				""" + inScope(scope, "t.member_id"))
			.param("organization", tenancy.current())
			.param("policy", id.id())
			.param("groups", scope.array())
			.query((row, number) -> TieringService.counts(row))
			.single();
	}

	/**
	 * How members that who acts may see moved between two days, by the history.
	 * @throws TieringRefused if the days are not in their order
	 */
	public TierFlow flow(TierPolicyId id, LocalDate from, LocalDate to) {
		if (from.isAfter(to)) {
			throw TieringRefused.period(from, to);
		}
		GroupScope scope = communities.scope();
		List<TierMove> moves = jdbc
			.sql("with a as (" + STATE.formatted("from") + "), b as (" + STATE.formatted("to") + """
					)
					select a.tier as from_tier, b.tier as to_tier, count(*) as members
					from b left join a on a.member_id = b.member_id
					where (a.tier is not null or b.tier is not null)
					""" + inScope(scope, "b.member_id") + " group by a.tier, b.tier")
			.param("organization", tenancy.current())
			.param("policy", id.id())
			.param("from", from)
			.param("to", to)
			.param("groups", scope.array())
			.query((row, number) -> new TierMove(TieringService.tier(row.getString("from_tier")),
					TieringService.tier(row.getString("to_tier")), row.getLong("members")))
			.list();
		return new TierFlow(id.equals(TierPolicyId.ofOrganization(tenancy.current())) ? null : id, from, to, moves);
	}

	/** Who fell from one tier to another after a day, the latest first. */
	public List<Fallen> fallen(TierPolicyId id, Tier from, Tier to, LocalDate after, int limit) {
		GroupScope scope = communities.scope();
		return jdbc.sql("""
				select c.member_id, f.display_name, c.day, count(*) over () as members
				from tier_changes c
				join tier_assignments t on t.organization_id = :organization and t.policy_id = c.policy_id
					and t.member_id = c.member_id and t.tier = c.to_tier
				join member_facts f on f.organization_id = :organization and f.member_id = c.member_id
				where c.organization_id = :organization and c.policy_id = :policy and c.day > :after
				and c.from_tier = :from and c.to_tier = :to
				""" + inScope(scope, "c.member_id") + " order by c.day desc, c.member_id limit :limit")
			.param("organization", tenancy.current())
			.param("policy", id.id())
			.param("after", after)
			.param("from", from.name())
			.param("to", to.name())
			.param("groups", scope.array())
			.param("limit", limit)
			.query((row, number) -> new Fallen(new MemberId(row.getObject("member_id", UUID.class)),
					row.getString("display_name"), row.getObject("day", LocalDate.class), row.getLong("members")))
			.list();
	}

	/** The latest evaluations of a policy. */
	public List<TierEvaluation> evaluations(TierPolicyId id, int limit) {
		policies.get(id);
		return jdbc.sql("""
				select * from tier_evaluations
				where organization_id = :organization and policy_id = :policy
				order by evaluated_at desc limit :limit
				""")
			.param("organization", tenancy.current())
			.param("policy", id.id())
			.param("limit", limit)
			.query((row, number) -> new TierEvaluation(row.getObject("id", UUID.class), id, row.getInt("policy_number"),
					row.getObject("as_of", LocalDate.class), row.getTimestamp("evaluated_at").toInstant(),
					TieringService.counts(row), row.getLong("changed")))
			.list();
	}

	private static String inScope(GroupScope scope, String member) {
		return scope.all() ? "" : IN_SCOPE.replace("<member>", member);
	}

	/**
	 * A member who fell to another tier and is there still.
	 *
	 * @param members how many there are in all
	 */
	public record Fallen(MemberId member, String name, LocalDate day, long members) {
	}

}
