package io.guildhall.playbook;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import io.guildhall.shared.Permission;

/** A part of the way by which a product is sold, made by the module that keeps it. */
public enum PlaybookStep {

	/** A batch of coupons for the product. */
	COUPON(Permission.COUPON_EDIT),
	/** A flash sale of it. */
	FLASH_SALE(Permission.CATALOG_EDIT),
	/** A sample that is to sell it. */
	SAMPLE(Permission.CATALOG_EDIT),
	/** A programme that gives some of the price back. */
	REBATE(Permission.POLICY_EDIT),
	/** Tasks for those who look after members. */
	ONE_TO_ONE(Permission.TASK_EDIT, Permission.POLICY_EDIT),
	/** A price ladder that leads to it. */
	LADDER(Permission.CATALOG_EDIT);

	@SuppressWarnings("ImmutableEnumChecker") // it is an unmodifiable one
	private final Set<Permission> needs;

	PlaybookStep(Permission first, Permission... others) {
		this.needs = Collections.unmodifiableSet(EnumSet.of(first, others));
	}

	/** What one must be allowed to set it up. */
	public Set<Permission> needs() {
		return needs;
	}

}
