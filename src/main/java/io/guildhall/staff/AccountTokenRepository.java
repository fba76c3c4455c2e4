package io.guildhall.staff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface AccountTokenRepository extends Repository<AccountToken, UUID> {

	AccountToken save(AccountToken token);

	AccountToken saveAndFlush(AccountToken token);

	Optional<AccountToken> findByHash(String hash);

	Optional<AccountToken> findByIdAndOrganizationId(UUID id, UUID organization);

	@Query("""
			select t from AccountToken t where t.organizationId = :organization and t.endedAt is null
			and t.expiresAt > :now order by t.createdAt desc
			""")
	List<AccountToken> openOf(UUID organization, Instant now);

	@Query("""
			select count(t) from AccountToken t where t.accountId = :account and t.kind = :kind and t.endedAt is null
			""")
	long countOpen(UUID account, AccountToken.Kind kind);

	/** New ones take the place of all before. */
	@Modifying
	@Query("""
			update AccountToken t set t.endedAt = :now, t.version = t.version + 1
			where t.accountId = :account and t.kind = :kind and t.endedAt is null
			""")
	void endAll(UUID account, AccountToken.Kind kind, Instant now);

	@Modifying
	@Query("""
			update AccountToken t set t.endedAt = :now, t.version = t.version + 1
			where t.organizationId = :organization and t.email = :email and t.endedAt is null
			""")
	void endInvitations(UUID organization, String email, Instant now);

}
