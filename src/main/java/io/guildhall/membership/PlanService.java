package io.guildhall.membership;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Keeps the plans; each has a product of its own in the catalog, by which it is sold. */
@Service
@Transactional
@RequiredArgsConstructor
public class PlanService {

	private final PlanRepository plans;

	private final CatalogService catalog;

	private final PlanSeats seats;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Makes a plan and the product by which it is sold.
	 * @throws MembershipRefused if something about it is not right
	 */
	@May(Permission.PLAN_EDIT)
	public PlanId create(NewPlan wanted) {
		Plan.check(wanted);
		ProductId product = catalog.createFor(ProductKind.MEMBERSHIP, wanted.name().strip(), wanted.price());
		Plan plan = plans.saveAndFlush(new Plan(wanted, product, clock.instant()));
		writeBenefits(plan.getId(), wanted.benefits());
		writeReminders(plan.getId(), wanted.conditions().reminders());
		audit.record("membership.plan.created", "plan", plan.getId(), Map.of(), values(plan, wanted.benefits()));
		return plan.getId();
	}

	/**
	 * Changes what is sold from now on; what members have paid for stays.
	 * @param version that was read before; null where the last change wins
	 */
	@May(Permission.PLAN_EDIT)
	public PlanDetails change(PlanId id, NewPlan wanted, @Nullable Long version) {
		Plan plan = plans.require(id);
		if (version != null && version != plan.version()) {
			throw new ObjectOptimisticLockingFailureException(Plan.class, id);
		}
		Map<String, ?> before = values(plan, benefits(List.of(id.id())).getOrDefault(id.id(), List.of()));
		plan.change(wanted);
		plans.saveAndFlush(plan);
		catalog.changeFor(plan.getProduct(), plan.getName(), plan.getPrice(), !plan.isArchived());
		writeBenefits(id, wanted.benefits());
		writeReminders(id, wanted.conditions().reminders());
		audit.record("membership.plan.changed", "plan", id, before, values(plan, wanted.benefits()));
		return get(id);
	}

	/** Sells it no more; who has it keeps it. */
	@May(Permission.PLAN_EDIT)
	public PlanDetails archive(PlanId id) {
		Plan plan = plans.require(id);
		plan.archive();
		return shelved(plan);
	}

	/** Sells it again. */
	@May(Permission.PLAN_EDIT)
	public PlanDetails restore(PlanId id) {
		Plan plan = plans.require(id);
		plan.restore();
		return shelved(plan);
	}

	/**
	 * A plan.
	 * @throws MembershipRefused if there is none
	 */
	@Transactional(readOnly = true)
	public PlanDetails get(PlanId id) {
		return select("and p.id = :id", Map.of("id", id.id())).stream()
			.findFirst()
			.orElseThrow(() -> MembershipRefused.unknownPlan(id));
	}

	/** A stretch of the plans, those that are sold first, then by name. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public Slice<PlanDetails> list(PlanFilter filter, @Nullable String after) {
		return slice(filter, after, Slice.PAGE);
	}

	Slice<PlanDetails> slice(PlanFilter filter, @Nullable String after, int size) {
		List<String> cursor = Slice.decode(after, 3);
		Map<String, @Nullable Object> parameters = new HashMap<>();
		parameters.put("words", (filter.words() != null) ? filter.words().strip() : "");
		parameters.put("archived", filter.archived());
		parameters.put("first", cursor.isEmpty());
		parameters.put("off", !cursor.isEmpty() && Boolean.parseBoolean(cursor.get(0)));
		parameters.put("name", cursor.isEmpty() ? "" : cursor.get(1));
		parameters.put("after", Slice.id(cursor, 2));
		parameters.put("limit", size + 1);
		return Slice.of(select("""
				and (cast(:archived as boolean) is null or p.archived = cast(:archived as boolean))
				and (position(lower(:words) in lower(p.name)) > 0 or position(lower(:words) in lower(p.family)) > 0)
				and (:first or (p.archived, p.name, p.id) > (:off, :name, :after))
				order by p.archived, p.name, p.id limit :limit
				""", parameters), size, plan -> List.of(plan.archived(), plan.name(), plan.id()));
	}

	/** The plans to choose from, those that are sold first. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<PlanDetails> list() {
		return select("order by p.archived, p.name, p.id limit 200", Map.of());
	}

	/** Those that are sold, by name. */
	@Transactional(readOnly = true)
	public List<PlanDetails> sold() {
		return select("and not p.archived order by p.name, p.id limit 200", Map.of());
	}

	private PlanDetails shelved(Plan plan) {
		plans.saveAndFlush(plan);
		catalog.changeFor(plan.getProduct(), plan.getName(), plan.getPrice(), !plan.isArchived());
		audit.record("membership.plan.shelved", "plan", plan.getId(), Map.of("archived", !plan.isArchived()),
				Map.of("archived", plan.isArchived()));
		return get(plan.getId());
	}

