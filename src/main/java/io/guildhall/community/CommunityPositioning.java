package io.guildhall.community;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The part of a community's card that changes with time: the goal of a period and whether
 * the product fits.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CommunityPositioning {

	private final CommunityService communities;

	private final GroupRepository groups;

	private final ObjectProvider<GroupNewcomers> newcomers;

	private final Scoping scoping;

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/**
	 * What a community is to bring. Leads are counted in those of its groups that who
	 * asks may see.
	 * @throws CommunityRefused if there is no such community for who asks
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public CommunityPosition get(CommunityId id) {
		communities.get(id);
		Kept kept = kept(id);
		CommunityGoal goal = kept.goal();
		boolean facts = goal != null && goal.kind() == GoalKind.LEADS;
		Long reached = (goal == null) ? null : facts ? Long.valueOf(came(id, goal)) : goal.counted();
		return new CommunityPosition(id, goal, reached, facts, kept.fit(), kept.fit().advice(), kept.version());
	}

	/**
	 * Writes down what a community is to bring, and whether the product fits.
	 * @param goal null for none
	 * @param version at which it was read; null writes over whatever there is
	 * @throws CommunityRefused if the community is unknown or archived, or who acts is
	 * limited to groups of their own
	 */
	@May(Permission.COMMUNITY_EDIT)
	public CommunityPosition change(CommunityId id, @Nullable CommunityGoal goal, ProductFit fit,
			@Nullable Long version) {
		scoping.requireAll();
		CommunityDetails community = communities.get(id);
		if (community.archivedAt() != null) {
			throw CommunityRefused.archived(community.card().name());
		}
		Kept before = kept(id);
		if (version != null && version != before.version()) {
			throw new ObjectOptimisticLockingFailureException(CommunityPosition.class, id);
		}
		int written = jdbc
			.sql("""
					insert into community_positions as p (organization_id, community_id, version, goal_kind, goal_target,
						goal_currency, goal_from, goal_until, goal_counted, sells, generalizes, impulse, band)
					values (:organization, :community, 1, :kind, cast(:target as bigint), :currency, cast(:from as date),
						cast(:until as date), cast(:counted as bigint), cast(:sells as boolean), cast(:generalizes as boolean),
						cast(:impulse as boolean), :band)
					on conflict (organization_id, community_id) do update set version = p.version + 1,
						goal_kind = excluded.goal_kind, goal_target = excluded.goal_target, goal_currency = excluded.goal_currency,
						goal_from = excluded.goal_from, goal_until = excluded.goal_until, goal_counted = excluded.goal_counted,
						sells = excluded.sells, generalizes = excluded.generalizes, impulse = excluded.impulse, band = excluded.band
					where p.version = :before
					""")
			.params(parameters(goal, fit))
			.param("organization", tenancy.current())
			.param("community", id.id())
			.param("before", before.version())
			.update();
		if (written == 0) {
			throw new ObjectOptimisticLockingFailureException(CommunityPosition.class, id);
		}
		audit.record("community.positioned", "community", id, before.fields(), new Kept(goal, fit, 0).fields());
		return get(id);
	}

	private long came(CommunityId id, CommunityGoal goal) {
		GroupNewcomers source = newcomers.getIfAvailable();
		List<GroupId> of = groups.idsOf(id, scoping.all(), scoping.host()).stream().map(GroupId::new).toList();
		return (source != null) ? source.count(of, goal.from(), goal.until()) : 0;
	}

	private Kept kept(CommunityId id) {
		return jdbc
			.sql("select * from community_positions where organization_id = :organization and community_id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query((row, number) -> kept(row))
			.optional()
			.orElse(new Kept(null, ProductFit.OPEN, 0));
	}

	private static Kept kept(ResultSet row) throws SQLException {
		String kind = row.getString("goal_kind");
		String band = row.getString("band");
		CommunityGoal goal = (kind != null) ? new CommunityGoal(GoalKind.valueOf(kind), row.getLong("goal_target"),
				row.getString("goal_currency"), Objects.requireNonNull(row.getObject("goal_from", LocalDate.class)),
				Objects.requireNonNull(row.getObject("goal_until", LocalDate.class)),
				row.getObject("goal_counted", Long.class)) : null;
		return new Kept(goal,
				new ProductFit(row.getObject("sells", Boolean.class), row.getObject("generalizes", Boolean.class),
						row.getObject("impulse", Boolean.class), (band != null) ? PriceBand.valueOf(band) : null),
				row.getLong("version"));
	}

	private static Map<String, @Nullable Object> parameters(@Nullable CommunityGoal goal, ProductFit fit) {
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("kind", (goal != null) ? goal.kind().name() : null);
		parameters.put("target", (goal != null) ? goal.target() : null);
		parameters.put("currency", (goal != null) ? goal.currency() : null);
		parameters.put("from", (goal != null) ? goal.from().toString() : null);
		parameters.put("until", (goal != null) ? goal.until().toString() : null);
		parameters.put("counted", (goal != null) ? goal.counted() : null);
		parameters.put("sells", fit.sells());
		parameters.put("generalizes", fit.generalizes());
		parameters.put("impulse", fit.impulse());
		parameters.put("band", (fit.band() != null) ? fit.band().name() : null);
		return parameters;
	}

	private record Kept(@Nullable CommunityGoal goal, ProductFit fit, long version) {

		Map<String, Object> fields() {
			Map<String, Object> fields = new HashMap<>(fit.fields());
			if (goal != null) {
				fields.putAll(goal.fields());
			}
			return fields;
		}
	}

}
