/** Money that was handed over for an order, in or out. */
@ApplicationModule(allowedDependencies = { "shared", "organization", "file", "member" })
@NullMarked
package io.guildhall.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
