package io.guildhall.field;

import java.util.List;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface FieldRepository extends Repository<Field, FieldId> {

	Optional<Field> findById(FieldId id);

	/** All of them in their order, archived ones last. */
	@Query("select f from Field f order by case when f.archivedAt is null then 0 else 1 end, f.position, f.id.id")
	List<Field> all();

	/**
	 * Writes it now.
	 * @throws FieldRefused if another one has the name
	 */
	default Field store(Field field) {
		try {
			return saveAndFlush(field);
		}
		catch (DuplicateKeyException taken) {
			throw FieldRefused.nameTaken();
		}
	}

	Field saveAndFlush(Field field);

}
