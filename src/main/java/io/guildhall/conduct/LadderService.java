package io.guildhall.conduct;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The ladder of the organization. */
@Service
@Transactional
@RequiredArgsConstructor
public class LadderService {

	private final AuditTrail audit;

	private final Tenancy tenancy;

	private final JdbcClient jdbc;

	/** The ladder that holds. */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public LadderDetails get() {
		return jdbc.sql("""
				select remove_after, remove_days, block_after, block_days, version from conduct_ladders
				where organization_id = :organization
				""")
			.param("organization", tenancy.current())
			.query((row, number) -> new LadderDetails(
					new Ladder(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)), row.getLong(5)))
			.optional()
			.orElse(new LadderDetails(Ladder.USUAL, 0));
	}

	/**
	 * Sets the ladder. What is decided stays; what is open is judged by the new one.
	 * @param version at which it was read; null writes over whatever there is
	 */
	@May(Permission.POLICY_EDIT)
	public LadderDetails change(Ladder ladder, @Nullable Long version) {
		Ladder before = get().ladder();
		int written = jdbc
			.sql("""
					insert into conduct_ladders as l (organization_id, version, remove_after, remove_days, block_after, block_days)
					select :organization, 1, :removeAfter, :removeDays, :blockAfter, :blockDays
					where cast(:version as bigint) is null or cast(:version as bigint) = 0
						or exists (select 1 from conduct_ladders where organization_id = :organization)
					on conflict (organization_id) do update set version = l.version + 1,
						remove_after = excluded.remove_after, remove_days = excluded.remove_days,
						block_after = excluded.block_after, block_days = excluded.block_days
					where cast(:version as bigint) is null or l.version = cast(:version as bigint)
					""")
			.param("organization", tenancy.current())
			.param("removeAfter", ladder.removeAfter())
			.param("removeDays", ladder.removeDays())
			.param("blockAfter", ladder.blockAfter())
			.param("blockDays", ladder.blockDays())
			.param("version", version)
			.update();
		if (written == 0) {
			throw new ObjectOptimisticLockingFailureException(Ladder.class, tenancy.current());
		}
		audit.record("conduct.ladder.changed", "organization", tenancy.current(), before.fields(), ladder.fields());
		return get();
	}

}
