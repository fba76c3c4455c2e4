package io.guildhall.insight;

/**
 * A number on the dashboard that can be opened: its rows are what it counts. Name and
 * definition are the messages {@code insight.figure.<name>} and {@code ….about}.
 */
public enum Figure {

	SPOKE(Target.MEMBER), PRESENT(Target.MEMBER), CHECKED_IN(Target.MEMBER), CHECK_IN_DUE(Target.MEMBER),
	CONVERTED(Target.MEMBER), CONVERTIBLE(Target.MEMBER), REPEATED(Target.MEMBER), BOUGHT(Target.MEMBER),
	RENEWED(Target.MEMBERSHIP), DUE(Target.MEMBERSHIP), JOINED(Target.MEMBER), LEFT(Target.MEMBER),
	REVENUE(Target.MEMBER), SOLD(Target.MEMBER), COUPONS_ISSUED(Target.COUPON), COUPONS_USED(Target.COUPON),
	COUPON_ORDERS(Target.ORDER);

	private final Target target;

	Figure(Target target) {
		this.target = target;
	}

	/** What a row leads to. */
	public Target target() {
		return target;
	}

	/** Pages of other modules that rows lead to. */
	public enum Target {

		MEMBER, MEMBERSHIP, COUPON, ORDER

	}

}
