package io.guildhall.rebate;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A programme as it stands.
 *
 * @param communityName of the community whose members get it; null for everybody
 * @param version of what was read
 */
public record RebateProgramme(UUID id, RebateTerms terms, @Nullable String communityName, State state, long version,
		Instant madeAt) {

	/** Where a programme stands. */
	public enum State {

		/** Being written; promises nothing. */
		DRAFT,
		/** Promises; its terms stay as they are. */
		ACTIVE,
		/** Promises nothing any more; what was promised stays. */
		ENDED

	}

}
