package io.guildhall.membership;

/** The life of a membership. */
public enum MembershipState {

	/** Sold, not paid yet. */
	PENDING,
	/** Has access. */
	ACTIVE,
	/** Past its end, with access for some days: a renewal goes on from the old end. */
	GRACE,
	/** Stands still. */
	PAUSED,
	/** Ended without a renewal. */
	EXPIRED,
	/** Ended because it was cancelled. */
	CANCELLED,
	/** Everything that was paid for it went back. */
	REFUNDED;

	/** Whether it is the one live membership of its member and family. */
	public boolean isLive() {
		return this == PENDING || this == ACTIVE || this == GRACE || this == PAUSED;
	}

	/** Whether its benefits may be used. */
	public boolean hasAccess() {
		return this == ACTIVE || this == GRACE;
	}

}
