package io.guildhall.conduct;

import java.util.Optional;

import org.springframework.data.repository.Repository;

interface ViolationRepository extends Repository<Violation, ViolationId> {

	Optional<Violation> findById(ViolationId id);

	Violation saveAndFlush(Violation violation);

}
