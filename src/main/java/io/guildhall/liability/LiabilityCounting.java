package io.guildhall.liability;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.journal.LiabilityKind;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Counts what is owed by the facts: a statement for a kind, however many days. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class LiabilityCounting {

	private final ObjectProvider<LiabilityKind> kinds;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/** All kinds, in their order. */
	List<LiabilityKind> kinds() {
		return kinds.stream()
			.sorted(Comparator.comparingInt(LiabilityKind::order).thenComparing(LiabilityKind::key))
			.toList();
	}

	/** What is owed at the end of a day, by the keys of the kinds; nothing is written. */
	Map<String, Long> count(LocalDate day) {
		Map<String, Long> counted = new HashMap<>();
		for (LiabilityKind kind : kinds()) {
			counted.put(kind.key(), jdbc.sql("""
					select coalesce(sum(counted.minor), 0) from (%s) as counted where counted.currency = :currency
					""".formatted(kind.query())).params(parameters(day, day)).query(Long.class).single());
		}
		return counted;
	}

	/**
	 * Writes down what was owed at the end of each day, over what was written before
	 * where it differs.
	 * @return how many rows are new or changed
	 */
	int write(LocalDate from, LocalDate to) {
		int written = 0;
		for (LiabilityKind kind : kinds()) {
			written += jdbc
				.sql("""
						insert into liability_snapshots (organization_id, day, kind, minor, currency, counted_at)
						select :organization, asked.day, :kind, coalesce(counted.minor, 0), :currency, cast(:now as timestamptz)
						from %s as asked
						left join (%s) as counted on counted.day = asked.day and counted.currency = :currency
						on conflict (organization_id, day, kind) do update
						set minor = excluded.minor, counted_at = excluded.counted_at
						where liability_snapshots.minor <> excluded.minor
						"""
					.formatted(LiabilityKind.DAYS, kind.query()))
				.params(parameters(from, to))
				.param("kind", kind.key())
				.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
				.update();
		}
		return written;
	}

	private Map<String, Object> parameters(LocalDate from, LocalDate to) {
		OrganizationDetails organization = organizations.current();
		Map<String, Object> parameters = new HashMap<>();
		parameters.put("organization", tenancy.current());
		parameters.put("currency", organization.currency());
		parameters.put("zone", organization.zone().getId());
		parameters.put("from", from);
		parameters.put("to", to);
		return parameters;
	}

}
