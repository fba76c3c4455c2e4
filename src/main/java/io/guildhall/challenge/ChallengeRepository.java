package io.guildhall.challenge;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

interface ChallengeRepository extends Repository<Challenge, ChallengeId> {

	Optional<Challenge> findById(ChallengeId id);

	List<Challenge> findAllByIdIn(Collection<ChallengeId> ids);

	Challenge saveAndFlush(Challenge challenge);

}
