/** What is sold: products with their kind and price, and how many of them there are. */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization", "audit", "file", "table",
		"community", "member" })
@NullMarked
package io.guildhall.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
