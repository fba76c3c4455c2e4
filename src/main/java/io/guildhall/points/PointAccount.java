package io.guildhall.points;

/**
 * The organization's side of an entry: where the points of a member came from or went.
 */
public enum PointAccount {

	/** Earned by a rule, or taken back from what was earned. */
	ISSUED,
	/** Given by hand. */
	GRANTED,
	/** Spent, or given back of what was spent. */
	SPENT,
	/** Ended unused. */
	EXPIRED,
	/** Taken by hand. */
	ADJUSTED,
	/** Went from one member to the one that they turned out to be; adds up to nothing. */
	MERGED

}
