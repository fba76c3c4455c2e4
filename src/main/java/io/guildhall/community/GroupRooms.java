package io.guildhall.community;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.community.GroupFigures.Figures;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/** How full groups are, and which one follows a full one. */
@Service
@Transactional
@RequiredArgsConstructor
public class GroupRooms {

	private static final int CHOICES = 2000;

	private final GroupRepository groups;

	private final ObjectProvider<GroupFigures> figures;

	private final Scoping scoping;

	private final AuditTrail audit;

	/**
	 * Names the group that follows, when the group warns and how one gets in.
	 * @param warnPercent of its capacity, 1 to 100
	 * @param next null for none
	 * @param entry a link, or what to do; empty for none, null leaves it as it is
	 * @param version at which the group was read; null writes over whatever there is
	 * @throws CommunityRefused if one of the groups is unknown or archived, the
	 * percentage is out of bounds, the entry is too long, or the chain would lead back to
	 * the group
	 */
	@May(Permission.COMMUNITY_EDIT)
	public GroupRoom arrange(GroupId id, int warnPercent, @Nullable GroupId next, @Nullable String entry,
			@Nullable Long version) {
		CommunityGroup group = Versioned.at(version, find(id), CommunityGroup.class, id);
		Map<String, Object> before = fields(group);
		if (next != null && !next.equals(group.next())) {
			CommunityGroup following = find(next);
			if (following.getArchivedAt() != null) {
				throw CommunityRefused.archived(following.getName());
			}
			if (chain(List.of(next)).containsKey(id)) {
				throw CommunityRefused.circle(following.getName());
			}
		}
		group.overflow(warnPercent, next, (entry != null) ? entry : group.getEntry());
		groups.store(group);
		audit.record("community.group.arranged", "group", id, before, fields(group));
		return of(id);
	}

	/**
	 * How full a group is.
	 * @throws CommunityRefused if there is none for who asks
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public GroupRoom of(GroupId id) {
		find(id);
		return Objects.requireNonNull(of(List.of(id)).get(id));
	}

	/** How full those of the groups are that there are, whoever asks. */
	@Transactional(readOnly = true)
	public Map<GroupId, GroupRoom> of(Collection<GroupId> ids) {
		Map<GroupId, CommunityGroup> chain = chain(ids);
		Map<GroupId, Figures> counts = counts(chain.keySet());
		return ids.stream()
			.distinct()
			.filter(chain::containsKey)
			.collect(Collectors.toMap(id -> id, id -> room(id, chain, counts)));
	}

	/** The groups that warn and that who acts may see, the fullest first. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public List<GroupRoom> near() {
		List<GroupId> all = groups
			.after(false, "", "", Slice.FIRST, scoping.all(), scoping.host(), true, new CommunityId(Slice.FIRST),
					Limit.of(CHOICES))
			.stream()
			.map(CommunityGroup::getId)
			.toList();
		return of(all).values()
			.stream()
			.filter(GroupRoom::near)
			.sorted(Comparator.comparingDouble((GroupRoom room) -> -(double) room.members() / room.capacity())
				.thenComparing(GroupRoom::name))
			.toList();
	}

	/**
	 * The groups to which newcomers go once these are full: of the first what follows it
	 * down its chain, then of the others. None of these is among them, and no archived
	 * one; whoever asks, so also for a page on which nobody is logged in.
	 * @return in the order in which they are filled
	 */
	@Transactional(readOnly = true)
	public List<GroupId> following(List<GroupId> full) {
		Map<GroupId, CommunityGroup> chain = chain(full);
		Set<GroupId> seen = new HashSet<>(full);
		List<GroupId> following = new ArrayList<>();
		for (GroupId first : full) {
			CommunityGroup at = chain.get(first);
			while (at != null) {
				GroupId next = at.next();
				at = (next != null && seen.add(next)) ? chain.get(next) : null;
				if (at != null && at.getArchivedAt() == null) {
					following.add(at.getId());
				}
			}
		}
		return following;
	}

	private static GroupRoom room(GroupId id, Map<GroupId, CommunityGroup> chain, Map<GroupId, Figures> counts) {
		CommunityGroup group = Objects.requireNonNull(chain.get(id));
		long members = counts.getOrDefault(id, Figures.NONE).members();
		GroupId next = group.next();
		CommunityGroup following = (next != null) ? chain.get(next) : null;
		return new GroupRoom(id, group.getName(), members, group.getCapacity(), group.getWarnPercent(),
				members * 100 >= (long) group.getCapacity() * group.getWarnPercent(), members >= group.getCapacity(),
				(following != null) ? GroupSummary.of(following) : null, withRoom(id, chain, counts), group.getEntry(),
				group.version());
	}

	/** The first group with room: this one, or one down the chain. */
	private static @Nullable GroupSummary withRoom(GroupId first, Map<GroupId, CommunityGroup> chain,
			Map<GroupId, Figures> counts) {
		Set<GroupId> seen = new HashSet<>();
		GroupId at = first;
		while (at != null && seen.add(at)) {
			CommunityGroup group = chain.get(at);
			if (group == null) {
				return null;
			}
			if (group.getArchivedAt() == null
					&& counts.getOrDefault(at, Figures.NONE).members() < group.getCapacity()) {
				return GroupSummary.of(group);
			}
			at = group.next();
		}
		return null;
	}

	/** The groups and all that follow them, a link of all chains by each query. */
	private Map<GroupId, CommunityGroup> chain(Collection<GroupId> from) {
		Map<GroupId, CommunityGroup> known = new LinkedHashMap<>();
		Set<GroupId> asked = new HashSet<>();
		Set<GroupId> wanted = new LinkedHashSet<>(from);
		while (!wanted.isEmpty()) {
			asked.addAll(wanted);
			List<CommunityGroup> found = groups.findAllByIdIn(wanted);
			found.forEach(group -> known.put(group.getId(), group));
			wanted = found.stream()
				.map(CommunityGroup::next)
				.filter(Objects::nonNull)
				.filter(id -> !asked.contains(id))
				.collect(Collectors.toCollection(LinkedHashSet::new));
		}
		return known;
	}

	private Map<GroupId, Figures> counts(Collection<GroupId> of) {
		GroupFigures source = figures.getIfAvailable();
		return (source != null && !of.isEmpty()) ? source.of(of) : Map.of();
	}

	private CommunityGroup find(GroupId id) {
		return groups.findById(id).filter(scoping::maySee).orElseThrow(() -> CommunityRefused.unknownGroup(id));
	}

	private static Map<String, Object> fields(CommunityGroup group) {
		GroupId next = group.next();
		Map<String, Object> fields = new HashMap<>();
		fields.put("warnPercent", group.getWarnPercent());
		fields.put("next", (next != null) ? next : "");
		fields.put("entry", group.getEntry());
		return fields;
	}

}
