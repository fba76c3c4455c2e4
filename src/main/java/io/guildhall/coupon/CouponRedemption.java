package io.guildhall.coupon;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/** The way of a coupon through an order, in the order's own transaction. */
@Service
@Transactional
@RequiredArgsConstructor
public class CouponRedemption {

	/** Source of the postings of single coupons. */
	static final String SOURCE = "COUPON";

	/** So many go into one order. */
	private static final int MOST = 5;

	private static final Comparator<Coupon> BY_BATCH = Comparator.comparing(coupon -> coupon.getBatch().id(),
			Ids.IN_ORDER);

	private final CouponRepository coupons;

	private final CouponConditionsRegister conditions;

	private final CouponRegister register;

	private final CouponLedger ledger;

	private final CouponDebts debts;

	private final CouponCashbacks cashbacks;

	private final CouponStock stock;

	private final OrganizationService organizations;

	private final Clock clock;

	/**
	 * What the coupons would take off the basket now; nothing is held.
	 * @return in the order in which they count
	 * @throws CouponRefused with the reason, if they cannot be used so
	 */
	@Transactional(readOnly = true)
	public List<CouponDiscount> quote(List<CouponId> ids, MemberId member, Basket basket) {
		requireFew(ids);
		Instant now = clock.instant();
		return reckon(ids.stream().map(coupons::require).toList(), member, basket,
				(coupon, reckoning, under) -> coupon.quote(member, reckoning, under, now));
	}

	/**
	 * What those of the coupons would promise back that do, of each line; nothing is
	 * held.
	 */
	@Transactional(readOnly = true)
	public List<Money> quoteBack(List<CouponId> ids, List<PaidLine> lines) {
		return CouponCashbacks.Share.sum(cashbacks.reckon(ids.stream().map(coupons::require).toList(), lines));
	}

	/**
	 * Holds coupons for an order that is not paid yet. Several come one after the other,
	 * gifts first, then samples, shares and amounts, of each kind that which ends first:
	 * each takes its part of what those before have left.
	 * @param until when the order closes unpaid and {@link #release} is due
	 * @return what they take off, in that order; nothing for those that promise money
	 * back, which {@link #promise} is due for
	 * @throws CouponRefused with the reason, if they cannot be used so; then none is held
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<CouponDiscount> reserve(List<CouponId> ids, MemberId member, Basket basket, UUID order, Instant until) {
		return reserve(lock(ids), member, basket, order, until);
	}

	private List<CouponDiscount> reserve(Collection<Coupon> locked, MemberId member, Basket basket, UUID order,
			Instant until) {
		Instant now = clock.instant();
		return reckon(locked, member, basket, (coupon, reckoning, under) -> {
			CouponDiscount discount = coupon.reserve(member, reckoning, under, order, until, now);
			register.moved(coupon, CouponState.ISSUED, "reserved", null, order);
			return discount;
		});
	}

	/**
	 * What the coupons promise back that an order holds, of what is paid for it in the
	 * end.
	 * @return all of that, of each line
	 * @throws CouponRefused if one of them would promise nothing
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<Money> promise(UUID order, List<PaidLine> lines) {
		List<CouponCashbacks.Share> shares = cashbacks.reckon(byBatch(order), lines);
		shares.forEach(share -> share.coupon().promise(share.amount()));
		return CouponCashbacks.Share.sum(shares);
	}

	private List<CouponDiscount> reckon(Collection<Coupon> wanted, MemberId member, Basket basket, Reckoned how) {
		Map<CouponId, CouponConditions> under = wanted.stream()
			.collect(Collectors.toMap(Coupon::getId, coupon -> conditions.of(coupon.getConditionsId())));
		conditions.requireFor(member.id(), List.copyOf(under.values()));
		CouponReckoning reckoning = new CouponReckoning(basket);
		List<CouponDiscount> discounts = new ArrayList<>();
		for (Coupon coupon : wanted.stream().sorted(Coupon.IN_ORDER).toList()) {
			CouponConditions its = Objects.requireNonNull(under.get(coupon.getId()));
			if (wanted.size() > 1 && !its.stackable()) {
				throw CouponRefused.alone(coupon.getCode());
			}
			discounts.add(how.take(coupon, reckoning, its));
		}
		return discounts;
	}

	/** In one order, so that of two that want the same ones one waits. */
	private List<Coupon> lock(List<CouponId> ids) {
		requireFew(ids);
		return ids.stream()
			.sorted(Comparator.comparing(CouponId::id, Ids.IN_ORDER))
			.map(coupons::requireToMove)
			.toList();
	}

	private static void requireFew(List<CouponId> ids) {
		if (ids.size() > MOST || ids.stream().distinct().count() < ids.size()) {
			throw CouponRefused.tooMany(MOST);
		}
	}

	/** What is done with each coupon in its turn. */
	@FunctionalInterface
	private interface Reckoned {

		CouponDiscount take(Coupon coupon, CouponReckoning reckoning, CouponConditions under);

	}

