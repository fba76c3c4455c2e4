package io.guildhall.intake;

import java.util.List;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface ImportFileRepository extends Repository<ImportFile, UUID> {

	<S extends ImportFile> List<S> saveAll(Iterable<S> files);

	List<ImportFile> findAllByImportIdOrderByOrdinal(ImportId importId);

}
