package io.guildhall.catalog;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where a member stands now, as far as it says what they may buy.
 *
 * @param tier null for one who is not judged yet
 * @param groups ids of those where they are
 * @param memberships ids of the plans that they have
 */
record Standing(@Nullable String tier, Set<String> groups, Set<String> memberships) {

	/** One of whom nothing is asked. */
	static final Standing NOBODY = new Standing(null, Set.of(), Set.of());

}