	private void writeBenefits(PlanId plan, List<Benefit> benefits) {
		jdbc.sql("delete from plan_benefits where organization_id = :organization and plan_id = :plan")
			.param("organization", tenancy.current())
			.param("plan", plan.id())
			.update();
		for (int i = 0; i < benefits.size(); i++) {
			String quota = benefits.get(i).quota();
			jdbc.sql("""
					insert into plan_benefits (organization_id, plan_id, position, name, quota)
					values (:organization, :plan, :position, :name, :quota)
					""")
				.param("organization", tenancy.current())
				.param("plan", plan.id())
				.param("position", i + 1)
				.param("name", benefits.get(i).name().strip())
				.param("quota", (quota == null || quota.isBlank()) ? null : quota.strip())
				.update();
		}
	}

	private List<PlanDetails> select(String condition, Map<String, ? extends @Nullable Object> parameters) {
		List<PlanDetails> plans = jdbc.sql("""
				select p.*, (select count(*) from memberships m where m.organization_id = :organization
				    and m.plan_id = p.id and m.state in ('ACTIVE', 'GRACE', 'PAUSED')) as live,
				    array(select r.days from plan_reminders r where r.organization_id = :organization
				        and r.plan_id = p.id order by r.days desc) as reminders
				from plans p where p.organization_id = :organization
				""" + condition)
			.params(parameters)
			.param("organization", tenancy.current())
			.query(PlanService::details)
			.list();
		List<UUID> ids = plans.stream().map(plan -> plan.id().id()).toList();
		Map<UUID, List<Benefit>> benefits = benefits(ids);
		Map<UUID, EarlyBird> early = seats.of(ids);
		return plans.stream()
			.map(plan -> new PlanDetails(plan.id(), plan.name(), plan.family(), plan.term(), plan.price(),
					plan.graceDays(), plan.conditions(), early.get(plan.id().id()), plan.product(), plan.archived(),
					benefits.getOrDefault(plan.id().id(), List.of()), plan.live(), plan.createdAt(), plan.version()))
			.toList();
	}

	private Map<UUID, List<Benefit>> benefits(List<UUID> plans) {
		Map<UUID, List<Benefit>> benefits = new HashMap<>();
		if (!plans.isEmpty()) {
			jdbc.sql("""
					select plan_id, name, quota from plan_benefits
					where organization_id = :organization and plan_id in (:plans) order by plan_id, position
					""").param("organization", tenancy.current()).param("plans", plans).query(row -> {
				benefits.computeIfAbsent(row.getObject("plan_id", UUID.class), plan -> new ArrayList<>())
					.add(new Benefit(row.getString("name"), row.getString("quota")));
			});
		}
		return benefits;
	}

	private static Map<String, ?> values(Plan plan, List<Benefit> benefits) {
		return Map.ofEntries(Map.entry("name", plan.getName()), Map.entry("family", plan.getFamily()),
				Map.entry("term", plan.getTerm()), Map.entry("price", plan.getPrice()),
				Map.entry("graceDays", plan.getGraceDays()), Map.entry("saleFrom", text(plan.getSaleFrom())),
				Map.entry("saleUntil", text(plan.getSaleUntil())), Map.entry("pauseDays", plan.getPauseDays()),
				Map.entry("refund", plan.getRefundPolicy()),
				Map.entry("benefits", String.join(", ", benefits.stream().map(Benefit::name).toList())));
	}

	private static String text(@Nullable Instant at) {
		return (at != null) ? at.toString() : "";
	}

	private static PlanDetails details(ResultSet row, int number) throws SQLException {
		return new PlanDetails(new PlanId(row.getObject("id", UUID.class)), row.getString("name"),
				row.getString("family"), PlanTerm.valueOf(row.getString("term")),
				new Money(row.getLong("price_minor"), row.getString("currency")), row.getInt("grace_days"),
				new PlanConditions(row.getObject("days", Integer.class), Rows.instant(row, "sale_from"),
						Rows.instant(row, "sale_until"), row.getInt("pause_days"),
						RefundPolicy.valueOf(row.getString("refund_policy")),
						row.getObject("refund_hours", Integer.class), reminders(row)),
				null, new ProductId(row.getObject("product_id", UUID.class)), row.getBoolean("archived"), List.of(),
				row.getLong("live"), row.getTimestamp("created_at").toInstant(), row.getLong("version"));
	}

	private static List<Integer> reminders(ResultSet row) throws SQLException {
		return List.of((Integer[]) row.getArray("reminders").getArray());
	}

	private void writeReminders(PlanId plan, List<Integer> days) {
		jdbc.sql("delete from plan_reminders where organization_id = :organization and plan_id = :plan")
			.param("organization", tenancy.current())
			.param("plan", plan.id())
			.update();
		jdbc.sql("""
				insert into plan_reminders (organization_id, plan_id, days)
				select :organization, :plan, day from unnest(:days::int[]) as day
				""")
			.param("organization", tenancy.current())
			.param("plan", plan.id())
			.param("days", days.toArray(Integer[]::new))
			.update();
	}

}
