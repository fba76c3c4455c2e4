/**
 * Printed cards with codes that count once: made in batches, handed out with orders,
 * scanned by whoever holds one, who joins and gets what the card gives.
 */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"link", "audit", "staff", "member", "coupon", "order", "points", "onboarding", "table" })
@org.jspecify.annotations.NullMarked
package io.guildhall.card;
