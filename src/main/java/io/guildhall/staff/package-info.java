/**
 * Who works here: accounts, their roles in organizations, login, API keys, and the doors
 * that all requests come through.
 */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit" })
@org.jspecify.annotations.NullMarked
package io.guildhall.staff;
