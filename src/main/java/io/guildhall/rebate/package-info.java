/**
 * Rebates: buy first, get cash back. Promised with an order, earned once that was
 * received and can no longer be refunded, approved, and paid out.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"audit", "community", "member", "catalog", "journal", "coupon", "order", "table" })
@org.jspecify.annotations.NullMarked
package io.guildhall.rebate;
