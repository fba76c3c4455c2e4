package io.guildhall.community;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface CommunityRepository extends Repository<Community, CommunityId> {

	Optional<Community> findById(CommunityId id);

	/**
	 * Writes it now.
	 * @throws CommunityRefused if another one has the name
	 */
	default Community store(Community community) {
		try {
			return saveAndFlush(community);
		}
		catch (DuplicateKeyException taken) {
			throw CommunityRefused.nameTaken(community.getName());
		}
	}

	Community saveAndFlush(Community community);

	/**
	 * The communities after a name and id; with a host, those where they host a group.
	 */
	@Query("""
			select c from Community c
			where (:archived = true and c.archivedAt is not null or :archived = false and c.archivedAt is null)
			and (c.name > :name or c.name = :name and c.id.id > :id)
			and (:all = true or exists (select g from CommunityGroup g
				where g.community.id = c.id.id and g.organizationId = c.organizationId and g.hostId = :host))
			order by c.name, c.id.id
			""")
	List<Community> after(boolean archived, String name, UUID id, boolean all, UUID host, Limit limit);

	@Query("select count(g) > 0 from CommunityGroup g where g.community = :community and g.hostId = :host")
	boolean hosts(CommunityId community, UUID host);

}
