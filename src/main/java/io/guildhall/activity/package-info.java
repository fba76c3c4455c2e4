/**
 * What members did and when: the events of their groups, rolled up by member, group and
 * day.
 */
@ApplicationModule(allowedDependencies = { "database", "shared", "shared :: web", "chatlog", "organization",
		"community", "member" })
@NullMarked
package io.guildhall.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
