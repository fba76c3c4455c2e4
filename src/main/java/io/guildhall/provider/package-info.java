/**
 * Companies that take money for organizations, each behind the same small interface, and
 * the bounded line on which they are called. Nothing is kept here.
 */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package io.guildhall.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
