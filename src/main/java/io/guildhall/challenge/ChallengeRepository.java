package io.guildhall.challenge;

import java.util.Optional;

import org.springframework.data.repository.Repository;

interface ChallengeRepository extends Repository<Challenge, ChallengeId> {

	Optional<Challenge> findById(ChallengeId id);

	Challenge saveAndFlush(Challenge challenge);

}
