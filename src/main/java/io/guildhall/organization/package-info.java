/** Organizations, their settings, and what is done for each of them every night. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared :: web" })
@org.jspecify.annotations.NullMarked
package io.guildhall.organization;
