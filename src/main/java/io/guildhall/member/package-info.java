/**
 * The people of an organization: their identities, tags, groups, consent, and how to find
 * them.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"link", "audit", "community", "staff", "table" })
@org.jspecify.annotations.NullMarked
package io.guildhall.member;
