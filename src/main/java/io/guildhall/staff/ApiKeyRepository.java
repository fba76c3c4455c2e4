package io.guildhall.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ApiKeyRepository extends Repository<ApiKey, UUID> {

	ApiKey save(ApiKey key);

	/** The key with what its maker may do; asked at each request, so in one statement. */
	@Query("""
			select new io.guildhall.staff.HeldKey(k, p.role)
			from ApiKey k join Position p on p.key.accountId = k.createdBy and p.key.organizationId = k.organizationId
			where k.hash = :hash and p.removedAt is null
			""")
	Optional<HeldKey> heldByHash(String hash);

	Optional<ApiKey> findByIdAndOrganizationId(UUID id, UUID organization);

	List<ApiKey> findByOrganizationIdOrderByCreatedAtDesc(UUID organization);

	/** Nobody needs to know it to the second, and many use one key at once. */
	@Modifying
	@Query("update ApiKey k set k.lastUsedAt = :now where k.id = :id and (k.lastUsedAt is null or k.lastUsedAt < :before)")
	void used(UUID id, Instant now, Instant before);

}
