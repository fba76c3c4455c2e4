/** What the staff is to do by when, mostly for single members. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit", "staff", "community", "member" })
@org.jspecify.annotations.NullMarked
package io.guildhall.task;
