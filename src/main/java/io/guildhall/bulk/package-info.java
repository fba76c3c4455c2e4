/**
 * What is done to many members at once, up to all of them: in the background, with a
 * result for each, and taken back again.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"audit", "staff", "file", "job", "table", "community", "member", "coupon" })
@org.jspecify.annotations.NullMarked
package io.guildhall.bulk;
