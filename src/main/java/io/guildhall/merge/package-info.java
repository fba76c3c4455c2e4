/** Members who are one person: who may be, making them one, and taking that back. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit", "job", "community", "member" })
@org.jspecify.annotations.NullMarked
package io.guildhall.merge;
