/** Campaigns: whom to write to, with what, and what came of it. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"audit", "community", "member", "touch", "coupon", "order" })
@org.jspecify.annotations.NullMarked
package io.guildhall.campaign;
