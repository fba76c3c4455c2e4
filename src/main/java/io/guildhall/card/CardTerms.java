package io.guildhall.card;

import java.time.LocalDate;

import io.guildhall.onboarding.ChannelId;

/**
 * What the cards of a batch are. It is on paper, so it never changes.
 *
 * @param name for the staff
 * @param title in large letters on each card
 * @param text below it; may be empty
 * @param channel by which whoever claims one joins
 * @param lastDay on which one counts
 * @param withOrder whether one counts only after it was handed out with an order
 * @param cards how many there are
 */
public record CardTerms(String name, String title, String text, CardGift gift, ChannelId channel, LocalDate lastDay,
		boolean withOrder, int cards) {

	/** As many cards as a batch has at most. */
	public static final int MOST = 5_000;

	static final int LONGEST_NAME = 80;

	static final int LONGEST_TITLE = 40;

	static final int LONGEST_TEXT = 200;

	/**
	 * The same without surrounding space.
	 * @throws CardRefused if a part is missing, too much, too long or over already
	 */
	CardTerms checked(LocalDate today) {
		CardTerms terms = new CardTerms(name.strip(), title.strip(), text.strip().replace("\r\n", "\n"), gift, channel,
				lastDay, withOrder, cards);
		requireText(terms.name, 1, LONGEST_NAME, "name");
		requireText(terms.title, 1, LONGEST_TITLE, "title");
		requireText(terms.text, 0, LONGEST_TEXT, "text");
		if (!gift.isOne()) {
			throw CardRefused.gift(CardGift.MOST_POINTS);
		}
		if (lastDay.isBefore(today)) {
			throw CardRefused.over();
		}
		if (cards < 1 || cards > MOST) {
			throw CardRefused.count(MOST);
		}
		return terms;
	}

	private static void requireText(String text, int least, int longest, String what) {
		if (text.length() < least || text.length() > longest || text.indexOf('\0') >= 0) {
			throw CardRefused.words(what, longest);
		}
	}
}
