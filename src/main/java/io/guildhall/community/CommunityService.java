package io.guildhall.community;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import lombok.RequiredArgsConstructor;

/** Communities, and what other modules ask about groups. */
@Service
@Transactional
@RequiredArgsConstructor
public class CommunityService {

	/** More groups than any choice shows. */
	private static final int CHOICES = 2000;

	private final CommunityRepository communities;

	private final GroupRepository groups;

	private final Scoping scoping;

	private final AuditTrail audit;

	private final Clock clock;

	/**
	 * Founds a community.
	 * @throws CommunityRefused if the card is not right, the name is taken, or who acts
	 * is limited to groups of their own
	 */
	@May(Permission.COMMUNITY_EDIT)
	public CommunityDetails create(CommunityCard card) {
		scoping.requireAll();
		Community community = communities.store(new Community(card, now()));
		audit.record("community.created", "community", community.getId(), card.fields());
		return CommunityDetails.of(community);
	}

	/**
	 * Positions a community anew.
	 * @param version at which it was read; null writes over whatever there is
	 * @throws CommunityRefused if it is unknown, archived, or the card is not right
	 */
	@May(Permission.COMMUNITY_EDIT)
	public CommunityDetails change(CommunityId id, CommunityCard card, @Nullable Long version) {
		scoping.requireAll();
		Community community = Versioned.at(version, find(id), Community.class, id);
		CommunityCard before = community.card();
		community.position(card);
		communities.store(community);
		audit.record("community.changed", "community", id, before.fields(), card.fields());
		return CommunityDetails.of(community);
	}

	/**
	 * Puts a community away together with its groups. Their members' history stays.
	 * @return how many groups went with it
	 */
	@May(Permission.COMMUNITY_EDIT)
	public int archive(CommunityId id) {
		scoping.requireAll();
		Community community = find(id);
		if (community.getArchivedAt() != null) {
			return 0;
		}
		Instant now = now();
		community.archive(now);
		int gone = groups.archiveAll(id, now);
		audit.record("community.archived", "community", id, Map.of("groups", gone));
		return gone;
	}

	/**
	 * Takes a community out again, with the groups that went together with it.
	 * @throws CommunityRefused if its name was given to another one meanwhile
	 */
	@May(Permission.COMMUNITY_EDIT)
	public int restore(CommunityId id) {
		scoping.requireAll();
		Community community = find(id);
		Instant at = community.getArchivedAt();
		if (at == null) {
			return 0;
		}
		community.restore();
		communities.store(community);
		int back = groups.restoreAll(id, at);
		audit.record("community.restored", "community", id, Map.of("groups", back));
		return back;
	}

	/** All about a community. */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public CommunityDetails get(CommunityId id) {
		return CommunityDetails.of(find(id));
	}

	/**
	 * The communities by name; whoever is limited to groups of their own sees those that
	 * have one.
	 */
	@May(Permission.COMMUNITY_READ)
	@Transactional(readOnly = true)
	public Slice<CommunitySummary> list(boolean archived, @Nullable String after, int size) {
		List<String> cursor = Slice.decode(after, 2);
		String name = cursor.isEmpty() ? "" : cursor.get(0);
		List<Community> rows = communities.after(archived, name, Slice.id(cursor, 1), scoping.all(), scoping.host(),
				Limit.of(size + 1));
		return Slice.of(rows, size, community -> List.of(community.getName(), community.getId()))
			.map(CommunitySummary::of);
	}

	/**
	 * The groups that who acts may see and that are not archived, by name: for choices.
	 */
	@Transactional(readOnly = true)
	public List<GroupSummary> groups() {
		return groups
			.after(false, "", "", Slice.FIRST, scoping.all(), scoping.host(), true, new CommunityId(Slice.FIRST),
					Limit.of(CHOICES))
			.stream()
			.map(GroupSummary::of)
			.toList();
	}

	/** The group, if there is such a one; whoever asks. */
	@Transactional(readOnly = true)
	public Optional<GroupSummary> find(GroupId id) {
		return groups.findById(id).map(GroupSummary::of);
	}

	/** Those of the groups that there are; whoever asks. */
	@Transactional(readOnly = true)
	public Map<GroupId, GroupSummary> summaries(Collection<GroupId> ids) {
		return groups.findAllByIdIn(ids)
			.stream()
			.map(GroupSummary::of)
			.collect(Collectors.toMap(GroupSummary::id, group -> group));
	}

	/**
	 * The group that who acts may see.
	 * @throws CommunityRefused if there is none
	 */
	@Transactional(readOnly = true)
	public GroupSummary require(GroupId id) {
		return GroupSummary
			.of(groups.findById(id).filter(scoping::maySee).orElseThrow(() -> CommunityRefused.unknownGroup(id)));
	}

	/** Which groups' members, figures and history who acts may see. */
	@Transactional(readOnly = true)
	public GroupScope scope() {
		return scoping.all() ? GroupScope.ALL : new GroupScope(false, groups.hostedBy(scoping.host()));
	}

	private Instant now() {
		return clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
	}

	private Community find(CommunityId id) {
		return communities.findById(id)
			.filter(community -> scoping.all() || communities.hosts(id, scoping.host()))
			.orElseThrow(() -> CommunityRefused.unknown(id));
	}

}
