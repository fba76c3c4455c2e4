/**
 * Money facts in double entry, append-only: what came in, what was given up, what is
 * promised.
 */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "organization", "audit", "member", "table" })
@NullMarked
package io.guildhall.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
