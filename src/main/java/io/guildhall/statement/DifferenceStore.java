package io.guildhall.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The rows of differences. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class DifferenceStore {

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What the row of a statement says that a difference is of. */
	record Said(String transaction, Money amount, Money fee, Instant at) {
	}

	List<DifferenceSummary> list(@Nullable DifferenceState state, @Nullable String after, int size) {
		return jdbc.sql("""
				select * from statement_differences where organization_id = :organization
				and (cast(:state as text) is null or state = :state)
				and (cast(:at as timestamptz) is null or (at, id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by at desc, id desc limit :limit
				""")
			.param("organization", tenancy.current())
			.param("state", (state != null) ? state.name() : null)
			.params(Slice.byTime(after))
			.param("limit", size + 1)
			.query(DifferenceStore::difference)
			.list();
	}

	DifferenceSummary require(UUID id) {
		return jdbc.sql("select * from statement_differences where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id)
			.query(DifferenceStore::difference)
			.optional()
			.orElseThrow(StatementRefused::unknownDifference);
	}

	/**
	 * Somebody says why it is so; said again, the later word counts.
	 * @throws StatementRefused if there is none any more
	 */
	void explain(UUID id, String note, Instant now) {
		int moved = jdbc.sql("""
				update statement_differences set state = 'EXPLAINED', note = :note, moved_at = :now, moved_by = :by
				where organization_id = :organization and id = :id and state <> 'SETTLED'
				""")
			.params(Map.of("note", note, "now", Timestamp.from(now), "by", OnBehalf.actor().name(), "organization",
					tenancy.current(), "id", id))
			.update();
		if (moved == 0) {
			throw StatementRefused.notOpen();
		}
	}

	Said said(UUID difference) {
		return jdbc.sql("""
				select r.reference, r.amount_minor, r.currency, coalesce(r.fee_minor, 0) as fee, r.at
				from statement_differences d
				join statement_rows r on r.organization_id = d.organization_id and r.id = d.row_id
				where d.organization_id = :organization and d.id = :id
				""")
			.params(Map.of("organization", tenancy.current(), "id", difference))
			.query((row, number) -> new Said(row.getString("reference"),
					new Money(row.getLong("amount_minor"), row.getString("currency")),
					new Money(row.getLong("fee"), row.getString("currency")), row.getTimestamp("at").toInstant()))
			.optional()
			.orElseThrow(StatementRefused::nothingToDo);
	}

	private static DifferenceSummary difference(ResultSet row, int number) throws SQLException {
		return new DifferenceSummary(row.getObject("id", UUID.class), ProviderName.valueOf(row.getString("provider")),
				DifferenceKind.valueOf(row.getString("kind")), row.getString("reference"),
				row.getObject("attempt_id", UUID.class), row.getObject("return_id", UUID.class),
				row.getObject("order_id", UUID.class), money(row, "theirs"), money(row, "ours"),
				row.getTimestamp("at").toInstant(), DifferenceState.valueOf(row.getString("state")),
				row.getString("note"), row.getTimestamp("found_at").toInstant(), Rows.instant(row, "moved_at"),
				row.getString("moved_by"));
	}

	private static @Nullable Money money(ResultSet row, String whose) throws SQLException {
		String currency = row.getString(whose + "_currency");
		long minor = row.getLong(whose + "_minor");
		return (currency != null && !row.wasNull()) ? new Money(minor, currency) : null;
	}

}
