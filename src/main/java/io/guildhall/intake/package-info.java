/**
 * Imports: files come in, are recognized, tried without writing, taken in slice by slice,
 * and can be taken back as a whole.
 */
@ApplicationModule(allowedDependencies = { "shared", "shared :: web", "database", "chatlog", "table", "organization",
		"audit", "file", "job", "community", "member", "catalog", "activity", "fulfilment", "order" })
@NullMarked
package io.guildhall.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
