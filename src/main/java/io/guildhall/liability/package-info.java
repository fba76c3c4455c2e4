/**
 * Liabilities: what is promised and not kept yet, as money, on any day. The kinds of them
 * are offered by the modules that make the promises.
 */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit", "journal" })
@org.jspecify.annotations.NullMarked
package io.guildhall.liability;
