package io.guildhall.tiering;

import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

interface TierPolicyRepository extends Repository<TierPolicy, TierPolicyId> {

	TierPolicy saveAndFlush(TierPolicy policy);

	Optional<TierPolicy> findById(TierPolicyId id);

	/** The organization's first. */
	List<TierPolicy> findAllByOrderByScopeIdAsc();

}
