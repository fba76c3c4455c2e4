/**
 * Public links: codes and secrets, what is signed with them, and who tries many that are
 * none. What stands behind a link is of the module whose link it is.
 */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "staff" })
@org.jspecify.annotations.NullMarked
package io.guildhall.link;
