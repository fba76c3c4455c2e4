/**
 * Bringing people in: channels with a public page, their questions, how far those came
 * who joined, and what came of them.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"link", "audit", "staff", "community", "member", "field", "task" })
@org.jspecify.annotations.NullMarked
package io.guildhall.onboarding;
