package io.guildhall.community;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import jakarta.persistence.LockModeType;

interface GroupRepository extends Repository<CommunityGroup, GroupId> {

	Optional<CommunityGroup> findById(GroupId id);

	/**
	 * Writes it now.
	 * @throws CommunityRefused if another one of its community has the name
	 */
	default CommunityGroup store(CommunityGroup group) {
		try {
			return saveAndFlush(group);
		}
		catch (DuplicateKeyException taken) {
			throw CommunityRefused.nameTaken(group.getName());
		}
	}

	CommunityGroup saveAndFlush(CommunityGroup group);

	/** Locks the groups, in one order for everybody. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select g from CommunityGroup g where g.id in :ids order by g.id.id")
	List<CommunityGroup> hold(Collection<GroupId> ids);

	/**
	 * The groups after a name and id; with a host, theirs.
	 * @param pattern of the name in lower case, with {@code !} before signs that mean
	 * themselves; empty for all
	 */
	@Query("""
			select g from CommunityGroup g
			where (:archived = true and g.archivedAt is not null or :archived = false and g.archivedAt is null)
			and (:pattern = '' or lower(g.name) like :pattern escape '!')
			and (g.name > :name or g.name = :name and g.id.id > :id)
			and (:all = true or g.hostId = :host)
			and (:everywhere = true or g.community = :community)
			order by g.name, g.id.id
			""")
	List<CommunityGroup> after(boolean archived, String pattern, String name, UUID id, boolean all, UUID host,
			boolean everywhere, CommunityId community, Limit limit);

	@Query("select g.id.id from CommunityGroup g where g.hostId = :host")
	List<UUID> hostedBy(UUID host);

	/** The groups of a community, archived ones too; with a host, theirs. */
	@Query("select g.id.id from CommunityGroup g where g.community = :community and (:all = true or g.hostId = :host)")
	List<UUID> idsOf(CommunityId community, boolean all, UUID host);

	List<CommunityGroup> findAllByIdIn(Collection<GroupId> ids);

	@Modifying(flushAutomatically = true)
	@Query("""
			update CommunityGroup g set g.archivedAt = :now, g.version = g.version + 1
			where g.community = :community and g.archivedAt is null
			""")
	int archiveAll(CommunityId community, Instant now);

	/** Takes out those that went together with their community. */
	@Modifying(flushAutomatically = true)
	@Query("""
			update CommunityGroup g set g.archivedAt = null, g.mergedIntoId = null, g.version = g.version + 1
			where g.community = :community and g.archivedAt = :at
			""")
	int restoreAll(CommunityId community, Instant at);

}
