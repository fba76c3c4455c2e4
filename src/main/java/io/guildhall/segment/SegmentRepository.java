package io.guildhall.segment;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SegmentRepository extends Repository<Segment, SegmentId> {

	Optional<Segment> findById(SegmentId id);

	/**
	 * One that has to be there.
	 * @throws SegmentRefused if it is unknown
	 */
	default Segment get(SegmentId id) {
		return findById(id).orElseThrow(() -> SegmentRefused.unknown(id));
	}

	/**
	 * Writes it now.
	 * @throws SegmentRefused if another one has the name
	 */
	default Segment store(Segment segment) {
		try {
			return saveAndFlush(segment);
		}
		catch (DuplicateKeyException taken) {
			throw SegmentRefused.nameTaken();
		}
	}

	Segment saveAndFlush(Segment segment);

	/** Those of the ids. */
	@Query("select s from Segment s where s.id.id in :ids")
	List<Segment> all(Collection<UUID> ids);

	/** Those that are offered, or those that are archived, after a name and id. */
	@Query("""
			select s from Segment s where (:archived = true and s.archivedAt is not null
				or :archived = false and s.archivedAt is null)
			and (s.name > :name or s.name = :name and s.id.id > :id)
			order by s.name, s.id.id
			""")
	List<Segment> after(boolean archived, String name, UUID id, Limit limit);

}
