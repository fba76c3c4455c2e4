/**
 * What members did against the rules of a group, and the ladder from a warning to a
 * block.
 */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit", "file", "community", "member" })
@org.jspecify.annotations.NullMarked
package io.guildhall.conduct;
