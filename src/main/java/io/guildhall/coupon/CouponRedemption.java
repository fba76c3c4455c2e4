package io.guildhall.coupon;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/** The way of a coupon through an order, in the order's own transaction. */
@Service
@Transactional
@RequiredArgsConstructor
public class CouponRedemption {

	/** Source of the postings of single coupons. */
	static final String SOURCE = "COUPON";

	private final CouponRepository coupons;

	private final CouponRegister register;

	private final CouponLedger ledger;

	private final CouponStock stock;

	private final OrganizationService organizations;

	private final Clock clock;

	/**
	 * What a coupon would do to a basket.
	 *
	 * @param discount what it takes off
	 * @param payable what is left to pay
	 */
	public record Quote(Money discount, Money payable) {
	}

	/**
	 * What the coupon would take off the basket now; nothing is held.
	 * @throws CouponRefused with the reason, if it cannot be used so
	 */
	@Transactional(readOnly = true)
	public Quote quote(CouponId id, MemberId member, Basket basket) {
		Money total = basket.total();
		Money discount = coupons.require(id).quote(member, total, clock.instant());
		return new Quote(discount, total.minus(discount));
	}

	/**
	 * Holds the coupon for an order that is not paid yet.
	 * @param until when the order closes unpaid and {@link #release} is due
	 * @return what it takes off
	 * @throws CouponRefused with the reason, if it cannot be used so
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Money reserve(CouponId id, MemberId member, Basket basket, UUID order, Instant until) {
		Coupon coupon = coupons.requireToMove(id);
		Money discount = coupon.reserve(member, basket.total(), order, until, clock.instant());
		register.moved(coupon, CouponState.ISSUED, "reserved", null, order);
		return discount;
	}

	/**
	 * The order was paid. Again for the same order it changes nothing.
	 * @throws CouponRefused if the order does not hold the coupon
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void use(CouponId id, UUID order, Instant at) {
		Coupon coupon = coupons.requireToMove(id);
		if (coupon.use(order, at, organizations.current().zone())) {
			register.moved(coupon, CouponState.RESERVED, "used", null, order);
			ledger.settle(SOURCE, id.id(), "USED/" + order, at, coupon.getTerms().largest(), coupon.getMember());
		}
	}

	/** The order will not be paid: what it holds goes back. Nothing held is no error. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void release(UUID order, String reason) {
		Instant now = clock.instant();
		for (Coupon coupon : coupons.findToMoveByOrder(order)) {
			if (coupon.getState() == CouponState.RESERVED) {
				coupon.release(now);
				moved(coupon, CouponState.RESERVED, "released", reason, order);
				if (coupon.getState() != CouponState.ISSUED) {
					ledger.settle(SOURCE, coupon.getId().id(), coupon.getState() + "/" + order, now,
							coupon.getTerms().largest(), coupon.getMember());
				}
			}
		}
	}

	/**
	 * The order was refunded in full: what it used goes back to the member, has expired
	 * where its end passed, or is revoked where it was recalled meanwhile. A partial
	 * refund does not come here.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void giveBack(UUID order) {
		Instant now = clock.instant();
		for (Coupon coupon : coupons.findToMoveByOrder(order)) {
			if (coupon.getState() == CouponState.USED) {
				coupon.giveBack(now);
				moved(coupon, CouponState.USED, "given-back", null, order);
				if (coupon.getState() == CouponState.ISSUED) {
					ledger.promise(SOURCE, coupon.getId().id(), "GIVEN_BACK/" + order, now, coupon.getTerms().largest(),
							coupon.getMember());
				}
			}
		}
	}

	/** The order lets go of it; one that was recalled goes back to the stock. */
	private void moved(Coupon coupon, CouponState from, String reason, @Nullable String note, UUID order) {
		if (coupon.getState() == CouponState.REVOKED) {
			register.moved(coupon, from, "revoked", coupon.getRecalledReason(), order);
			stock.giveBack(coupon.getBatch(), 1);
		}
		else {
			register.moved(coupon, from, reason, note, order);
		}
	}

}
