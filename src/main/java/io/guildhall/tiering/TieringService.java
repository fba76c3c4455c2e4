package io.guildhall.tiering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.database.Statistics;
import io.guildhall.job.JobService;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** Judges members by the policies, and shows what terms would come to. */
@Slf4j
@Service
@Transactional
@RequiredArgsConstructor
public class TieringService {

	static final String COUNTS = """
			count(*) filter (where t.tier = 'CORE') as core, count(*) filter (where t.tier = 'POTENTIAL') as potential,
			count(*) filter (where t.tier = 'SILENT') as silent,
			count(*) filter (where t.tier = 'DORMANT_SPENDER') as dormant_spender,
			count(*) filter (where t.tier = 'NEW') as newcomers
			""";

	private static final String PREVIEW = """
			, now as (
				select c.member_id, c.tier from tier_assignments c
				where c.organization_id = :organization and c.policy_id = :policy
			)
			, moves as (
				select coalesce(t.member_id, n.member_id) as member_id, n.tier as from_tier, t.tier, t.activity, t.spend
				from tiers t full join now n on n.member_id = t.member_id
			)
			select 'MOVE' as what, m.from_tier, m.tier, count(*) as x, 0 as y, '' as name, cast(null as uuid) as member_id
			from moves m
			group by m.from_tier, m.tier
			union all
			select 'MOVER', p.from_tier, p.tier, coalesce(p.activity, 0), coalesce(p.spend, 0), f.display_name, f.member_id
			from (select m.*, row_number() over (partition by m.from_tier, m.tier order by m.member_id) as place
				from moves m where m.from_tier is distinct from m.tier) p
			join member_facts f on f.organization_id = :organization and f.member_id = p.member_id and f.state = 'ACTIVE'
			where p.place <= :movers
			union all
			select 'POINT', null, p.tier, p.activity, p.spend, f.display_name, f.member_id
			from (select * from tiers t order by md5(cast(t.member_id as text)) limit :most) p
			join member_facts f on f.organization_id = :organization and f.member_id = p.member_id
			""";

	private final TierPolicyService policies;

	private final OrganizationService organizations;

	private final JobService jobs;

	private final AuditTrail audit;

	private final Statistics statistics;

	private final TierMoves moves;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Judges the members of a policy in the background.
	 * @return the id of the job
	 * @throws TieringRefused if there is no such policy, or the day has not begun
	 */
	@May(Permission.TIER_READ)
	public UUID start(TierPolicyId id, LocalDate asOf) {
		policies.get(id);
		requireBegun(asOf);
		return jobs.start(TierEvaluationJob.KIND, Map.of("policy", id.toString(), "asOf", asOf.toString()),
				"/tiers/" + id);
	}

	/**
	 * Judges all members of a policy as of the end of a day, and writes down who has
	 * another tier. Evaluating the same day again changes nothing. A day before the last
	 * evaluated one is judged as if it were the present: by the tiers that were known
	 * before it.
	 * @throws TieringRefused if there is no such policy, or the day has not begun
	 */
	public TierEvaluation evaluate(TierPolicyId id, LocalDate asOf) {
		return evaluate(id, asOf, TierMoves.Progress.UNTOLD);
	}

	/**
	 * The same, told how far it is.
	 * @throws TierMoves.Stopped if it shall not go on; then nothing is written
	 */
	TierEvaluation evaluate(TierPolicyId id, LocalDate asOf, TierMoves.Progress progress) {
		lock(id);
		TierPolicyDetails policy = policies.get(id);
		requireBegun(asOf);
		statistics.refresh();
		boolean lookBack = isLookBack(policy, asOf);
		TierSql sql = new TierSql(tenancy.current(), id, policy.community(), policy.terms(), asOf, lookBack, null);
		Timestamp now = Timestamp.from(clock.instant());
		long start = System.nanoTime();
		long changed = moves.write(sql, policy.number(), now, progress);
		TierCounts counts = moves.counts(id);
		UUID evaluation = Ids.next();
		jdbc.sql("""
				insert into tier_evaluations (organization_id, id, policy_id, policy_number, as_of, evaluated_at, core,
					potential, silent, dormant_spender, newcomers, changed)
				values (:organization, :id, :policy, :number, :as_of, :now, :core, :potential, :silent, :dormant, :new,
					:changed)
				""")
			.param("organization", tenancy.current())
			.param("id", evaluation)
			.param("policy", id.id())
			.param("number", policy.number())
			.param("as_of", asOf)
			.param("now", now)
			.param("core", counts.core())
			.param("potential", counts.potential())
			.param("silent", counts.silent())
			.param("dormant", counts.dormantSpender())
			.param("new", counts.newcomers())
			.param("changed", changed)
			.update();
		jdbc.sql("""
				update tier_policies set evaluated_as_of = :as_of
				where organization_id = :organization and id = :policy
				""").param("organization", tenancy.current()).param("policy", id.id()).param("as_of", asOf).update();
		audit.record("tiering.evaluated", "tier-policy", id,
				Map.of("asOf", asOf, "members", counts.total(), "changed", changed));
		log.info("Judged {} members by policy {} as of {}: {} changed, {} ms", counts.total(), id, asOf, changed,
				(System.nanoTime() - start) / 1_000_000);
		return new TierEvaluation(evaluation, id, policy.number(), asOf, now.toInstant(), counts, changed);
	}

