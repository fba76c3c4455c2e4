/**
 * Text in files: lines that are never held when they do not end, and the charset of
 * bytes.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.guildhall.text;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
