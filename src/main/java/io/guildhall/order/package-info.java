/** Orders: what a member bought, what it came to, what was paid and paid back. */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization", "audit", "community", "member",
		"catalog", "fulfilment", "journal", "coupon", "membership", "payment", "table" })
@NullMarked
package io.guildhall.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
