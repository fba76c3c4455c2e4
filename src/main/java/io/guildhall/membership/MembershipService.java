package io.guildhall.membership;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.May;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Rows;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/** Grants, renews, cancels and takes back memberships. */
@Service
@Transactional
@RequiredArgsConstructor
public class MembershipService {

	private final MembershipTermRepository terms;

	private final PlanRepository plans;

	private final MembershipLaying laying;

	private final MembershipUpgrades upgrades;

	private final MembershipChanges changes;

	private final ChangeRegister asked;

	private final PlanSeats seats;

	private final MembershipDeferral deferral;

	private final MembershipRegister register;

	private final MemberService members;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * An order paid for a plan: the member gets its term, behind the current one of the
	 * family where there is one. Again for the same order it changes nothing.
	 * @param member who gets it, whoever bought it
	 * @param paid what the order's line came to after discounts
	 * @throws MembershipRefused if the product is of no plan, the member has it for life,
	 * or an upgrade by another order waits for its money: it would begin behind this one
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public MembershipSummary grant(MemberId member, ProductId product, UUID order, Money paid, Instant paidAt) {
		Plan plan = plans.requireOf(product);
		Optional<MembershipTerm> before = terms.findByOrderIdAndPlan(order, plan.getId());
		if (before.isPresent()) {
			return register.written(before.get().getMembership());
		}
		LocalDate today = organizations.today();
		LocalDate paidOn = organizations.dayOf(paidAt);
		Membership membership = laying.live(member, plan, paidOn, today);
		asked.requireNoOtherUpgrade(membership, order);
		List<MembershipTerm> laid = laying.terms(membership);
		boolean renews = !laid.isEmpty();
		membership.goOn();
		MembershipTerm term = new MembershipTerm(membership.getId(), plan, order, laid.size() + 1, paid, paidAt,
				paidOn);
		boolean upgraded = upgrades.settle(membership, laid, term, order);
		if (!upgraded) {
			changes.settle(membership, plan.getId());
		}
		laying.add(term, membership, laid, plan, today);
		seats.take(order, paidAt);
		deferral.defer(term, membership);
		register.moved(membership, upgraded ? "UPGRADED" : (renews ? "RENEWED" : "GRANTED"), order);
		audit.record(renews ? "membership.renewed" : "membership.granted", "membership", membership.getId(), Map.of(),
				Map.of("plan", plan.getName(), "endsOn", String.valueOf(membership.getEndsOn()), "order", order));
		return register.written(membership.getId());
	}

	/**
	 * Lines of an order were refunded in full: what they paid for is taken back, and what
	 * was paid later moves up. Again, or for an order without a membership, it changes
	 * nothing.
	 * @param products whose lines have nothing left
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void refund(UUID order, Collection<ProductId> products) {
		Set<PlanId> given = products.stream()
			.map(product -> plans.requireOf(product).getId())
			.collect(Collectors.toSet());
		Instant now = clock.instant();
		LocalDate today = organizations.today();
		for (MembershipTerm found : terms.findAllByOrderId(order)) {
			Membership membership = laying.toMove(found.getMembership(), today);
			List<MembershipTerm> laid = laying.terms(membership);
			for (MembershipTerm term : laid) {
				if (order.equals(term.getOrderId()) && given.contains(term.getPlan()) && !term.isRefunded()) {
					LocalDate before = membership.getEndsOn();
					List<Pause> pauses = laying.pauses(membership);
					Map<UUID, LocalDate> due = MembershipLaying.due(laid, pauses);
					term.refund(now);
					deferral.cancel(term, membership, now);
					upgrades.undo(membership, order);
					laying.lay(membership, laid, today);
					laying.follow(laid, pauses, due);
					register.moved(membership, "REFUNDED", order);
					audit.record("membership.refunded", "membership", membership.getId(),
							Map.of("endsOn", String.valueOf(before)),
							Map.of("endsOn", String.valueOf(membership.getEndsOn()), "state", membership.getState()));
				}
			}
		}
	}

	/**
	 * Ends it when its paid time ends, instead of expecting a renewal. Access goes on
	 * until then.
	 * @throws MembershipRefused if it has ended, or is for life
	 */
	@May(Permission.MEMBERSHIP_SELL)
	public MembershipSummary cancelAtPeriodEnd(MembershipId id) {
		get(id);
		Membership membership = laying.toMove(id, organizations.today());
		if (!membership.isCancels()) {
			membership.cancelAtPeriodEnd(organizations.today());
			laying.save(membership);
			register.moved(membership, "CANCELLATION_ASKED", null);
			audit.record("membership.cancelled", "membership", id, Map.of("cancels", false), Map.of("cancels", true));
		}
		return get(id);
	}

