package io.guildhall.catalog;

import java.util.List;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.repository.Repository;

interface PriceLadderRepository extends Repository<PriceLadder, PriceLadderId> {

	/**
	 * Writes the ladder at once, since another may have its name.
	 * @throws CatalogRefused if so
	 */
	default PriceLadder keep(PriceLadder ladder) {
		try {
			return saveAndFlush(ladder);
		}
		catch (DuplicateKeyException taken) {
			throw CatalogRefused.ladderTaken(ladder.getName());
		}
	}

	PriceLadder saveAndFlush(PriceLadder ladder);

	Optional<PriceLadder> findById(PriceLadderId id);

	List<PriceLadder> findAllByOrderByName();

	void delete(PriceLadder ladder);

}
