package io.guildhall.community;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.staff.StaffService;
import lombok.RequiredArgsConstructor;

/** The groups of communities. */
@Service
@Transactional
@RequiredArgsConstructor
public class GroupService {

	private final CommunityRepository communities;

	private final GroupRepository groups;

	private final Scoping scoping;

	private final StaffService staff;

	private final AuditTrail audit;

	private final Clock clock;

	/**
	 * Opens a group. Whoever is limited to groups of their own becomes its host.
	 * @throws CommunityRefused if the community is unknown or archived, or the terms are
	 * not right
	 */
	@May(Permission.COMMUNITY_EDIT)
	public GroupDetails create(CommunityId community, GroupTerms terms) {
		Community of = community(community);
		CommunityGroup group = groups.store(new CommunityGroup(of, checked(terms, null), clock.instant()));
		audit.record("community.group.created", "group", group.getId(), group.terms().fields());
		return GroupDetails.of(group, of);
	}

	/**
	 * Runs a group on other terms.
	 * @param version at which it was read; null writes over whatever there is
	 */
	@May(Permission.COMMUNITY_EDIT)
	public GroupDetails change(GroupId id, GroupTerms terms, @Nullable Long version) {
		CommunityGroup group = Versioned.at(version, find(id), CommunityGroup.class, id);
		GroupTerms before = group.terms();
		group.run(checked(terms, before.host()));
		groups.store(group);
		audit.record("community.group.changed", "group", id, before.fields(), group.terms().fields());
		return GroupDetails.of(group, community(group.getCommunity()));
	}

	/** Puts a group away; its members' history stays. */
	@May(Permission.COMMUNITY_EDIT)
	public void archive(GroupId id) {
		find(id).archive(clock.instant());
		audit.record("community.group.archived", "group", id, Map.of());
	}

	/**
	 * Takes a group out again.
	 * @throws CommunityRefused while its community is archived, or if it went into
	 * another group: then the merge is taken back
	 */
	@May(Permission.COMMUNITY_EDIT)
	public void restore(GroupId id) {
		CommunityGroup group = find(id);
		if (group.mergedInto() != null) {
			throw CommunityRefused.merged(group.getName());
		}
		group.restore(community(group.getCommunity()));
		groups.store(group);
		audit.record("community.group.restored", "group", id, Map.of());
	}

	/**
	 * Keeps others from changing these groups until what is done with them is done.
	 */
	@May(Permission.COMMUNITY_EDIT)
	public void hold(GroupId one, GroupId other) {
		groups.hold(List.of(one, other));
	}

	/**
	 * Closes a group that goes into another: it is archived and leads there. Who moves
	 * its members calls it.
	 * @throws CommunityRefused if one is unknown to who acts or archived, or it is the
	 * same one
	 */
	@May(Permission.COMMUNITY_EDIT)
	public void mergeInto(GroupId id, GroupId into) {
		CommunityGroup group = find(id);
		group.mergeInto(find(into), clock.instant());
		groups.store(group);
		audit.record("community.group.merged", "group", id, Map.of("into", into));
		audit.record("community.group.merged-in", "group", into, Map.of("from", id));
	}

	/**
	 * Takes a group out again that went into another.
	 * @throws CommunityRefused if it is not there any more, its community is archived, or
	 * its name was given away
	 */
	@May(Permission.COMMUNITY_EDIT)
	public void separate(GroupId id, GroupId from) {
		CommunityGroup group = find(id);
		if (!from.equals(group.mergedInto())) {
			throw CommunityRefused.notMerged(group.getName());
		}
		group.restore(community(group.getCommunity()));
		groups.store(group);
		audit.record("community.group.separated", "group", id, Map.of("from", from));
	}

	/** All about a group. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public GroupDetails get(GroupId id) {
		CommunityGroup group = find(id);
		return GroupDetails.of(group, community(group.getCommunity()));
	}

	/**
	 * The groups by name that who acts may see.
	 * @param community of which; null for all
	 * @param q what their name has somewhere, whatever the case; null or blank for all
	 * @param after where the slice before ended
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Slice<GroupSummary> list(@Nullable CommunityId community, boolean archived, @Nullable String q,
			@Nullable String after, int size) {
		List<String> cursor = Slice.decode(after, 2);
		String name = cursor.isEmpty() ? "" : cursor.get(0);
		CommunityId of = (community != null) ? community : new CommunityId(Slice.FIRST);
		List<CommunityGroup> rows = groups.after(archived, pattern(q), name, Slice.id(cursor, 1), scoping.all(),
				scoping.host(), community == null, of, Limit.of(size + 1));
		return Slice.of(rows, size, group -> List.of(group.getName(), group.getId())).map(GroupSummary::of);
	}

	private static String pattern(@Nullable String q) {
		String asked = (q != null) ? q.replace("\0", "").strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0")
				: "";
		return asked.isEmpty() ? "" : "%" + asked + "%";
	}

	/**
	 * An own group stays one's own: only others hand groups over, and to staff only. A
	 * host who has left since stays written down until somebody takes over.
	 */
	private GroupTerms checked(GroupTerms terms, @Nullable UUID before) {
		if (!scoping.all()) {
			return terms.hostedBy(scoping.host());
		}
		UUID host = terms.host();
		if (host != null && !host.equals(before)
				&& staff.list().stream().noneMatch(person -> person.accountId().equals(host))) {
			throw CommunityRefused.host();
		}
		return terms;
	}

	private CommunityGroup find(GroupId id) {
		return groups.findById(id).filter(scoping::maySee).orElseThrow(() -> CommunityRefused.unknownGroup(id));
	}

	private Community community(CommunityId id) {
		return communities.findById(id).orElseThrow(() -> CommunityRefused.unknown(id));
	}

}