	/** Takes the cancellation back, while there is something left to go on with. */
	@May(Permission.MEMBERSHIP_SELL)
	public MembershipSummary goOn(MembershipId id) {
		get(id);
		Membership membership = laying.toMove(id, organizations.today());
		if (!membership.stateOn(organizations.today()).hasAccess()) {
			throw MembershipRefused.ended();
		}
		if (membership.isCancels()) {
			membership.goOn();
			laying.save(membership);
			register.moved(membership, "CANCELLATION_WITHDRAWN", null);
			audit.record("membership.continued", "membership", id, Map.of("cancels", true), Map.of("cancels", false));
		}
		return get(id);
	}

	/**
	 * A membership.
	 * @throws MembershipRefused if there is none
	 */
	@Transactional(readOnly = true)
	public MembershipSummary get(MembershipId id) {
		return register.require(id);
	}

	/**
	 * All memberships of a member, the live ones first.
	 * @throws io.guildhall.member.MemberRefused if there is no such member
	 */
	@Transactional(readOnly = true)
	public List<MembershipSummary> of(MemberId member) {
		members.require(member);
		return register.select("""
				and m.member_id = :member
				order by m.state not in ('ACTIVE', 'GRACE', 'PAUSED', 'PENDING'), m.created_at desc limit 50
				""", Map.of("member", member.id()));
	}

	/** The life of a membership, from its first term on. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<MembershipSummary.Move> moves(MembershipId id) {
		get(id);
		return jdbc.sql("""
				select at, what, ends_on, order_id, actor_name, reason from membership_moves
				where organization_id = :organization and membership_id = :id order by number
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query((row, number) -> new MembershipSummary.Move(row.getTimestamp("at").toInstant(),
					row.getString("what"), row.getObject("ends_on", LocalDate.class),
					row.getObject("order_id", UUID.class), row.getString("actor_name"), row.getString("reason")))
			.list();
	}

	/**
	 * Whether the member has a membership today; it is asked of the paid terms, not of
	 * what the last night wrote down. What of it they may use, and why not, the module of
	 * benefits knows.
	 */
	@Transactional(readOnly = true)
	public Access access(MemberId member) {
		return of(member).stream()
			.filter(membership -> membership.state().hasAccess())
			.map(membership -> new Access(true, membership.id(), membership.lastDay()))
			.max(Comparator.comparing(access -> (access.until() != null) ? access.until() : LocalDate.MAX))
			.orElse(Access.NONE);
	}

	/** The terms of a membership, first to last: paid for, or given. */
	@May(Permission.SALES_READ)
	@Transactional(readOnly = true)
	public List<MembershipSummary.Term> terms(MembershipId id) {
		get(id);
		return jdbc
			.sql("""
					select t.*, p.name as plan_name, coalesce(coalesce(t.replaced_on, t.ended_on) <= t.from_on, false) as dropped
					from membership_terms t
					join plans p on p.organization_id = t.organization_id and p.id = t.plan_id
					where t.organization_id = :organization and t.membership_id = :id order by t.position
					""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query((row, number) -> {
				return new MembershipSummary.Term(row.getObject("id", UUID.class),
						row.getObject("order_id", UUID.class), row.getString("plan_name"),
						row.getObject("from_on", LocalDate.class), row.getObject("to_on", LocalDate.class),
						new Money(row.getLong("paid_minor"), row.getString("currency")), row.getString("reason"),
						Rows.instant(row, "refunded_at"), row.getBoolean("dropped"));
			})
			.list();
	}

}