	/**
	 * The order was paid: what it holds is used, and what of it promises money back is
	 * promised. Again for the same order it changes nothing.
	 * @param lines with what was paid for them
	 * @throws CouponRefused if the order holds none
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void use(UUID order, List<PaidLine> lines, Instant at) {
		List<Coupon> held = byBatch(order);
		if (held.isEmpty()) {
			throw CouponRefused.notReserved(order);
		}
		List<CouponCashbacks.Share> shares = held.stream().anyMatch(coupon -> coupon.getTerms().isCashback())
				? cashbacks.reckon(held, lines) : List.of();
		for (Coupon coupon : held) {
			if (coupon.use(order, at, organizations.current().zone())) {
				register.moved(coupon, CouponState.RESERVED, "used", null, order);
				used(coupon, order, at);
				shares.stream()
					.filter(share -> share.coupon().getId().equals(coupon.getId()))
					.forEach(share -> cashbacks.promise(share, order, lines, at));
			}
		}
	}

	/**
	 * Holds coupons for an order and uses them for it: what {@link #reserve} and
	 * {@link #use} do, of an order whose money is there already, in half the statements.
	 * Where one promises money back they are only held, and {@link #promise} and
	 * {@link #use} are due.
	 * @param until when the order would have closed unpaid
	 * @param at when the order was paid
	 * @return what they take off, in the order in which they count
	 * @throws CouponRefused with the reason, if they cannot be used so; then none is used
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public List<CouponDiscount> redeem(List<CouponId> ids, MemberId member, Basket basket, UUID order, Instant until,
			Instant at) {
		Instant now = clock.instant();
		requireFew(ids);
		List<Coupon> locked = register.lock(ids);
		if (locked.stream().anyMatch(coupon -> coupon.getTerms().isCashback())) {
			return reserve(ids, member, basket, order, until);
		}
		List<CouponDiscount> discounts = reckon(locked, member, basket,
				(coupon, reckoning, under) -> coupon.reserve(member, reckoning, under, order, until, now));
		for (Coupon coupon : locked.stream().sorted(BY_BATCH).toList()) {
			coupon.use(order, at, organizations.current().zone());
			register.redeemed(coupon);
			used(coupon, order, at);
		}
		return discounts;
	}

	/** The order will not be paid: what it holds goes back. Nothing held is no error. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void release(UUID order, String reason) {
		Instant now = clock.instant();
		for (Coupon coupon : byBatch(order)) {
			if (coupon.getState() == CouponState.RESERVED) {
				coupon.release(now);
				moved(coupon, CouponState.RESERVED, "released", reason, order);
				Money largest = coupon.getTerms().largest();
				if (coupon.getState() != CouponState.ISSUED) {
					ledger.settle(SOURCE, coupon.getId().id(), coupon.getState() + "/" + order, now, largest,
							coupon.getMember());
					stock.trueUp(coupon.getBatch(), -largest.minor(), 0);
				}
				layBack(coupon);
			}
		}
	}

	/**
	 * The order was refunded in full: what it used goes back to the member, has expired
	 * where its end passed, or is revoked where it was recalled meanwhile. A partial
	 * refund does not come here. Of its budget it takes what it did before, also where
	 * others got that meanwhile: who is given back a coupon is not to suffer from it.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void giveBack(UUID order) {
		Instant now = clock.instant();
		for (Coupon coupon : byBatch(order)) {
			if (coupon.getState() == CouponState.USED) {
				long spent = discount(coupon);
				boolean longer = coupon.giveBack(now, grace(coupon, now));
				moved(coupon, CouponState.USED, longer ? "given-back-longer" : "given-back", null, order);
				debts.fallAway(coupon, order);
				Money largest = coupon.getTerms().largest();
				boolean held = coupon.getState() == CouponState.ISSUED;
				if (held) {
					ledger.promise(SOURCE, coupon.getId().id(), "GIVEN_BACK/" + order, now, largest,
							coupon.getMember());
				}
				stock.trueUp(coupon.getBatch(), held ? largest.minor() : 0, -spent);
				layBack(coupon);
			}
		}
	}

	/**
	 * Coupons are locked by their ids, and their batches' counters one after the other.
	 */
	private List<Coupon> byBatch(UUID order) {
		return coupons.findToMoveByOrder(order).stream().sorted(BY_BATCH).toList();
	}

	/** Until when one counts again that has ended meanwhile. */
	private Instant grace(Coupon coupon, Instant now) {
		int days = conditions.of(coupon.getConditionsId()).graceDays();
		OrganizationDetails organization = organizations.current();
		return (days > 0) ? organization.startOf(organization.dayOf(now).plusDays(days + 1L)) : Instant.MIN;
	}

	/** What it promised is kept, and what it did not take is free in its budget. */
	private void used(Coupon coupon, UUID order, Instant at) {
		Money largest = coupon.getTerms().largest();
		ledger.settle(SOURCE, coupon.getId().id(), "USED/" + order, at, largest, coupon.getMember());
		stock.trueUp(coupon.getBatch(), -largest.minor(), discount(coupon));
		if (coupon.getRecalledReason() != null) {
			debts.book(coupon, order);
		}
	}

	/** The order lets go of it; one that was recalled is revoked by that. */
	private void moved(Coupon coupon, CouponState from, String reason, @Nullable String note, UUID order) {
		if (coupon.getState() == CouponState.REVOKED) {
			register.moved(coupon, from, "revoked", coupon.getRecalledReason(), order);
		}
		else {
			register.moved(coupon, from, reason, note, order);
		}
	}

	/** The piece of one that was revoked can be issued again. */
	private void layBack(Coupon coupon) {
		if (coupon.getState() == CouponState.REVOKED) {
			stock.giveBack(coupon.getBatch(), 1, Money.zero(coupon.getTerms().currency()));
		}
	}

	private static long discount(Coupon coupon) {
		return Objects.requireNonNull(coupon.getDiscountMinor());
	}

}
