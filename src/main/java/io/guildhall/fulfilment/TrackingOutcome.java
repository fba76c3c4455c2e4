package io.guildhall.fulfilment;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What became of a row.
 *
 * @param order that it names; null for none
 * @param refusal the code that says why nothing was done; null where something was, or
 * had been
 * @param table the courier's table by which it went out, to be taken back by; null where
 * nothing was done
 */
public record TrackingOutcome(long line, String orderNo, Result result, @Nullable UUID order, @Nullable String refusal,
		@Nullable UUID table) {

	/** What was done. */
	public enum Result {

		/** All that was here of the order went into a parcel. */
		SHIPPED,
		/** It had gone out under this number before: nothing was done. */
		SAME,
		/** It could not be; the code says why. */
		REFUSED

	}
}
