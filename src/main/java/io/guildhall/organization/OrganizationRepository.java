package io.guildhall.organization;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface OrganizationRepository extends Repository<Organization, UUID> {

	Organization saveAndFlush(Organization organization);

	Optional<Organization> findById(UUID id);

	Optional<Organization> findBySlug(String slug);

	boolean existsBySlug(String slug);

	List<Organization> findAllByOrderByCreatedAt();

	@Query("select o.id from Organization o where o.suspendedAt is null")
	List<UUID> findActive();

	/** Notes that the nights up to a day are done; never goes back. */
	@Modifying
	@Query("""
			update Organization o set o.nightlyDay = :day, o.nightlyTrouble = null, o.nightlyTroubleAt = null
			where o.id = :id and o.nightlyDay < :day""")
	int nightDone(UUID id, LocalDate day);

	/** Notes that a night broke on the work of a module. */
	@Modifying
	@Query("update Organization o set o.nightlyTrouble = :module, o.nightlyTroubleAt = :at where o.id = :id")
	int nightBroke(UUID id, String module, Instant at);

}
