package io.guildhall.shared;

/**
 * What somebody may do in an organization. Roles and API keys are sets of these; services
 * ask for them with {@link May}, pages hide what is not allowed.
 */
public enum Permission {

	/** Settings of the organization, staff, API keys. */
	ORGANIZATION_SETTINGS,
	/** Erase a member. */
	MEMBER_ERASE,
	/** Tier policies and budgets. */
	POLICY_EDIT,
	/** Refunds and payouts above the limit. */
	REFUND_APPROVE,
	/** Take a whole import back. */
	IMPORT_UNDO,
	/** See who did what. */
	AUDIT_READ,
	/** The books: journal, trial balance, liabilities. */
	LEDGER_READ,
	/** Dashboards and figures. */
	DASHBOARD_READ,
	/** Take data out. */
	EXPORT,
	/** See communities and groups. */
	COMMUNITY_READ,
	/** Make and change communities and groups. */
	COMMUNITY_EDIT,
	/** See members. */
	MEMBER_READ,
	/** Add one member, while selling. */
	MEMBER_ADD,
	/** Change members, tags, notes, groups. */
	MEMBER_EDIT,
	/** Full phone numbers and e-mails; others see them masked. */
	CONTACT_READ,
	/** Tasks and follow-ups. */
	TASK_EDIT,
	/** Import files. */
	IMPORT_RUN,
	/** See tiers and evaluate them. */
	TIER_READ,
	/** Campaigns and their tasks. */
	CAMPAIGN_EDIT,
	/** Make and change products. */
	CATALOG_EDIT,
	/** See products, orders, coupons and memberships. */
	SALES_READ,
	/** Make coupon batches. */
	COUPON_EDIT,
	/** Issue and revoke coupons. */
	COUPON_ISSUE,
	/** Make membership plans. */
	PLAN_EDIT,
	/** Sell, renew and cancel memberships, check off benefits. */
	MEMBERSHIP_SELL,
	/** Give memberships away, and take such gifts back. */
	MEMBERSHIP_GRANT,
	/** Record orders and payments, ask for a refund. */
	ORDER_RECORD

}
