/**
 * Links by which members take coupons themselves: personal ones that are signed, and
 * those of a group, each with a public page.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"link", "audit", "staff", "community", "member", "coupon", "onboarding" })
@org.jspecify.annotations.NullMarked
package io.guildhall.claim;
