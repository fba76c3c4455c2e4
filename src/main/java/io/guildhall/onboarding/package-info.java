/**
 * Bringing people in: channels with a public page, their questions, and what came of
 * them.
 */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit", "community", "member" })
@org.jspecify.annotations.NullMarked
package io.guildhall.onboarding;
