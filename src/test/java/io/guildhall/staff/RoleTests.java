package io.guildhall.staff;

import static io.guildhall.shared.Permission.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.guildhall.shared.Permission;

/** The table of permissions. */
class RoleTests {

	@Test
	void ownersMayDoEverything() {
		assertThat(Role.OWNER.permissions()).isEqualTo(EnumSet.allOf(Permission.class));
	}

	@Test
	void managersRunTheBusinessButNotTheOrganization() {
		Set<Permission> not = EnumSet.allOf(Permission.class);
		not.removeAll(Role.MANAGER.permissions());
		assertThat(not).containsExactlyInAnyOrder(ORGANIZATION_SETTINGS, MEMBER_ERASE);
	}

	@Test
	void operatorsRunTheirGroupsAndSell() {
		assertThat(Role.OPERATOR.permissions())
			.contains(DASHBOARD_READ, EXPORT, COMMUNITY_EDIT, MEMBER_EDIT, IMPORT_RUN, CAMPAIGN_EDIT, COUPON_ISSUE,
					MEMBERSHIP_SELL, ORDER_RECORD)
			.doesNotContain(ORGANIZATION_SETTINGS, MEMBER_ERASE, POLICY_EDIT, REFUND_APPROVE, IMPORT_UNDO,
					CONTACT_READ);
		assertThat(Role.values()).filteredOn(Role::ownGroupsOnly).containsExactly(Role.OPERATOR);
	}

	@Test
	void staffSell() {
		assertThat(Role.STAFF.permissions())
			.contains(MEMBER_READ, MEMBER_ADD, SALES_READ, COUPON_ISSUE, MEMBERSHIP_SELL, ORDER_RECORD)
			.doesNotContain(COMMUNITY_EDIT, MEMBER_EDIT, IMPORT_RUN, CAMPAIGN_EDIT, DASHBOARD_READ, EXPORT,
					CONTACT_READ, REFUND_APPROVE, POLICY_EDIT, ORGANIZATION_SETTINGS, MEMBER_ERASE, IMPORT_UNDO);
	}

}
