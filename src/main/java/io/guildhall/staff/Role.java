package io.guildhall.staff;

import static io.guildhall.shared.Permission.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import io.guildhall.shared.Permission;

/** What somebody is in an organization, and so what they may do there. */
public enum Role {

	/** Does everything, the organization itself included. */
	OWNER(false, EnumSet.allOf(Permission.class)),

	/** Runs the business: all but settings, staff, keys and erasure. */
	MANAGER(false, EnumSet.complementOf(EnumSet.of(ORGANIZATION_SETTINGS, MEMBER_ERASE))),

	/** Runs the groups that they host: all that happens in those, and selling. */
	OPERATOR(true,
			EnumSet.of(DASHBOARD_READ, EXPORT, COMMUNITY_READ, COMMUNITY_EDIT, MEMBER_READ, MEMBER_ADD, MEMBER_EDIT,
					TASK_EDIT, IMPORT_RUN, TIER_READ, CAMPAIGN_EDIT, SALES_READ, COUPON_ISSUE, MEMBERSHIP_SELL,
					ORDER_RECORD)),

	/** Sells and serves. */
	STAFF(false, EnumSet.of(COMMUNITY_READ, MEMBER_READ, MEMBER_ADD, TASK_EDIT, TIER_READ, SALES_READ, COUPON_ISSUE,
			MEMBERSHIP_SELL, ORDER_RECORD));

	private final boolean ownGroupsOnly;

	@SuppressWarnings("ImmutableEnumChecker") // it is an unmodifiable one
	private final Set<Permission> permissions;

	Role(boolean ownGroupsOnly, Set<Permission> permissions) {
		this.ownGroupsOnly = ownGroupsOnly;
		this.permissions = Collections.unmodifiableSet(permissions);
	}

	/** What this role may do. */
	public Set<Permission> permissions() {
		return permissions;
	}

	/** Whether it is limited to the groups that its holder hosts. */
	public boolean ownGroupsOnly() {
		return ownGroupsOnly;
	}

}
