package io.guildhall.journal;

import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import io.guildhall.table.TableFormat;
import io.guildhall.table.TableWriter;
import lombok.RequiredArgsConstructor;

/** The journal for the accountant: what stands where, that it adds up, and every line. */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class JournalReading {

	private static final int AT_ONCE = 1_000;

	private static final List<String> COLUMNS = List.of("posting_id", "line", "day", "source", "source_id", "reason",
			"account", "debit", "credit", "currency", "member_id");

	private final JournalService journal;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What stands on each account, over all time. */
	@May(Permission.LEDGER_READ)
	public Map<Account, Money> standing() {
		return Arrays.stream(Account.values()).collect(Collectors.toMap(Function.identity(), journal::balance));
	}

	/** Whether every posting of all time adds up. */
	@May(Permission.LEDGER_READ)
	public boolean balances() {
		return journal.balances();
	}

	/** What stood, moved and stands on each account, and whether it adds up. */
	@May(Permission.LEDGER_READ)
	public TrialBalance trial(JournalPeriod period) {
		Map<String, ?> parameters = Map.of("organization", tenancy.current(), "from", period.from(), "to", period.to());
		List<TrialBalance.Row> rows = jdbc.sql("""
				select l.account, l.currency,
					coalesce(sum(l.minor) filter (where p.day < :from), 0) as opening,
					coalesce(sum(l.minor) filter (where p.day >= :from and l.minor > 0), 0) as debit,
					coalesce(-sum(l.minor) filter (where p.day >= :from and l.minor < 0), 0) as credit
				from journal_postings p
				join journal_lines l on l.organization_id = p.organization_id and l.posting_id = p.id
				where p.organization_id = :organization and p.day <= :to
				group by l.account, l.currency
				""")
			.params(parameters)
			.query(JournalReading::row)
			.list()
			.stream()
			.sorted(Comparator.comparing((TrialBalance.Row row) -> row.opening().currency())
				.thenComparing(TrialBalance.Row::account))
			.toList();
		Proof proof = jdbc.sql("""
				select count(*) as postings, count(*) filter (where not even) as unbalanced,
					(select count(*) from journal_lines l where l.organization_id = :organization
						and not exists (select from journal_postings q
							where q.organization_id = l.organization_id and q.id = l.posting_id)) as stray
				from (select p.id, coalesce(sum(l.minor) = 0 and min(l.currency) = max(l.currency), false) as even
					from journal_postings p
					left join journal_lines l on l.organization_id = p.organization_id and l.posting_id = p.id
					where p.organization_id = :organization and p.day between :from and :to
					group by p.id) as posting
				""").params(parameters).query(Proof.class).single();
		return new TrialBalance(period.from(), period.to(), rows, proof.postings(), proof.unbalanced(), proof.stray());
	}

	/**
	 * Writes every line of the period, a row for each, in constant memory; the stream
	 * stays open. Members stand there by their ids.
	 */
	@May(Permission.LEDGER_READ)
	@Transactional
	public void export(JournalPeriod period, TableFormat format, OutputStream out) {
		audit.record("journal.exported", "journal", tenancy.current(),
				Map.of("from", period.from(), "to", period.to()));
		try (TableWriter table = TableWriter.of(format, out, "journal");
				Stream<List<? extends @Nullable Object>> lines = lines(period)) {
			table.row(COLUMNS);
			lines.forEach(table::row);
		}
	}

	private Stream<List<? extends @Nullable Object>> lines(JournalPeriod period) {
		return jdbc.sql("""
				select p.id, l.ordinal, p.day, p.source_type, p.source_id, p.reason, l.account, l.minor, l.currency,
					l.member_id
				from journal_postings p
				join journal_lines l on l.organization_id = p.organization_id and l.posting_id = p.id
				where p.organization_id = :organization and p.day between :from and :to
				order by p.day, p.id, l.ordinal
				""")
			.withFetchSize(AT_ONCE)
			.param("organization", tenancy.current())
			.param("from", period.from())
			.param("to", period.to())
			.query(JournalReading::line)
			.stream();
	}

	private static List<? extends @Nullable Object> line(ResultSet row, int number) throws SQLException {
		Money amount = new Money(row.getLong("minor"), row.getString("currency"));
		return Arrays.asList(row.getString("id"), row.getInt("ordinal"), row.getObject("day", LocalDate.class),
				row.getString("source_type"), row.getString("source_id"), row.getString("reason"),
				row.getString("account"), amount.isPositive() ? amount.toMajor() : null,
				amount.isNegative() ? amount.negated().toMajor() : null, amount.currency(), row.getString("member_id"));
	}

	private static TrialBalance.Row row(ResultSet row, int number) throws SQLException {
		String currency = row.getString("currency");
		return new TrialBalance.Row(Account.valueOf(row.getString("account")),
				new Money(row.getLong("opening"), currency), new Money(row.getLong("debit"), currency),
				new Money(row.getLong("credit"), currency));
	}

	private record Proof(long postings, long unbalanced, long stray) {
	}

}
