/** Coupons: batches with their stock, the pieces that members hold, and their life. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "database",
		"organization", "audit", "job", "member", "catalog", "journal" })
@org.jspecify.annotations.NullMarked
package io.guildhall.coupon;
