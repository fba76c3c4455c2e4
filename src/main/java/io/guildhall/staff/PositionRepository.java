package io.guildhall.staff;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import jakarta.persistence.LockModeType;

interface PositionRepository extends Repository<Position, Position.Key> {

	Position save(Position position);

	Optional<Position> findById(Position.Key key);

	@Query("select p from Position p where p.key.accountId = :account and p.removedAt is null order by p.joinedAt")
	List<Position> ofAccount(UUID account);

	@Query("""
			select new io.guildhall.staff.StaffSummary(a.id, a.name, p.role)
			from Position p join Account a on a.id = p.key.accountId
			where p.key.organizationId = :organization and p.removedAt is null
			order by a.name, a.id
			""")
	List<StaffSummary> staffOf(UUID organization);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("""
			select p from Position p where p.key.organizationId = :organization
			and p.role = io.guildhall.staff.Role.OWNER and p.removedAt is null order by p.key.accountId
			""")
	List<Position> lockOwners(UUID organization);

	@Query("select count(p) from Position p where p.key.accountId = :account and p.removedAt is null")
	long countOfAccount(UUID account);

	@Query("select count(p) from Position p where p.key.organizationId = :organization and p.removedAt is null")
	long countOfOrganization(UUID organization);

	@Query("""
			select a.name from Position p join Account a on a.id = p.key.accountId
			where p.key.organizationId = :organization and a.id = :account
			""")
	Optional<String> nameOf(UUID organization, UUID account);

}
