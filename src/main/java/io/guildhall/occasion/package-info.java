/**
 * Coupons that are given by themselves when there is an occasion: a member joins, comes
 * into a tier, has a birthday, or pays for a product.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"audit", "community", "member", "field", "catalog", "coupon", "order", "tiering" })
@org.jspecify.annotations.NullMarked
package io.guildhall.occasion;
