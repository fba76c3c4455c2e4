package io.guildhall.coupon;

/** What became of one row of an issue to many. */
public enum IssueOutcome {

	/** Not worked at yet. */
	PENDING,
	/** The member has the coupon. */
	ISSUED,
	/** The member has as many of the batch as one may have. */
	LIMIT_REACHED,
	/** None was left. */
	SOLD_OUT,
	/** The money of the batch was not enough for one more. */
	BUDGET_SPENT,
	/** The batch was paused or ended meanwhile. */
	NOT_OPEN,
	/** The member cannot be given anything: erased or left. */
	NOT_ELIGIBLE,
	/** The batch is for those with a membership only. */
	NO_MEMBERSHIP,
	/** The batch is for other tiers, groups or plans. */
	NOT_FOR_MEMBER,
	/** A pasted line that names nobody. */
	UNKNOWN,
	/** A pasted line that names several. */
	AMBIGUOUS,
	/** A pasted line whose member stands in the list before. */
	TWICE,
	/** The issue was cancelled before. */
	CANCELLED

}
