package io.guildhall.intake;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import jakarta.persistence.LockModeType;

interface ImportRepository extends Repository<Import, ImportId> {

	Import saveAndFlush(Import found);

	Optional<Import> findById(ImportId id);

	List<Import> findAllByIdIn(Collection<ImportId> ids);

	Optional<Import> findByUploadKey(String uploadKey);

	/** Whoever changes where an import stands waits here for who does so already. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select i from Import i where i.id = :id")
	Optional<Import> lockById(ImportId id);

}
