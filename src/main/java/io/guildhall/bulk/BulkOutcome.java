package io.guildhall.bulk;

/** What a bulk action did for one member. */
public enum BulkOutcome {

	/** Not worked at yet. */
	PENDING,
	/** Done; of coupons: handed to the issue, which has its own results. */
	DONE,
	/**
	 * The member had the tag already, by a rule, an import or another action; from now on
	 * by this one.
	 */
	TAKEN_OVER,
	/** It was so already. */
	NOTHING,
	/** The member is blocked for all groups. */
	BLOCKED,
	/** The member was erased, merged or out of sight meanwhile. */
	GONE,
	/** The action was stopped before. */
	CANCELLED

}
