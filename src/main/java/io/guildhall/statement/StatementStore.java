package io.guildhall.statement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.checkout.StatedMoney;
import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** The rows of statements, and of what they say. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class StatementStore {

	private static final int AT_ONCE = 5_000;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** The same file of the same provider. */
	Optional<UUID> find(ProviderName provider, String digest) {
		return jdbc
			.sql("""
					select id from statements where organization_id = :organization and provider = :provider and digest = :digest
					""")
			.param("organization", tenancy.current())
			.param("provider", provider.name())
			.param("digest", digest)
			.query(UUID.class)
			.optional();
	}

	/** Whether it is new: somebody else may have brought the same file meanwhile. */
	boolean insert(StatementSummary statement, String digest) {
		return jdbc.sql("""
				insert into statements (organization_id, id, provider, format, file_name, digest, from_at, until_at,
				    row_count, new_count, bad_count, fee_count, uploaded_at, actor_name)
				values (:organization, :id, :provider, :format, :name, :digest, :from, :until,
				    :rows, :added, :bad, :fees, :at, :by)
				on conflict (organization_id, provider, digest) do nothing
				""")
			.param("organization", tenancy.current())
			.param("id", statement.id())
			.param("provider", statement.provider().name())
			.param("format", statement.format().name())
			.param("name", statement.fileName())
			.param("digest", digest)
			.param("from", Timestamp.from(statement.from()))
			.param("until", Timestamp.from(statement.until()))
			.param("rows", statement.rows())
			.param("added", statement.added())
			.param("bad", statement.bad())
			.param("fees", statement.fees())
			.param("at", Timestamp.from(statement.uploadedAt()))
			.param("by", statement.by())
			.update() > 0;
	}

	/** How many of them stand in no statement before. */
	int countNew(ProviderName provider, List<StatementRow> rows) {
		int known = 0;
		for (int from = 0; from < rows.size(); from += AT_ONCE) {
			List<StatementRow> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
			known += jdbc.sql("""
					select count(*) from statement_rows r
					join unnest(cast(:ids as uuid[])) as said (id) on said.id = r.id
					where r.organization_id = :organization
					""")
				.param("organization", tenancy.current())
				.param("ids", some.stream().map(row -> id(provider, row).toString()).distinct().toArray(String[]::new))
				.query(Integer.class)
				.single();
		}
		return (int) rows.stream().map(row -> id(provider, row)).distinct().count() - known;
	}

	/** Writes down what was not said before. */
	void insert(UUID statement, ProviderName provider, List<StatementRow> rows) {
		for (int from = 0; from < rows.size(); from += AT_ONCE) {
			List<StatementRow> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
			jdbc.sql(
					"""
							insert into statement_rows (organization_id, id, statement_id, line, provider, kind, reference, our_id,
							    amount_minor, currency, fee_minor, at, done)
							select :organization, said.id, :statement, said.line, :provider, said.kind, said.reference,
							    cast(nullif(said.our_id, '') as uuid), said.minor, said.currency,
							    case when said.fee < 0 then null else said.fee end, said.at, said.done
							from unnest(cast(:ids as uuid[]), :lines, :kinds, :references, :ours, :minors, :currencies, :fees,
							    cast(:times as timestamptz[]), :done)
							    as said (id, line, kind, reference, our_id, minor, currency, fee, at, done)
							on conflict do nothing
							""")
				.param("organization", tenancy.current())
				.param("statement", statement)
				.param("provider", provider.name())
				.param("ids", some.stream().map(row -> id(provider, row).toString()).toArray(String[]::new))
				.param("lines", some.stream().map(StatementRow::line).toArray(Long[]::new))
				.param("kinds", some.stream().map(StatementRow::kind).toArray(String[]::new))
				.param("references", some.stream().map(StatementRow::reference).toArray(String[]::new))
				.param("ours", some.stream().map(row -> text(row.ourId())).toArray(String[]::new))
				.param("minors", some.stream().map(row -> row.amount().minor()).toArray(Long[]::new))
				.param("currencies", some.stream().map(row -> row.amount().currency()).toArray(String[]::new))
				.param("fees", some.stream().map(row -> fee(row.fee())).toArray(Long[]::new))
				.param("times", some.stream().map(row -> row.at().toString()).toArray(String[]::new))
				.param("done", some.stream().map(StatementRow::done).toArray(Boolean[]::new))
				.update();
		}
	}

	void insertBad(UUID statement, List<StatementFile.BadRow> bad) {
		jdbc.sql("""
				insert into statement_problems (organization_id, statement_id, line, reason)
				select :organization, :statement, said.line, said.reason
				from unnest(:lines, :reasons) as said (line, reason) on conflict do nothing
				""")
			.param("organization", tenancy.current())
			.param("statement", statement)
			.param("lines", bad.stream().map(StatementFile.BadRow::line).toArray(Long[]::new))
			.param("reasons", bad.stream().map(StatementFile.BadRow::reason).toArray(String[]::new))
			.update();
	}

	/** What payments of ours were charged by these rows, where we knew nothing of it. */
	List<StatedMoney.Fee> fees(ProviderName provider, List<StatementRow> rows) {
		List<StatementRow> charged = rows.stream().filter(StatementStore::isCharged).toList();
		return jdbc.sql("""
				select distinct on (c.receipt_id) c.receipt_id, said.fee, said.currency
				from unnest(:references, :ours, :fees, :currencies) as said (reference, our_id, fee, currency)
				join checkout_receipt_facts c on c.organization_id = :organization and c.provider = :provider
				    and (c.transaction_id = said.reference or c.attempt_id = cast(nullif(said.our_id, '') as uuid))
				    and c.currency = said.currency and c.fee_minor = 0
				order by c.receipt_id
				""")
			.param("organization", tenancy.current())
			.param("provider", provider.name())
			.param("references", charged.stream().map(StatementRow::reference).toArray(String[]::new))
			.param("ours", charged.stream().map(row -> text(row.ourId())).toArray(String[]::new))
			.param("fees", charged.stream().map(row -> fee(row.fee())).toArray(Long[]::new))
			.param("currencies", charged.stream().map(row -> row.amount().currency()).toArray(String[]::new))
			.query((row, number) -> new StatedMoney.Fee(row.getObject("receipt_id", UUID.class),
					new Money(row.getLong("fee"), row.getString("currency"))))
			.list();
	}

	List<StatementSummary> list(@Nullable String after) {
		return jdbc.sql("""
				select * from statements where organization_id = :organization
				and (cast(:at as timestamptz) is null
				    or (uploaded_at, id) < (cast(:at as timestamptz), cast(:id as uuid)))
				order by uploaded_at desc, id desc limit :limit
				""")
			.param("organization", tenancy.current())
			.params(Slice.byTime(after))
			.param("limit", Slice.PAGE + 1)
			.query(StatementStore::statement)
			.list();
	}

	StatementSummary require(UUID id) {
		return jdbc.sql("select * from statements where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id)
			.query(StatementStore::statement)
			.optional()
			.orElseThrow(StatementRefused::unknown);
	}

	List<StatementProblem> problems(UUID statement) {
		return jdbc.sql("""
				select line, reason from statement_problems
				where organization_id = :organization and statement_id = :statement order by line
				""")
			.params(Map.of("organization", tenancy.current(), "statement", statement))
			.query((row, number) -> new StatementProblem(row.getLong("line"), row.getString("reason")))
			.list();
	}

	/** A row is what it says, in whichever file it stands. */
	private UUID id(ProviderName provider, StatementRow row) {
		return Ids.of(tenancy.current(), provider + "/" + row.kind() + "/" + row.reference());
	}

	private static boolean isCharged(StatementRow row) {
		Money fee = row.fee();
		return !row.refund() && row.done() && fee != null && fee.isPositive();
	}

	/** Arrays hold no nulls here. */
	private static String text(@Nullable UUID id) {
		return (id != null) ? id.toString() : "";
	}

	private static long fee(@Nullable Money fee) {
		return (fee != null) ? fee.minor() : -1;
	}

	private static StatementSummary statement(ResultSet row, int number) throws SQLException {
		Instant uploaded = row.getTimestamp("uploaded_at").toInstant();
		return new StatementSummary(row.getObject("id", UUID.class), ProviderName.valueOf(row.getString("provider")),
				StatementFormat.valueOf(row.getString("format")), row.getString("file_name"),
				row.getTimestamp("from_at").toInstant(), row.getTimestamp("until_at").toInstant(),
				row.getInt("row_count"), row.getInt("new_count"), row.getInt("bad_count"), row.getInt("fee_count"),
				uploaded, row.getString("actor_name"));
	}

}
