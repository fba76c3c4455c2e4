package io.guildhall.points;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What gives points. Terms that have given some are not edited: what they gave has to
 * stay explained, and late facts of their days have to count by them.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class PointRules {

	private static final String OBJECT = "point-rule";

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final SpendRules spending;

	/** All rules, those that count or will first, then what has ended. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public List<PointRule> list() {
		return jdbc.sql("""
				select * from point_rules where organization_id = :organization
				order by last_day desc nulls first, first_day, id limit 200
				""").param("organization", tenancy.current()).query(PointRules::rule).list();
	}

	/**
	 * A rule.
	 * @throws PointsRefused if there is none
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public PointRule get(UUID id) {
		return jdbc.sql("select * from point_rules where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id)
			.query(PointRules::rule)
			.optional()
			.orElseThrow(() -> PointsRefused.unknownRule(id));
	}

	/**
	 * Makes a rule.
	 * @throws PointsRefused if it were to begin before today
	 */
	@May(Permission.POLICY_EDIT)
	public PointRule add(PointRuleTerms terms) {
		LocalDate today = organizations.today();
		if (terms.firstDay().isBefore(today) || (terms.lastDay() != null && terms.lastDay().isBefore(today))) {
			throw PointsRefused.days();
		}
		return insert(terms, "points.rule.added", Map.of());
	}

	/**
	 * Changes a rule: one that has not begun as it stands, the name and the end of any.
	 * Other terms of one that has begun end it today and count from tomorrow on.
	 * @param version that was read; null to change it whatever it is now
	 * @return the rule that has the new terms
	 * @throws PointsRefused if there is none, it has ended, or the days do not fit
	 */
	@May(Permission.POLICY_EDIT)
	public PointRule change(UUID id, PointRuleTerms wanted, @Nullable Long version) {
		PointRule rule = lock(id, version);
		LocalDate today = organizations.today();
		PointRuleTerms now = rule.terms();
		if (now.lastDay() != null && now.lastDay().isBefore(today)) {
			throw PointsRefused.ended();
		}
		if (wanted.lastDay() != null && wanted.lastDay().isBefore(today)) {
			throw PointsRefused.days();
		}
		if (now.firstDay().isAfter(today)) {
			if (wanted.firstDay().isBefore(today)) {
				throw PointsRefused.days();
			}
			return write(rule, wanted);
		}
		if (wanted.givesAs(now)) {
			return write(rule, wanted.during(now.firstDay(), wanted.lastDay()));
		}
		LocalDate tomorrow = today.plusDays(1);
		if (wanted.lastDay() != null && wanted.lastDay().isBefore(tomorrow)) {
			throw PointsRefused.days();
		}
		write(rule, now.during(now.firstDay(), today));
		LocalDate first = wanted.firstDay().isAfter(tomorrow) ? wanted.firstDay() : tomorrow;
		return insert(wanted.during(first, wanted.lastDay()), "points.rule.changed", values(now));
	}

	/**
	 * A rule counts for the last time today; one that has not begun never will.
	 * @throws PointsRefused if there is none, or it has ended
	 */
	@May(Permission.POLICY_EDIT)
	public PointRule end(UUID id) {
		PointRule rule = lock(id, null);
		LocalDate today = organizations.today();
		PointRuleTerms now = rule.terms();
		if (now.lastDay() != null && !now.lastDay().isAfter(today)) {
			throw PointsRefused.ended();
		}
		LocalDate last = now.firstDay().isAfter(today) ? now.firstDay().minusDays(1) : today;
		return write(rule, now.during(now.firstDay(), last));
	}

	/** The rule of an action that counts on the day. */
	@Transactional(readOnly = true)
	Optional<PointRule> ofAction(String action, LocalDate day) {
		return jdbc.sql("""
				select * from point_rules where organization_id = :organization and kind = 'ACTION' and action = :action
				and first_day <= :day and (last_day is null or last_day >= :day)
				order by first_day desc, id desc limit 1
				""")
			.param("organization", tenancy.current())
			.param("action", action)
			.param("day", day)
			.query(PointRules::rule)
			.optional();
	}

	private PointRule lock(UUID id, @Nullable Long version) {
		PointRule rule = jdbc
			.sql("select * from point_rules where organization_id = :organization and id = :id for update")
			.param("organization", tenancy.current())
			.param("id", id)
			.query(PointRules::rule)
			.optional()
			.orElseThrow(() -> PointsRefused.unknownRule(id));
		if (version != null && version != rule.version()) {
			throw new ObjectOptimisticLockingFailureException(PointRule.class, id);
		}
		return rule;
	}

	private PointRule insert(PointRuleTerms terms, String action, Map<String, ?> before) {
		UUID id = Ids.next();
		jdbc.sql(
				"""
						insert into point_rules (organization_id, id, version, kind, name, action, points, per_minor, daily_cap,
							wait_days, expires_days, first_day, last_day)
						values (:organization, :id, 0, :kind, :name, :action, :points, cast(:per as bigint), cast(:cap as bigint),
							:wait, cast(:expires as int), :first, cast(:last as date))
						""")
			.params(parameters(id, terms))
			.update();
		spending.changed();
		audit.record(action, OBJECT, id, before, values(terms));
		return new PointRule(id, terms, 0);
	}

	private PointRule write(PointRule rule, PointRuleTerms terms) {
		jdbc.sql(
				"""
						update point_rules set version = version + 1, kind = :kind, name = :name, action = :action, points = :points,
							per_minor = cast(:per as bigint), daily_cap = cast(:cap as bigint), wait_days = :wait,
							expires_days = cast(:expires as int), first_day = :first, last_day = cast(:last as date)
						where organization_id = :organization and id = :id
						""")
			.params(parameters(rule.id(), terms))
			.update();
		spending.changed();
		audit.record("points.rule.changed", OBJECT, rule.id(), values(rule.terms()), values(terms));
		return new PointRule(rule.id(), terms, rule.version() + 1);
	}

	private Map<String, Object> parameters(UUID id, PointRuleTerms terms) {
		Map<String, Object> all = new HashMap<>();
		all.put("organization", tenancy.current());
		all.put("id", id);
		all.put("kind", terms.kind().name());
		all.put("name", terms.name());
		all.put("action", terms.action());
		all.put("points", terms.points());
		all.put("per", terms.perMinor());
		all.put("cap", terms.dailyCap());
		all.put("wait", terms.waitDays());
		all.put("expires", terms.expiresDays());
		all.put("first", terms.firstDay());
		all.put("last", terms.lastDay());
		return all;
	}

	private static Map<String, ?> values(PointRuleTerms terms) {
		Map<String, Object> all = new HashMap<>();
		all.put("name", terms.name());
		all.put("pointRule", terms.kind());
		all.put("points", terms.points());
		all.put("perMinor", terms.perMinor());
		all.put("dailyCap", terms.dailyCap());
		all.put("waitDays", terms.waitDays());
		all.put("expiresDays", terms.expiresDays());
		all.put("firstDay", terms.firstDay());
		all.put("lastDay", terms.lastDay());
		return all;
	}

	private static PointRule rule(ResultSet row, int number) throws SQLException {
		return new PointRule(row.getObject("id", UUID.class),
				new PointRuleTerms(RuleKind.valueOf(row.getString("kind")), row.getString("name"),
						row.getString("action"), row.getLong("points"), row.getObject("per_minor", Long.class),
						row.getObject("daily_cap", Long.class), row.getInt("wait_days"),
						row.getObject("expires_days", Integer.class), row.getObject("first_day", LocalDate.class),
						row.getObject("last_day", LocalDate.class)),
				row.getLong("version"));
	}

}
