package io.guildhall.health;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupScope;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupSummary;
import io.guildhall.member.StayMoves;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Makes one group of two: the members of the one are in the other from then on, and it is
 * closed and leads there. What happened in it stays in it. It can be taken back.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class GroupMerges {

	private final CommunityService communities;

	private final GroupService groups;

	private final StayMoves stays;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What merging would do; nothing is written.
	 * @throws io.guildhall.community.CommunityRefused if one of them is unknown to who
	 * acts
	 */
	@May(Permission.COMMUNITY_EDIT)
	@Transactional(readOnly = true)
	public GroupMergePreview preview(GroupId group, GroupId into) {
		GroupSummary from = communities.require(group);
		GroupSummary to = communities.require(into);
		StayMoves.Effect effect = stays.foresee(group, into);
		long challenges = jdbc.sql("""
				select count(*) from challenge_facts
				where organization_id = :organization and group_id = :group and ends_on >= :today
				""")
			.param("organization", tenancy.current())
			.param("group", group.id())
			.param("today", organizations.today())
			.query(Long.class)
			.single();
		return new GroupMergePreview(from, to, effect, challenges, refusal(from, to, effect));
	}

	private static @Nullable HealthRefused refusal(GroupSummary from, GroupSummary to, StayMoves.Effect effect) {
		if (from.id().equals(to.id())) {
			return HealthRefused.same();
		}
		if (from.archived() || to.archived()) {
			return HealthRefused.archived(from.archived() ? from.name() : to.name());
		}
		boolean full = effect.moving() > 0 && effect.after() > to.capacity();
		return full ? HealthRefused.full(to.name(), effect.after(), to.capacity()) : null;
	}

	/**
	 * Merges: the first goes into the other.
	 * @throws HealthRefused if the other one has no room for all, one is archived, or it
	 * is one group twice
	 * @throws io.guildhall.community.CommunityRefused if one is unknown to who acts
	 */
	@May(Permission.COMMUNITY_EDIT)
	public GroupMergeId merge(GroupId group, GroupId into) {
		groups.hold(group, into);
		GroupMergePreview preview = preview(group, into);
		if (preview.refusal() != null) {
			throw preview.refusal();
		}
		groups.mergeInto(group, into);
		GroupMergeId id = GroupMergeId.next();
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		int moved = stays.move(id.id(), group, into, now);
		jdbc.sql("""
				insert into health_merges (organization_id, id, group_id, into_id, moved, merged_at, actor_name)
				values (:organization, :id, :group, :into, :moved, :now, :name)
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("group", group.id())
			.param("into", into.id())
			.param("moved", moved)
			.param("now", Timestamp.from(now))
			.param("name", OnBehalf.actor().name())
			.update();
		return id;
	}

	/**
	 * Takes a merge back: the group is open again, and whoever is still in the other one
	 * is in it again.
	 * @throws HealthRefused if there is none that who acts may see, or it was taken back
	 * @throws io.guildhall.community.CommunityRefused if the group cannot be opened again
	 */
	@May(Permission.COMMUNITY_EDIT)
	public void undo(GroupMergeId id) {
		GroupMerge merge = get(id);
		int undone = jdbc.sql("""
				update health_merges set undone_at = :now
				where organization_id = :organization and id = :id and undone_at is null
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("now", Timestamp.from(clock.instant()))
			.update();
		if (undone == 0) {
			throw HealthRefused.undone();
		}
		groups.separate(merge.group().id(), merge.into().id());
		stays.moveBack(id.id(), merge.group().id(), merge.into().id(), merge.mergedAt());
	}

	/**
	 * A merge.
	 * @throws HealthRefused if there is none, or who acts does not see both groups
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public GroupMerge get(GroupMergeId id) {
		return merges("and m.id = :id", Map.of("id", id.id())).stream()
			.findFirst()
			.orElseThrow(() -> HealthRefused.unknownMerge(id));
	}

	/** The merge that closed a group; empty for a group that is none of it. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Optional<GroupMerge> of(GroupId group) {
		return merges("and m.group_id = :group and m.undone_at is null", Map.of("group", group.id())).stream()
			.findFirst();
	}

	/** All merges between groups that who acts may see, the latest first. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Slice<GroupMerge> list(@Nullable String after) {
		List<String> cursor = Slice.decode(after, 2);
		String further = cursor.isEmpty() ? ""
				: "and (m.merged_at, m.id) < (cast(:at as timestamptz), cast(:after as uuid))";
		Map<String, Object> parameters = cursor.isEmpty() ? Map.of()
				: Map.of("at", Slice.instant(cursor, 0).toString(), "after", Slice.id(cursor, 1));
		return Slice.of(merges(further, parameters), Slice.PAGE, merge -> List.of(merge.mergedAt(), merge.id()));
	}

	private List<GroupMerge> merges(String which, Map<String, ?> parameters) {
		GroupScope scope = communities.scope();
		List<Row> rows = jdbc.sql("""
				select m.* from health_merges m
				where m.organization_id = :organization %s
				and (:all or (m.group_id = any(:groups) and m.into_id = any(:groups)))
				order by m.merged_at desc, m.id desc limit :limit
				""".formatted(which))
			.param("organization", tenancy.current())
			.param("all", scope.all())
			.param("groups", scope.array())
			.param("limit", Slice.PAGE + 1)
			.params(parameters)
			.query(GroupMerges::row)
			.list();
		Map<GroupId, GroupSummary> names = communities
			.summaries(rows.stream().flatMap(row -> Stream.of(row.group(), row.into())).distinct().toList());
		return rows.stream()
			.map(row -> new GroupMerge(row.id(), Objects.requireNonNull(names.get(row.group())),
					Objects.requireNonNull(names.get(row.into())), row.moved(), row.mergedAt(), row.by(),
					row.undoneAt()))
			.toList();
	}

	private static Row row(ResultSet row, int number) throws SQLException {
		return new Row(new GroupMergeId(row.getObject("id", UUID.class)),
				new GroupId(row.getObject("group_id", UUID.class)), new GroupId(row.getObject("into_id", UUID.class)),
				row.getLong("moved"), row.getTimestamp("merged_at").toInstant(), row.getString("actor_name"),
				Rows.instant(row, "undone_at"));
	}

	private record Row(GroupMergeId id, GroupId group, GroupId into, long moved, Instant mergedAt, String by,
			@Nullable Instant undoneAt) {
	}

}
