package io.guildhall.benefit;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.PlanService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** What plans let their members use, from which time on. */
@Service
@Transactional
@RequiredArgsConstructor
public class PlanBenefits {

	private static final int MOST = 30;

	private final PlanService plans;

	private final ApplicationEventPublisher events;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * What is given to whoever buys the plan now. Where nothing was ever set it is what
	 * the plan says in words, each as often as they like.
	 * @throws io.guildhall.membership.MembershipRefused if there is no such plan
	 */
	@Transactional(readOnly = true)
	public BenefitSet current(PlanId id) {
		PlanDetails plan = plans.get(id);
		List<BenefitSet> sets = select(id, "order by number desc limit 1");
		if (!sets.isEmpty()) {
			return sets.get(0);
		}
		Money nothing = Money.zero(plan.price().currency());
		return new BenefitSet(id, 0, Instant.EPOCH, true, plan.createdAt(), "",
				plan.benefits()
					.stream()
					.map(words -> new BenefitRule(words.name(), words.quota(), null, BenefitPeriod.TERM, 0, nothing))
					.toList());
	}

	/** All that was set for the plan, the latest first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<BenefitSet> history(PlanId id) {
		plans.get(id);
		return select(id, "order by number desc limit 100");
	}

	/**
	 * Sets what is given from now on. Whoever has paid keeps what they paid for, unless
	 * it is for everybody: then it may give them more, and take nothing.
	 * @param number of the set that was read before; null where the last change wins
	 * @throws BenefitRefused if something about it is not right
	 */
	@May(Permission.PLAN_EDIT)
	public BenefitSet change(PlanId id, List<BenefitRule> wanted, boolean everybody, @Nullable Integer number) {
		PlanDetails plan = plans.get(id);
		List<BenefitRule> rules = wanted.stream().map(rule -> rule.checked(plan.price().currency())).toList();
		if (rules.size() > MOST || rules.stream().map(BenefitRule::name).distinct().count() < rules.size()) {
			throw BenefitRefused.tooMany();
		}
		List<BenefitSet> before = select(id, "order by number desc");
		int last = before.isEmpty() ? 0 : before.get(0).number();
		if (number != null && number != last) {
			throw new ObjectOptimisticLockingFailureException(BenefitSet.class, id);
		}
		if (!before.isEmpty() && before.get(0).rules().equals(rules) && (before.get(0).everybody() || !everybody)) {
			return before.get(0);
		}
		Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
		Actor actor = OnBehalf.actor();
		BenefitSet set = new BenefitSet(id, last + 1, everybody ? Instant.EPOCH : now, everybody, now, actor.name(),
				rules);
		if (everybody) {
			before.forEach(one -> set.lost(one).ifPresent(rule -> {
				throw BenefitRefused.takesSomething(rule.name());
			}));
		}
		write(set, actor);
		if (everybody) {
			events.publishEvent(new BenefitsGiven(tenancy.current(), id));
		}
		audit.record("benefit.set", "plan", id, words(before.isEmpty() ? List.of() : before.get(0).rules()),
				words(rules));
		return set;
	}

	private void write(BenefitSet set, Actor actor) {
		int made = jdbc
			.sql("""
					insert into benefit_sets (organization_id, plan_id, number, since, everybody, made_at, actor_kind, actor_id,
					    actor_name)
					values (:organization, :plan, :number, :since, :everybody, :at, :kind, cast(:actor as uuid), :name)
					on conflict (organization_id, plan_id, number) do nothing
					""")
			.param("organization", tenancy.current())
			.param("plan", set.plan().id())
			.param("number", set.number())
			.param("since", Timestamp.from(set.since()))
			.param("everybody", set.everybody())
			.param("at", Timestamp.from(set.madeAt()))
			.param("kind", actor.kind().name())
			.param("actor", (actor.id() != null) ? actor.id().toString() : null)
			.param("name", actor.name())
			.update();
		if (made == 0) {
			throw new ObjectOptimisticLockingFailureException(BenefitSet.class, set.plan());
		}
		for (int i = 0; i < set.rules().size(); i++) {
			BenefitRule rule = set.rules().get(i);
			jdbc.sql(
					"""
							insert into benefit_rules (organization_id, plan_id, number, position, name, note, quota, period, carry,
							    unit_minor, currency)
							values (:organization, :plan, :number, :position, :name, :note, :quota, :period, :carry, :minor, :currency)
							""")
				.param("organization", tenancy.current())
				.param("plan", set.plan().id())
				.param("number", set.number())
				.param("position", i + 1)
				.param("name", rule.name())
				.param("note", rule.note())
				.param("quota", rule.quota())
				.param("period", rule.period().name())
				.param("carry", rule.carry())
				.param("minor", rule.unitValue().minor())
				.param("currency", rule.unitValue().currency())
				.update();
		}
	}

	private List<BenefitSet> select(PlanId plan, String end) {
		List<BenefitSet> sets = jdbc.sql("""
				select number, since, everybody, made_at, actor_name from benefit_sets
				where organization_id = :organization and plan_id = :plan
				""" + end)
			.param("organization", tenancy.current())
			.param("plan", plan.id())
			.query((row, i) -> new BenefitSet(plan, row.getInt("number"), row.getTimestamp("since").toInstant(),
					row.getBoolean("everybody"), row.getTimestamp("made_at").toInstant(), row.getString("actor_name"),
					List.of()))
			.list();
		if (sets.isEmpty()) {
			return sets;
		}
		Map<Integer, List<BenefitRule>> rules = jdbc.sql("""
				select * from benefit_rules where organization_id = :organization and plan_id = :plan order by position
				""")
			.param("organization", tenancy.current())
			.param("plan", plan.id())
			.query((row, i) -> Map.entry(row.getInt("number"), BenefitReading.rule(row)))
			.list()
			.stream()
			.collect(Collectors.groupingBy(Map.Entry::getKey, HashMap::new,
					Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
		return sets.stream()
			.map(set -> new BenefitSet(plan, set.number(), set.since(), set.everybody(), set.madeAt(), set.madeBy(),
					rules.getOrDefault(set.number(), List.of())))
			.toList();
	}

	private static Map<String, ?> words(List<BenefitRule> rules) {
		return Map.of("benefits",
				rules.stream()
					.map(rule -> rule.name() + ((rule.quota() != null) ? " " + rule.quota() + "/" + rule.period() : ""))
					.collect(Collectors.joining(", ")));
	}

}
