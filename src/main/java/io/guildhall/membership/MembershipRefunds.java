package io.guildhall.membership;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.audit.AuditTrail;
import io.guildhall.catalog.ProductId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import jakarta.persistence.EntityManager;
import lombok.RequiredArgsConstructor;

/**
 * Says what of an order for memberships goes back, and ends what is paid back in part.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class MembershipRefunds {

	private final PlanRepository plans;

	private final MembershipTermRepository terms;

	private final MembershipLaying laying;

	private final MembershipDeferral deferral;

	private final MembershipRegister register;

	private final OrganizationService organizations;

	private final AuditTrail audit;

	private final EntityManager session;

	private final Clock clock;

	/**
	 * What the plan's policy gives back of it today.
	 * @param left what of the order's line was not paid back yet
	 */
	public Optional<RefundProposal> proposal(UUID order, ProductId product, Money left) {
		Plan plan = plans.requireOf(product);
		LocalDate today = organizations.today();
		return terms.findByOrderIdAndPlan(order, plan.getId())
			.filter(term -> !term.isRefunded())
			.map(term -> RefundProposal.of(plan, term, left, term.unused(today, laying.pauses(term.getMembership())),
					clock.instant()));
	}

	/**
	 * So much of what an order paid for a plan is paid back in all. What an upgrade took
	 * off the price of a better plan is not there to be paid back; while its order waits,
	 * neither is more than the plan's policy gives.
	 * @param left what is kept of it
	 * @throws MembershipRefused if that is less
	 */
	public void paidBack(UUID order, ProductId product, Money left) {
		// Before any of its terms is written, as all do; what was read of them before may
		// be old by then.
		PlanId plan = plans.requireOf(product).getId();
		terms.findMembershipOf(order, plan).ifPresent(membership -> laying.toMove(membership, organizations.today()));
		terms.findByOrderIdAndPlan(order, plan).ifPresent(term -> {
			session.refresh(term);
			if (left.minor() < term.getCredited()) {
				throw MembershipRefused.credited(new Money(term.getCredited(), left.currency()));
			}
			Money before = new Money(term.getPaid().minor() - term.getPaidBack(), left.currency());
			if (term.awaitsUpgrade() && proposal(order, product, before)
				.filter(given -> before.minus(left).compareTo(given.amount()) > 0)
				.isPresent()) {
				throw MembershipRefused.changePending();
			}
			if (left.isPositive()) {
				deferral.paidBack(term, before.minus(left).minor(),
						laying.toMove(term.getMembership(), organizations.today()), clock.instant());
			}
			term.paidBack(term.getPaid().minor() - left.minor());
			terms.saveAndFlush(term);
		});
	}

	/**
	 * What was not used of it was paid back: it ends today, and later terms move up.
	 * @throws MembershipRefused if an upgrade waits that takes it off
	 */
	public void end(UUID order, ProductId product) {
		LocalDate today = organizations.today();
		terms.findByOrderIdAndPlan(order, plans.requireOf(product).getId())
			.filter(term -> !term.isRefunded())
			.ifPresent(found -> {
				Membership membership = laying.toMove(found.getMembership(), today);
				if (found.awaitsUpgrade()) {
					throw MembershipRefused.changePending();
				}
				List<MembershipTerm> laid = laying.terms(membership);
				LocalDate before = membership.getEndsOn();
				List<Pause> pauses = laying.pauses(membership);
				Map<UUID, LocalDate> due = MembershipLaying.due(laid, pauses);
				laid.stream().filter(term -> term.getId().equals(found.getId())).forEach(term -> {
					deferral.cancel(term, membership, clock.instant());
					membership.end(term, laid, pauses, today);
				});
				laying.save(membership, pauses, today);
				laying.follow(laid, pauses, due);
				register.moved(membership, "ENDED", order);
				audit.record("membership.ended", "membership", membership.getId(),
						Map.of("endsOn", String.valueOf(before)),
						Map.of("endsOn", String.valueOf(membership.getEndsOn()), "state", membership.getState()));
			});
	}

}
