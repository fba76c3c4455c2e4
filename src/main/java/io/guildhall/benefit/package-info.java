/**
 * What memberships, and what was bought by orders, let members use: how often, how much
 * is left, and each use.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"audit", "staff", "job", "member", "task", "catalog", "journal", "membership", "order" })
@org.jspecify.annotations.NullMarked
package io.guildhall.benefit;
