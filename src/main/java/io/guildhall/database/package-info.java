/**
 * The database at hand: an embedded PostgreSQL where none is configured, the check of the
 * application's role, and the owner's connection for partitions.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.guildhall.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
