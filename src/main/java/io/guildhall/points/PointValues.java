package io.guildhall.points;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What a point is worth in money: a setting, and no posting (ADR 113). */
@Service
@Transactional
@RequiredArgsConstructor
public class PointValues {

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What a point is worth now. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public PointValue get() {
		return current();
	}

	/**
	 * From now on a point is worth this, also each that was given before.
	 * @param value of one point; null for nothing
	 * @param version that was read; null to write over whatever there is
	 * @throws PointsRefused if the value is not right
	 */
	@May(Permission.POLICY_EDIT)
	public PointValue change(@Nullable Money value, @Nullable Long version) {
		PointValue wanted = new PointValue(value, 0);
		jdbc.sql("""
				insert into point_values (organization_id, version) values (:organization, 0)
				on conflict (organization_id) do nothing
				""").param("organization", tenancy.current()).update();
		PointValue before = current();
		int written = jdbc.sql("""
				update point_values set version = version + 1, minor = cast(:minor as bigint),
					currency = cast(:currency as text)
				where organization_id = :organization and version = :version
				""")
			.param("organization", tenancy.current())
			.param("version", (version != null) ? version : before.version())
			.param("minor", (value != null) ? value.minor() : null)
			.param("currency", (value != null) ? value.currency() : null)
			.update();
		if (written == 0) {
			throw new ObjectOptimisticLockingFailureException(PointValue.class, tenancy.current());
		}
		audit.record("points.value.changed", "point-value", tenancy.current(), values(before), values(wanted));
		return current();
	}

	/** Without asking who asks. */
	PointValue current() {
		return jdbc.sql("select minor, currency, version from point_values where organization_id = :organization")
			.param("organization", tenancy.current())
			.query((row, number) -> new PointValue(
					(row.getString(2) != null) ? new Money(row.getLong(1), row.getString(2)) : null, row.getLong(3)))
			.optional()
			.orElse(PointValue.NONE);
	}

	private static Map<String, ?> values(PointValue value) {
		return (value.value() != null) ? Map.of("pointValue", value.value()) : Map.of();
	}

}
