/** The made-up organization: ninety days of a community, lived through the services. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization",
		"staff", "job", "community", "member", "catalog", "activity", "coupon", "membership", "payment", "fulfilment",
		"order", "rebate", "benefit", "tiering", "touch", "campaign", "challenge", "onboarding", "survey", "points",
		"conduct", "field", "playbook" })
@org.jspecify.annotations.NullMarked
package io.guildhall.demo;
