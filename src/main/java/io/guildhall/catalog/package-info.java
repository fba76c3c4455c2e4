/** What is sold: products with their kind and price. */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization", "audit" })
@NullMarked
package io.guildhall.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
