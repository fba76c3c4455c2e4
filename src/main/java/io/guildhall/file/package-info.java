/** Uploads and pictures: in the database, in chunks, so that every instance has them. */
@org.springframework.modulith.ApplicationModule(
		allowedDependencies = { "shared", "shared :: web", "organization", "audit" })
@org.jspecify.annotations.NullMarked
package io.guildhall.file;
