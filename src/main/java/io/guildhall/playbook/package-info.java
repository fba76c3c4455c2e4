/**
 * The playbook: which way a product is sold by its price and margin, and all that is
 * needed for that made at once, by the modules that keep it.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"audit", "staff", "member", "task", "catalog", "coupon", "rebate" })
@org.jspecify.annotations.NullMarked
package io.guildhall.playbook;
