package io.guildhall.tiering;

import org.jspecify.annotations.Nullable;

/**
 * Members who go from one tier to another, or stay.
 *
 * @param from null for those who were not judged before
 * @param to null for those who are not judged any more
 */
public record TierMove(@Nullable Tier from, @Nullable Tier to, long members) {

	/** Whether the tier is another one. */
	public boolean isChange() {
		return from != to;
	}
}
