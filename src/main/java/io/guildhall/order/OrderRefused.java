package io.guildhall.order;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;

/** Why something could not be done with an order. */
public class OrderRefused extends DomainException {

	private OrderRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "order." + code, message, args);
	}

	static OrderRefused longNote(int longest) {
		return new OrderRefused(Kind.INVALID, "long-note", "A note has at most %s characters", longest);
	}

	static OrderRefused unknown(OrderId id) {
		return new OrderRefused(Kind.NOT_FOUND, "unknown", "There is no order %s", id);
	}

	/** The order has no such line. */
	public static OrderRefused unknownLine() {
		return new OrderRefused(Kind.NOT_FOUND, "unknown-line", "The order has no such line");
	}

	static OrderRefused unknownRequest() {
		return new OrderRefused(Kind.NOT_FOUND, "unknown-request", "There is no such refund request");
	}

	/** An amount is missing, or finer than the currency. */
	public static OrderRefused noAmount() {
		return new OrderRefused(Kind.INVALID, "no-amount", "An amount is missing, or has too many decimals");
	}

	static OrderRefused noAllowance() {
		return new OrderRefused(Kind.FORBIDDEN, "no-allowance", "You may not take anything off as you see fit");
	}

	static OrderRefused belowPrice(Money below) {
		return new OrderRefused(Kind.FORBIDDEN, "below-price",
				"The prices are %s below those of the products, and you may not take anything off", below);
	}

	static OrderRefused discretionReason(int longest) {
		return new OrderRefused(Kind.INVALID, "discretion-reason", "Say why, in at most %s characters", longest);
	}

	static OrderRefused discretionAmount(Money total) {
		return new OrderRefused(Kind.INVALID, "discretion-amount", "More than nothing and at most %s is taken off",
				total);
	}

	static OrderRefused abovePerOrder(Money most) {
		return new OrderRefused(Kind.CONFLICT, "above-per-order", "You may take off at most %s of an order", most);
	}

	static OrderRefused abovePerDay(Money left) {
		return new OrderRefused(Kind.CONFLICT, "above-per-day", "You may still take off %s today", left);
	}

	static OrderRefused noLines() {
		return new OrderRefused(Kind.INVALID, "no-lines", "An order needs between 1 and %s lines", Order.MOST_LINES);
	}

	static OrderRefused giftToBuyer() {
		return new OrderRefused(Kind.INVALID, "gift.buyer", "A gift is for another member than who buys it");
	}

	static OrderRefused giftOfMemberships() {
		return new OrderRefused(Kind.INVALID, "gift.memberships", "Only memberships can be bought for another member");
	}

	static OrderRefused giftErased() {
		return new OrderRefused(Kind.CONFLICT, "gift.erased", "Who is erased gets no membership");
	}

	static OrderRefused quantity() {
		return new OrderRefused(Kind.INVALID, "quantity.range", "A quantity lies between 1 and %s", OrderLine.MOST);
	}

	static OrderRefused negativePrice() {
		return new OrderRefused(Kind.INVALID, "negative-price", "A price is not negative");
	}

	static OrderRefused otherCurrency(String currency, String own) {
		return new OrderRefused(Kind.INVALID, "other-currency", "The amount is in %s, the order in %s", currency, own);
	}

	static OrderRefused priceChanged(Money total) {
		return new OrderRefused(Kind.CONFLICT, "price-changed", "It comes to %s, which is not the sum that was shown",
				total);
	}

	static OrderRefused tooLarge() {
		return new OrderRefused(Kind.INVALID, "too-large", "The amount is too large");
	}

	static OrderRefused notForSale(String product) {
		return new OrderRefused(Kind.CONFLICT, "not-for-sale", "%s is not for sale", product);
	}

	static OrderRefused oneMembership(String product) {
		return new OrderRefused(Kind.INVALID, "one-membership", "An order sells %s once", product);
	}

	static OrderRefused paidAlready() {
		return new OrderRefused(Kind.CONFLICT, "paid-already", "The order is paid already");
	}

	static OrderRefused closed() {
		return new OrderRefused(Kind.CONFLICT, "closed", "The order is closed");
	}

	static OrderRefused tooLate() {
		return new OrderRefused(Kind.CONFLICT, "too-late", "The order was not paid in time");
	}

	static OrderRefused wrongAmount(Money amount, Money total) {
		return new OrderRefused(Kind.INVALID, "wrong-amount", "%s was paid, the order comes to %s", amount, total);
	}

	static OrderRefused future() {
		return new OrderRefused(Kind.INVALID, "future", "Money that comes in the future is not paid yet");
	}

	static OrderRefused notPaid() {
		return new OrderRefused(Kind.CONFLICT, "not-paid", "An order that is not paid has nothing to refund");
	}

	static OrderRefused nothingToRefund() {
		return new OrderRefused(Kind.INVALID, "nothing-to-refund", "A refund is more than nothing");
	}

	static OrderRefused tooMuch(Money amount, Money left) {
		return new OrderRefused(Kind.CONFLICT, "too-much", "%s is more than the %s that can be refunded", amount, left);
	}

	static OrderRefused used(String product, Money most) {
		return new OrderRefused(Kind.CONFLICT, "used", "Something of %s was used: without that, %s goes back at most",
				product, most);
	}

	static OrderRefused usedForNothing() {
		return new OrderRefused(Kind.CONFLICT, "used-for-nothing", "Something of the order was used already");
	}

	static OrderRefused noReason() {
		return new OrderRefused(Kind.INVALID, "no-reason", "A refund needs a reason of at most 500 characters");
	}

	static OrderRefused notByHand() {
		return new OrderRefused(Kind.INVALID, "not-by-hand", "What is paid online is recorded by the provider");
	}

	static OrderRefused notPaidOnline() {
		return new OrderRefused(Kind.CONFLICT, "not-paid-online", "The order was not paid online");
	}

	static OrderRefused notToHandOver() {
		return new OrderRefused(Kind.CONFLICT, "not-to-hand-over", "What is not paid is not handed over");
	}

	static OrderRefused nothingHeld() {
		return new OrderRefused(Kind.CONFLICT, "nothing-held", "The order holds nothing that could be handed over");
	}

	static OrderRefused nothingHanded() {
		return new OrderRefused(Kind.CONFLICT, "nothing-handed", "Nothing that the order held was handed over");
	}

	static OrderRefused notHanded() {
		return new OrderRefused(Kind.CONFLICT, "not-handed",
				"One of these was not handed over by itself; what is delivered is taken back there");
	}

	static OrderRefused nothingChosen() {
		return new OrderRefused(Kind.INVALID, "nothing-chosen", "No line was chosen");
	}

	static OrderRefused handedPaidBackSince() {
		return new OrderRefused(Kind.CONFLICT, "handed-paid-back-since",
				"Something of it was paid back since, and the refund laid nothing back into stock");
	}

	static OrderRefused reasonOfHanding(int longest) {
		return new OrderRefused(Kind.INVALID, "reason-of-handing", "Say why, in at most %s characters", longest);
	}

	static OrderRefused moved() {
		return new OrderRefused(Kind.CONFLICT, "moved", "The order was changed in the meantime");
	}

	static OrderRefused requestedAlready() {
		return new OrderRefused(Kind.CONFLICT, "requested-already", "A refund of this order waits for approval");
	}

	static OrderRefused decided() {
		return new OrderRefused(Kind.CONFLICT, "decided", "The request was decided already");
	}

	static OrderRefused toFinish(int most) {
		return new OrderRefused(Kind.INVALID, "to-finish", "Choose at least one, and at most %s", most);
	}

	static OrderRefused nothingToFinish() {
		return new OrderRefused(Kind.CONFLICT, "nothing-to-finish",
				"Only a course, a camp or a consultation that is paid can be finished");
	}

	static OrderRefused dayOfResult() {
		return new OrderRefused(Kind.INVALID, "day-of-result",
				"It is finished on a day that is not to come, and not before it was paid");
	}

	static OrderRefused leftToUse(long left) {
		return new OrderRefused(Kind.CONFLICT, "left-to-use",
				"It can still be used, or is booked, %s times: check off what was had, or say that the rest lapses",
				left);
	}

	static OrderRefused erasedNote() {
		return new OrderRefused(Kind.CONFLICT, "erased-note", "Nothing is written about who was erased");
	}

	static OrderRefused notFinished() {
		return new OrderRefused(Kind.CONFLICT, "not-finished", "This was not finished");
	}

	static OrderRefused wordsOfResult(int longest) {
		return new OrderRefused(Kind.INVALID, "words-of-result", "Write at most %s characters", longest);
	}

	static OrderRefused reasonOfResult(int longest) {
		return new OrderRefused(Kind.INVALID, "reason-of-result", "Say why, in at most %s characters", longest);
	}

}
