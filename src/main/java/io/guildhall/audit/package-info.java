/**
 * The audit trail: who did what, with which effect, from where. Nothing in it is ever
 * changed.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization" })
@org.jspecify.annotations.NullMarked
package io.guildhall.audit;
