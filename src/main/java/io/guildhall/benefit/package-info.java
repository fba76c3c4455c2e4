/**
 * What memberships let members use: how often, how much is left, and each use.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"audit", "member", "task", "journal", "membership", "order" })
@org.jspecify.annotations.NullMarked
package io.guildhall.benefit;
