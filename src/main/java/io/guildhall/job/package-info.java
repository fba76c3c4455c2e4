/**
 * Long work in the background: its progress survives a reload, it can be cancelled, and
 * it goes on after a crash.
 */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit" })
@org.jspecify.annotations.NullMarked
package io.guildhall.job;
