package io.guildhall.membership;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;

/** Why a plan is not sold, or not at this price. */
public class PlanRefused extends DomainException {

	private PlanRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "plan." + code, message, args);
	}

	static PlanRefused notOnSaleYet(String plan, String opens) {
		return new PlanRefused(Kind.CONFLICT, "not-on-sale-yet", "Plan %s is sold from %s on", plan, opens);
	}

	static PlanRefused saleOver(String plan, String closed) {
		return new PlanRefused(Kind.CONFLICT, "sale-over", "Plan %s was sold until %s", plan, closed);
	}

	static PlanRefused days() {
		return new PlanRefused(Kind.INVALID, "days", "A one-off lasts 1 to 3650 days, and no other counts days");
	}

	static PlanRefused window() {
		return new PlanRefused(Kind.INVALID, "window", "A sale ends after it begins");
	}

	static PlanRefused refundHours() {
		return new PlanRefused(Kind.INVALID, "refund-hours", "All goes back within 1 to 8784 hours");
	}

	static PlanRefused reminders() {
		return new PlanRefused(Kind.INVALID, "reminders", "At most 10 reminders, each 0 to 365 days before the end");
	}

	static PlanRefused earlyBirdOver(Money price) {
		return new PlanRefused(Kind.CONFLICT, "early-bird-over", "The early price is over, it is %s now", price);
	}

	static PlanRefused shownCurrency() {
		return new PlanRefused(Kind.INVALID, "shown-currency", "The price that was shown is in another currency");
	}

	static PlanRefused noEarlyBird() {
		return new PlanRefused(Kind.NOT_FOUND, "no-early-bird", "The plan has no early bird");
	}

	static PlanRefused seats() {
		return new PlanRefused(Kind.INVALID, "seats", "An early bird has 1 to 1000000 seats");
	}

	static PlanRefused perMember() {
		return new PlanRefused(Kind.INVALID, "per-member", "A member may have 1 to 1000000 seats");
	}

	static PlanRefused earlyBirdOnce(Money price) {
		return new PlanRefused(Kind.CONFLICT, "early-bird-once",
				"The member has as many early seats as one may have, it costs them %s now", price);
	}

	static PlanRefused seatsTaken(int taken) {
		return new PlanRefused(Kind.CONFLICT, "seats-taken", "%s seats are taken, there cannot be fewer", taken);
	}

	static PlanRefused earlyPrice(Money price) {
		return new PlanRefused(Kind.INVALID, "early-price", "The early price lies below %s", price);
	}

	static PlanRefused earlyUntil() {
		return new PlanRefused(Kind.INVALID, "early-until", "The deadline of the early bird has passed");
	}

	static PlanRefused gift() {
		return new PlanRefused(Kind.INVALID, "gift", "A gift has at most 200 characters, and its cost is not negative");
	}

	static PlanRefused oneGift() {
		return new PlanRefused(Kind.INVALID, "one-gift", "A gift is a product or a coupon, not both");
	}

	static PlanRefused giftProduct(String name) {
		return new PlanRefused(Kind.INVALID, "gift-product",
				"%s cannot be a gift: only goods and samples that are on sale can", name);
	}

	static PlanRefused giftBatch(String name) {
		return new PlanRefused(Kind.CONFLICT, "gift-batch", "Coupons of %s cannot be a gift: the batch is not open",
				name);
	}

	static PlanRefused giftGone(String gift) {
		return new PlanRefused(Kind.CONFLICT, "gift-gone", "The gift of the early price has run out: %s", gift);
	}

	static PlanRefused giftWithOrder() {
		return new PlanRefused(Kind.CONFLICT, "gift-with-order",
				"This gift is delivered with its order, and handed over there");
	}

	static PlanRefused unknownSeat(Object id) {
		return new PlanRefused(Kind.NOT_FOUND, "unknown-seat", "There is no seat %s", id);
	}

	static PlanRefused nothingToHandOver() {
		return new PlanRefused(Kind.CONFLICT, "nothing-to-hand-over", "No gift of this seat waits to be handed over");
	}

}
