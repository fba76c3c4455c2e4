/**
 * Reads and writes tables, CSV and workbooks, as streams of rows, and understands what
 * people write into cells. Knows nothing of what the columns mean.
 */
@ApplicationModule(allowedDependencies = { "shared", "text" })
@NullMarked
package io.guildhall.table;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
