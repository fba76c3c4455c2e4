package io.guildhall.touch;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Pairs of groups whose common members are sold to once, not once for each group. A
 * campaign reaches a member once anyway; this is about several campaigns.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class TouchPairs {

	/** The longest time that a contact counts. */
	public static final int LONGEST = 90;

	private final CommunityService communities;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * From now on whoever is in both groups is not sold to again within so many days.
	 * @param days 1 to {@link #LONGEST}; null for no limit any more
	 * @throws TouchRefused if the days are out of bounds, or it is one group twice
	 */
	@May(Permission.CAMPAIGN_EDIT)
	public void once(GroupId one, GroupId other, @Nullable Integer days) {
		Map<String, UUID> pair = pair(one, other);
		if (days == null) {
			jdbc.sql(
					"""
							delete from touch_pairs where organization_id = :organization and group_id = :group and other_id = :other
							""")
				.param("organization", tenancy.current())
				.params(pair)
				.update();
		}
		else if (days < 1 || days > LONGEST) {
			throw TouchRefused.days(LONGEST);
		}
		else {
			jdbc.sql(
					"""
							insert into touch_pairs (organization_id, group_id, other_id, days, set_at)
							values (:organization, :group, :other, :days, :now)
							on conflict (organization_id, group_id, other_id) do update set days = excluded.days, set_at = excluded.set_at
							""")
				.param("organization", tenancy.current())
				.params(pair)
				.param("days", days)
				.param("now", Timestamp.from(clock.instant()))
				.update();
		}
		for (GroupId group : new GroupId[] { one, other }) {
			audit.record("touch.pair", "group", group,
					Map.of("with", group.equals(one) ? other : one, "days", (days != null) ? days : ""));
		}
	}

	/**
	 * Within how many days members of both groups are sold to once; empty for no limit.
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Optional<Integer> days(GroupId one, GroupId other) {
		return jdbc.sql("""
				select days from touch_pairs
				where organization_id = :organization and group_id = :group and other_id = :other
				""").param("organization", tenancy.current()).params(pair(one, other)).query(Integer.class).optional();
	}

	/** As the database orders ids, which Java does not. */
	private Map<String, UUID> pair(GroupId one, GroupId other) {
		communities.require(one);
		communities.require(other);
		int order = Ids.IN_ORDER.compare(one.id(), other.id());
		if (order == 0) {
			throw TouchRefused.same();
		}
		return Map.of("group", ((order < 0) ? one : other).id(), "other", ((order < 0) ? other : one).id());
	}

}
