/**
 * Challenges: members check in every day by a personal link, and get something at each
 * stage.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"link", "audit", "staff", "file", "community", "member", "coupon", "points", "activity", "task", "table" })
@org.jspecify.annotations.NullMarked
package io.guildhall.challenge;
