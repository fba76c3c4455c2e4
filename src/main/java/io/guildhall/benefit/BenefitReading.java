package io.guildhall.benefit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Reads the facts of which the rest of a benefit is counted: the paid terms, what their
 * plan gave when they were paid for, when they stood still, and the uses. Three
 * statements, for however many memberships, and one more for what orders bought.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class BenefitReading {

	/**
	 * A row for each term and benefit; one without a benefit for a term that has none. Of
	 * terms that are older than the first set, the words of the plan count.
	 */
	private static final String TERMS = """
			select t.membership_id, t.term_id, t.from_on, t.to_on, t.months, t.order_id is null as given, t.plan_id, r.*
			from membership_term_facts t
			left join lateral (
			    select b.name, b.note, b.quota, b.period, b.carry, b.unit_minor, b.currency, b.position from benefit_rules b
			    where b.organization_id = :organization and b.plan_id = t.plan_id and b.number = (
			        select max(s.number) from benefit_sets s
			        where s.organization_id = :organization and s.plan_id = t.plan_id and s.since <= t.paid_at)
			    union all
			    select w.name, w.words, null, 'TERM', 0, 0, t.currency, w.position from membership_word_facts w
			    where w.organization_id = :organization and w.plan_id = t.plan_id and not exists (
			        select from benefit_sets s
			        where s.organization_id = :organization and s.plan_id = t.plan_id and s.since <= t.paid_at)) r on true
			where t.organization_id = :organization and t.membership_id = any(cast(:memberships as uuid[]))
			and not t.refunded
			order by t.membership_id, t.position desc, r.position
			""";

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * The ledgers of memberships, by the names of their benefits in the order of the plan
	 * that was bought last.
	 */
	Map<UUID, Map<String, BenefitLedger>> ledgers(Collection<UUID> memberships) {
		if (memberships.isEmpty()) {
			return Map.of();
		}
		String[] ids = memberships.stream().map(UUID::toString).toArray(String[]::new);
		Map<UUID, Terms> terms = new HashMap<>();
		jdbc.sql(TERMS).param("organization", tenancy.current()).param("memberships", ids).query(row -> {
			terms.computeIfAbsent(row.getObject("membership_id", UUID.class), membership -> new Terms()).add(row);
		});
		Map<UUID, List<BenefitStretch.Stop>> stops = stops(ids);
		Map<UUID, Map<String, Map<LocalDate, Integer>>> uses = uses("membership_id", ids);
		Map<UUID, Map<String, BenefitLedger>> ledgers = new HashMap<>();
		terms.forEach((membership, bought) -> ledgers.put(membership,
				bought.ledgers(stops.getOrDefault(membership, List.of()), uses.getOrDefault(membership, Map.of()))));
		return ledgers;
	}

	/** The pauses of memberships, first to last; of one that stands still up to today. */
	private Map<UUID, List<BenefitStretch.Stop>> stops(String[] ids) {
		Map<UUID, List<BenefitStretch.Stop>> stops = new HashMap<>();
		jdbc.sql(
				"""
						select membership_id, from_on, coalesce(resumed_on, least(until_on, cast(:today as date))) - from_on as days,
						    resumed_on is null as open
						from membership_pause_facts
						where organization_id = :organization and membership_id = any(cast(:memberships as uuid[]))
						and from_on < :today order by membership_id, from_on
						""")
			.param("organization", tenancy.current())
			.param("memberships", ids)
			.param("today", organizations.today())
			.query(row -> {
				stops.computeIfAbsent(row.getObject("membership_id", UUID.class), membership -> new ArrayList<>())
					.add(new BenefitStretch.Stop(row.getObject("from_on", LocalDate.class), row.getInt("days"),
							row.getBoolean("open")));
			});
		return stops;
	}

	/**
	 * The ledger of what the line of an order bought, for each of these.
	 */
	Map<UUID, BenefitLedger> ledgersOf(Collection<Purchase> purchases) {
		if (purchases.isEmpty()) {
			return Map.of();
		}
		Map<UUID, Map<String, Map<LocalDate, Integer>>> uses = uses("line_id",
				purchases.stream().map(purchase -> purchase.line().toString()).toArray(String[]::new));
		Map<UUID, BenefitLedger> ledgers = new HashMap<>();
		purchases.forEach(purchase -> ledgers.put(purchase.line(),
				purchase.ledger(uses.getOrDefault(purchase.line(), Map.of()).getOrDefault(purchase.name(), Map.of()))));
		return ledgers;
	}

	private Map<UUID, Map<String, Map<LocalDate, Integer>>> uses(String source, String[] ids) {
		Map<UUID, Map<String, Map<LocalDate, Integer>>> uses = new HashMap<>();
		jdbc.sql("""
				select <source>, benefit, used_on, count(*) as uses from benefit_uses
				where organization_id = :organization and <source> = any(cast(:ids as uuid[]))
				and undone_at is null group by <source>, benefit, used_on
				""".replace("<source>", source))
			.param("organization", tenancy.current())
			.param("ids", ids)
			.query(row -> {
				uses.computeIfAbsent(row.getObject(source, UUID.class), id -> new HashMap<>())
					.computeIfAbsent(row.getString("benefit"), benefit -> new HashMap<>())
					.put(row.getObject("used_on", LocalDate.class), row.getInt("uses"));
			});
		return uses;
	}

	/** A rule from a row with its columns. */
	static BenefitRule rule(ResultSet row) throws SQLException {
		return new BenefitRule(row.getString("name"), row.getString("note"), row.getObject("quota", Integer.class),
				BenefitPeriod.valueOf(row.getString("period")), row.getInt("carry"),
				new Money(row.getLong("unit_minor"), row.getString("currency")));
	}

	/** The terms of a membership while its rows are read. */
	private static final class Terms {

		private final Map<UUID, BenefitStretch> terms = new LinkedHashMap<>();

		private final Map<UUID, Map<String, BenefitRule>> rules = new HashMap<>();

		private final Set<String> names = new LinkedHashSet<>();

		void add(ResultSet row) throws SQLException {
			UUID term = row.getObject("term_id", UUID.class);
			terms.put(term,
					new BenefitStretch(term, row.getObject("from_on", LocalDate.class),
							row.getObject("to_on", LocalDate.class), row.getObject("months", Integer.class),
							row.getBoolean("given"), null, List.of(), row.getObject("plan_id", UUID.class)));
			if (row.getString("name") != null) {
				BenefitRule rule = rule(row);
				names.add(rule.name());
				rules.computeIfAbsent(term, none -> new HashMap<>()).put(rule.name(), rule);
			}
		}

		Map<String, BenefitLedger> ledgers(List<BenefitStretch.Stop> stops, Map<String, Map<LocalDate, Integer>> uses) {
			Map<String, BenefitLedger> ledgers = new LinkedHashMap<>();
			names.forEach(
					name -> ledgers.put(name, new BenefitLedger(of(name, stops), uses.getOrDefault(name, Map.of()))));
			return ledgers;
		}

		private List<BenefitStretch> of(String name, List<BenefitStretch.Stop> stops) {
			List<BenefitStretch> all = new ArrayList<>();
			terms.forEach((id, term) -> all.add(term.around(stops).under(ruleOf(id, name))));
			return all;
		}

		private @Nullable BenefitRule ruleOf(UUID term, String name) {
			return rules.getOrDefault(term, Map.of()).get(name);
		}

	}

}
