package io.guildhall.onboarding;

import io.guildhall.community.GroupId;

/**
 * A group that a channel leads to.
 *
 * @param entry a link, or what to do to get in
 */
public record Entry(GroupId group, String entry) {

	static final int LONGEST = 500;

	/**
	 * The same without surrounding space.
	 * @throws ChannelRefused if there is no entry, or it is too long
	 */
	Entry checked() {
		String text = entry.strip();
		if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
			throw ChannelRefused.entry(LONGEST);
		}
		return new Entry(group, text);
	}

	/** Whether it can be followed. */
	public boolean followable() {
		return entry.matches("https?://\\S+");
	}
}
