package io.guildhall.staff;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface ApiKeyRepository extends Repository<ApiKey, UUID> {

	ApiKey save(ApiKey key);

	Optional<ApiKey> findByIdAndOrganizationId(UUID id, UUID organization);

	List<ApiKey> findByOrganizationIdOrderByCreatedAtDesc(UUID organization);

}
