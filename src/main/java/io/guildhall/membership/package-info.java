/**
 * Memberships: plans that are sold, the terms that members paid for, and who has access.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"audit", "staff", "community", "member", "task", "catalog", "journal", "coupon", "table" })
@org.jspecify.annotations.NullMarked
package io.guildhall.membership;
