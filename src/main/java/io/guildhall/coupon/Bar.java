package io.guildhall.coupon;

/** Why a member may be given none of a batch. */
enum Bar {

	/** It is for who has a membership. */
	NO_MEMBERSHIP,
	/** It is for other tiers, groups or plans. */
	NOT_FOR_MEMBER;

	/** What one who asks is told. */
	CouponRefused refusal(String batch) {
		return (this == NO_MEMBERSHIP) ? CouponRefused.membersOnly() : CouponRefused.notForMember(batch);
	}

	/** What becomes of a row of an issue to many. */
	IssueOutcome outcome() {
		return (this == NO_MEMBERSHIP) ? IssueOutcome.NO_MEMBERSHIP : IssueOutcome.NOT_FOR_MEMBER;
	}

}
