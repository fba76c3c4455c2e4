/**
 * Order pages: public pages on which members order by themselves, by personal links that
 * are signed or by one for a group, and see what becomes of their orders.
 */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization", "link", "audit", "staff",
		"community", "member", "catalog", "coupon", "fulfilment", "order", "onboarding", "checkout" })
@NullMarked
package io.guildhall.storefront;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
