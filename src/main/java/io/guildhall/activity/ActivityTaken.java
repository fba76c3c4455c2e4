package io.guildhall.activity;

/**
 * What became of events that were handed in.
 *
 * @param fresh stored and rolled up
 * @param known here already, under the same identity
 * @param outside of days that can be: older than the organization keeps, before chats
 * existed, or in the future
 */
public record ActivityTaken(long fresh, long known, long outside) {

	/** Nothing at all. */
	public static final ActivityTaken NOTHING = new ActivityTaken(0, 0, 0);

	/** Both together. */
	public ActivityTaken plus(ActivityTaken other) {
		return new ActivityTaken(fresh + other.fresh, known + other.known, outside + other.outside);
	}
}
