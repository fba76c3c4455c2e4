/**
 * Recognizes and reads chat exports as streams of records. Knows files, not members: what
 * a record means for a group is decided by the import.
 */
@ApplicationModule(allowedDependencies = { "shared", "text" })
@NullMarked
package io.guildhall.chatlog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
