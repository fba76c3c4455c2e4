package io.guildhall.staff;

import java.util.Optional;
import java.util.UUID;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface AccountRepository extends Repository<Account, UUID> {

	Account saveAndFlush(Account account);

	/**
	 * Adds an account.
	 * @throws StaffRefused if there is one with its e-mail address
	 */
	default Account add(Account account) {
		if (findByEmail(account.getEmail()).isPresent()) {
			throw StaffRefused.emailTaken();
		}
		try {
			return saveAndFlush(account);
		}
		catch (DataIntegrityViolationException taken) {
			throw StaffRefused.emailTaken();
		}
	}

	Optional<Account> findById(UUID id);

	Optional<Account> findByEmail(String email);

	@Modifying
	@Query("update Account a set a.lastOrganizationId = :organization where a.id = :id")
	void visited(UUID id, UUID organization);

}
