/**
 * Points: a ledger in double entry with lots that end, what gives points, what they buy,
 * and the titles that they bring.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "database",
		"organization", "audit", "job", "member", "journal", "coupon", "order" })
@org.jspecify.annotations.NullMarked
package io.guildhall.points;
