/** Short surveys that ask people whether a community's positioning card is right. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "link", "audit", "community", "onboarding" })
@org.jspecify.annotations.NullMarked
package io.guildhall.survey;
