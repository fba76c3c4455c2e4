/** Communities, their groups, and which of them a staff member is in charge of. */
@org.springframework.modulith.ApplicationModule(allowedDependencies = { "shared", "shared::web" })
@org.jspecify.annotations.NullMarked
package io.guildhall.community;
