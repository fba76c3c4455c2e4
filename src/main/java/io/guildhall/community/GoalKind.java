package io.guildhall.community;

/** What the organization wants of a community. */
public enum GoalKind {

	/** To be known: mentions, shares, reviews. Entered by hand. */
	BRAND,
	/** Visits elsewhere: of a shop, a site, a stream. Entered by hand. */
	TRAFFIC,
	/** People who were in none of its groups before. Counted from facts. */
	LEADS,
	/** Money. Entered by hand: no fact says of which community an order is. */
	REVENUE

}
