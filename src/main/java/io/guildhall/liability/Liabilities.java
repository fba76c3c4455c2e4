package io.guildhall.liability;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.journal.LiabilityKind;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Shows what is owed: of days that are over as it was written down, of today and of days
 * of which nothing was written as it is counted now.
 */
@Service
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class Liabilities {

	private final LiabilityCounting counting;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** What is owed at the end of a period, and how it came to that. */
	@May(Permission.LEDGER_READ)
	public LiabilityReport of(LiabilityPeriod period) {
		String currency = organizations.current().currency();
		NavigableMap<LocalDate, Map<String, Long>> known = written(period);
		if (!period.to().isBefore(organizations.today()) || !known.containsKey(period.to())) {
			known.put(period.to(), counting.count(period.to()));
		}
		Map<String, Long> first = known.firstEntry().getValue();
		Map<String, Long> last = known.lastEntry().getValue();
		List<LiabilityKind> kinds = counting.kinds();
		List<LiabilityReport.Line> lines = kinds.stream()
			.map(kind -> new LiabilityReport.Line(kind.key(), kind.labelKey(), kind.link(),
					new Money(last.getOrDefault(kind.key(), 0L), currency),
					new Money(first.getOrDefault(kind.key(), 0L), currency)))
			.toList();
		List<LiabilityReport.Day> days = new ArrayList<>();
		known.forEach((day, amounts) -> days.add(day(day, kinds, amounts, currency)));
		return new LiabilityReport(period.from(), period.to(), known.firstKey(), lines,
				days.get(days.size() - 1).total(), days.get(0).total(), days);
	}

	/**
	 * Counts days again that are over, for when facts of theirs came late.
	 * @return how many figures were new or others than before
	 */
	@May(Permission.LEDGER_READ)
	@Transactional
	public int recount(LiabilityPeriod period) {
		LocalDate yesterday = organizations.today().minusDays(1);
		LocalDate to = period.to().isAfter(yesterday) ? yesterday : period.to();
		if (to.isBefore(period.from())) {
			return 0;
		}
		int written = counting.write(period.from(), to);
		audit.record("liability.recounted", "liabilities", tenancy.current(),
				Map.of("from", period.from(), "to", to, "figures", written));
		return written;
	}

	private NavigableMap<LocalDate, Map<String, Long>> written(LiabilityPeriod period) {
		NavigableMap<LocalDate, Map<String, Long>> known = new TreeMap<>();
		jdbc.sql("""
				select day, kind, minor from liability_snapshots
				where organization_id = :organization and day between :from and :to order by day
				""")
			.param("organization", tenancy.current())
			.param("from", period.from())
			.param("to", period.to())
			.query(row -> {
				known.computeIfAbsent(row.getObject("day", LocalDate.class), day -> new HashMap<>())
					.put(row.getString("kind"), row.getLong("minor"));
			});
		return known;
	}

	private static LiabilityReport.Day day(LocalDate day, List<LiabilityKind> kinds, Map<String, Long> amounts,
			String currency) {
		Map<String, Money> money = new HashMap<>();
		Money total = Money.zero(currency);
		for (LiabilityKind kind : kinds) {
			Money amount = new Money(amounts.getOrDefault(kind.key(), 0L), currency);
			money.put(kind.key(), amount);
			total = total.plus(amount);
		}
		return new LiabilityReport.Day(day, money, total);
	}

}
