package io.guildhall.chatlog;

/** What a message wants to sell or to lead to, as far as its kind and pattern tell. */
public enum Pitch {

	/** A card that leads elsewhere: a mini-program, an article, somebody's contact. */
	CARD,
	/**
	 * Wants to be contacted outside: a WeChat id to add, a QR code to scan, an invitation
	 * to another group, a number to call.
	 */
	CONTACT,
	/** Offers something: a deal or a price, together with a link or a shopping code. */
	OFFER,
	/** One of these two, passed on from elsewhere or asking to be. */
	FORWARDED;

	/** Whether it is an advertisement; a card alone is only a link. */
	public boolean isAd() {
		return this != CARD;
	}

}
