package io.guildhall.card;

import io.guildhall.shared.DomainException;

/** Why something could not be done with a card. */
public class CardRefused extends DomainException {

	private CardRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "card.refused." + code, message, args);
	}

	static CardRefused unknownBatch() {
		return new CardRefused(Kind.NOT_FOUND, "batch", "There is no such batch of cards");
	}

	static CardRefused unknown() {
		return new CardRefused(Kind.NOT_FOUND, "unknown", "There is no such card");
	}

	static CardRefused typo() {
		return new CardRefused(Kind.INVALID, "typo", "This is no code of a card: a letter is wrong");
	}

	/**
	 * It does not count.
	 * @param why claimed, revoked, expired, not-handed-out or order-off
	 */
	static CardRefused because(String why) {
		return new CardRefused(Kind.CONFLICT, why, "The card does not count: %s", why);
	}

	static CardRefused unavailable() {
		return new CardRefused(Kind.CONFLICT, "unavailable", "What the card gives cannot be given now");
	}

	static CardRefused handedOut() {
		return new CardRefused(Kind.CONFLICT, "handed-out", "The card went out with another order");
	}

	static CardRefused orderClosed() {
		return new CardRefused(Kind.CONFLICT, "order-closed", "No card goes out with an order that came to nothing");
	}

	static CardRefused words(String what, int longest) {
		return new CardRefused(Kind.INVALID, what + ".wrong",
				"The " + what + " is missing or longer than %s characters", longest);
	}

	static CardRefused gift(long most) {
		return new CardRefused(Kind.INVALID, "gift", "A card gives either a coupon or 1 to %s points", most);
	}

	static CardRefused over() {
		return new CardRefused(Kind.INVALID, "over", "The last day has passed already");
	}

	static CardRefused count(int most) {
		return new CardRefused(Kind.INVALID, "count", "A batch has 1 to %s cards", most);
	}

	static CardRefused letter(String letter) {
		return new CardRefused(Kind.INVALID, "letter", "No font here has the letter %s", letter);
	}

	static CardRefused room() {
		return new CardRefused(Kind.INVALID, "room", "The words do not fit onto a card");
	}

	static CardRefused coupons(long left, long cards) {
		return new CardRefused(Kind.CONFLICT, "coupons", "The coupon batch has %s left, not %s", left, cards);
	}

	static CardRefused reason(int longest) {
		return new CardRefused(Kind.INVALID, "reason", "Say why, in at most %s characters", longest);
	}

	static CardRefused nothingToPrint() {
		return new CardRefused(Kind.CONFLICT, "nothing-to-print", "All these cards are handed out or count no more");
	}

}
