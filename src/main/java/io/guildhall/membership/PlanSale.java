package io.guildhall.membership;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Sells plans: to whom, when and for how much. An order asks here before it is placed,
 * and says when it will not be paid; once it is paid, {@link MembershipService} grants.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class PlanSale {

	private final PlanRepository plans;

	private final PlanSeats seats;

	private final SeatGifts gifts;

	private final MembershipUpgrades upgrades;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * For how much the plan is sold now; nothing is held.
	 * @param holder who gets it, and of whose memberships it becomes a term
	 * @param buyer who pays for it, and has the seat of an early bird
	 * @param shown what they were told; null where nothing was
	 * @throws MembershipRefused if the product is of no plan or of an archived one, or
	 * the holder has it for life
	 * @throws PlanRefused if it is not on sale now, or costs more by now than they were
	 * told: nobody is charged more unasked
	 */
	public PlanOffer offer(MemberId holder, MemberId buyer, ProductId product, @Nullable Money shown) {
		Plan plan = requireSellable(holder, product);
		Optional<EarlyBird> early = early(plan);
		Optional<EarlyBird> theirs = early.filter(one -> seats.heldBy(plan, buyer) < one.perMember());
		PlanOffer offer = theirs.map(one -> new PlanOffer(one.price(), true))
			.orElseGet(() -> new PlanOffer(plan.getPrice(), false));
		if (shown != null && !shown.currency().equals(offer.price().currency())) {
			throw PlanRefused.shownCurrency();
		}
		if (shown != null && offer.price().compareTo(shown) > 0) {
			throw (early.isPresent() && theirs.isEmpty()) ? PlanRefused.earlyBirdOnce(offer.price())
					: PlanRefused.earlyBirdOver(offer.price());
		}
		return offer;
	}

	/**
	 * Holds a seat for an order that was made at the early price.
	 * @throws PlanRefused if no seat is left, the deadline has passed, or the member has
	 * taken theirs meanwhile
	 */
	public void hold(MemberId member, ProductId product, UUID order, Money price) {
		Plan plan = plans.requireOf(product);
		if (!seats.count(plan, price)) {
			throw PlanRefused.earlyBirdOver(early(plan).map(EarlyBird::price).orElse(plan.getPrice()));
		}
		if (!seats.hold(plan, member, order)) {
			throw PlanRefused.earlyBirdOnce(plan.getPrice());
		}
		gifts.held(order, plan.getId());
	}

	/** The early bird, where somebody gets a seat of it now. */
	private Optional<EarlyBird> early(Plan plan) {
		return seats.of(plan.getId()).filter(early -> early.open() && early.price().compareTo(plan.getPrice()) < 0);
	}

	/**
	 * The order will not be paid: its seats are free again.
	 * @return those whose gift is a product, which is held and delivered as a line is
	 */
	public List<UUID> freeSeats(UUID order) {
		return seats.release(order);
	}

	/**
	 * The money of some plans of an order went back: their seats are free again.
	 * @return those whose gift is a product
	 */
	public List<UUID> freeSeats(UUID order, Collection<ProductId> products) {
		return products.isEmpty() ? List.of()
				: seats.release(order, products.stream().map(product -> plans.requireOf(product).getId()).toList());
	}

	/** The order will not be paid: an upgrade that it was for is none. */
	public void closed(UUID order) {
		upgrades.closed(order);
	}

	/**
	 * The products of plans in the order in which memberships are locked: a member has
	 * one of each family.
	 */
	public List<ProductId> inOrder(Collection<ProductId> products) {
		return (products.size() < 2) ? List.copyOf(products) : products.stream()
			.map(plans::requireOf)
			.sorted(Comparator.comparing(Plan::getFamily).thenComparing(plan -> plan.getId().id(), Ids.IN_ORDER))
			.map(Plan::getProduct)
			.toList();
	}

	private Plan requireSellable(MemberId member, ProductId product) {
		Plan plan = plans.requireOf(product);
		Instant now = clock.instant();
		Standing standing = jdbc.sql("""
				select coalesce(bool_or(m.ends_on is null), false) as for_life,
				    coalesce(bool_or(m.plan_id = :plan), false) as renews,
				    coalesce(bool_or(exists (select from membership_changes c where c.organization_id = :organization
				        and c.membership_id = m.id and c.state = 'PENDING' and c.kind = 'UPGRADE')), false) as upgrading
				from memberships m where m.organization_id = :organization and m.member_id = :member
				and m.family = :family and m.state in ('ACTIVE', 'GRACE', 'PAUSED')
				""")
			.param("plan", plan.getId().id())
			.param("organization", tenancy.current())
			.param("member", member.id())
			.param("family", plan.getFamily())
			.query(Standing.class)
			.single();
		plan.requireSold(now, standing.renews(), organizations.current().zone());
		if (standing.forLife()) {
			throw MembershipRefused.lifetimeAlready(plan.getFamily());
		}
		if (standing.upgrading()) {
			throw MembershipRefused.changePending();
		}
		return plan;
	}

	/**
	 * What the member has of the family: for life, this very plan, or one that waits for
	 * its upgrade.
	 */
	private record Standing(boolean forLife, boolean renews, boolean upgrading) {
	}

}
