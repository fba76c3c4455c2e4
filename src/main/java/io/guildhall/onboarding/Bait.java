package io.guildhall.onboarding;

/** What a channel lures with: a promise, and more words about it. */
public record Bait(String title, String text) {

	static final int LONGEST_TITLE = 80;

	static final int LONGEST_TEXT = 1_000;

	/**
	 * The same without surrounding space.
	 * @throws ChannelRefused if the title is missing, or one is too long
	 */
	Bait checked() {
		Bait bait = new Bait(title.strip(), text.strip().replace("\r\n", "\n"));
		if (bait.title.isEmpty() || bait.title.length() > LONGEST_TITLE || bait.text.length() > LONGEST_TEXT
				|| (bait.title + bait.text).indexOf('\0') >= 0) {
			throw ChannelRefused.bait(LONGEST_TITLE, LONGEST_TEXT);
		}
		return bait;
	}
}