	/**
	 * What terms would come to today; nothing is written.
	 * @param id of the policy whose members would be judged by them
	 */
	@May(Permission.POLICY_EDIT)
	@Transactional(readOnly = true)
	public TierPreview preview(TierPolicyId id, TierTerms terms, LocalDate asOf) {
		TierPolicyDetails policy = policies.get(id);
		requireBegun(asOf);
		TierSql sql = new TierSql(tenancy.current(), id, policy.community(), terms, asOf, isLookBack(policy, asOf),
				null);
		List<TierMove> moves = new ArrayList<>();
		List<TierPreview.Point> points = new ArrayList<>();
		List<TierPreview.Mover> movers = new ArrayList<>();
		jdbc.sql(sql.with(PREVIEW))
			.params(sql.parameters())
			.param("most", TierPreview.MOST_POINTS)
			.param("movers", TierPreview.MOST_MOVERS)
			.query(row -> {
				Tier from = tier(row.getString("from_tier"));
				Tier tier = tier(row.getString("tier"));
				switch (row.getString("what")) {
					case "MOVE" -> moves.add(new TierMove(from, tier, row.getLong("x")));
					case "MOVER" ->
						movers.add(new TierPreview.Mover(new MemberId(row.getObject("member_id", UUID.class)),
								row.getString("name"), from, tier, row.getLong("x"), row.getLong("y")));
					default -> {
						if (tier != null) {
							points.add(new TierPreview.Point(row.getLong("x"), row.getLong("y"), tier,
									row.getString("name")));
						}
					}
				}
			});
		Map<Tier, Long> counts = moves.stream()
			.filter(move -> move.to() != null)
			.collect(Collectors.groupingBy(TierMove::to, () -> new EnumMap<>(Tier.class),
					Collectors.summingLong(TierMove::members)));
		return new TierPreview(terms, asOf,
				new TierCounts(counts.getOrDefault(Tier.CORE, 0L), counts.getOrDefault(Tier.POTENTIAL, 0L),
						counts.getOrDefault(Tier.SILENT, 0L), counts.getOrDefault(Tier.DORMANT_SPENDER, 0L),
						counts.getOrDefault(Tier.NEW, 0L)),
				moves, points, movers);
	}

	/**
	 * The tiers that the policy of the organization gave those of the members it knows.
	 */
	@Transactional(readOnly = true)
	public Map<MemberId, Tier> tiers(Collection<MemberId> ids) {
		return jdbc.sql("""
				select member_id, tier from tier_assignments
				where organization_id = :organization and policy_id = :policy
				and member_id = any(cast(:members as uuid[]))
				""")
			.param("organization", tenancy.current())
			.param("policy", TierPolicyId.ofOrganization(tenancy.current()).id())
			.param("members", ids.stream().map(MemberId::id).toArray(UUID[]::new))
			.query((row, number) -> Map.entry(new MemberId(row.getObject(1, UUID.class)),
					Tier.valueOf(row.getString(2))))
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/** One evaluation of a policy at a time. */
	private void lock(TierPolicyId id) {
		boolean locked = jdbc
			.sql("select id from tier_policies where organization_id = :organization and id = :policy for update")
			.param("organization", tenancy.current())
			.param("policy", id.id())
			.query(UUID.class)
			.optional()
			.isPresent();
		if (!locked) {
			policies.get(id);
		}
	}

	private void requireBegun(LocalDate day) {
		if (day.isAfter(organizations.today())) {
			throw TieringRefused.future(day);
		}
	}

	static boolean isLookBack(TierPolicyDetails policy, LocalDate asOf) {
		return policy.evaluatedAsOf() != null && asOf.isBefore(policy.evaluatedAsOf());
	}

	static TierCounts counts(ResultSet row) throws SQLException {
		return new TierCounts(row.getLong("core"), row.getLong("potential"), row.getLong("silent"),
				row.getLong("dormant_spender"), row.getLong("newcomers"));
	}

	static @Nullable Tier tier(@Nullable String name) {
		return (name != null) ? Tier.valueOf(name) : null;
	}

}
