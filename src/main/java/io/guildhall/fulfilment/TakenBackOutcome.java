package io.guildhall.fulfilment;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What became of a parcel when its courier's table was taken back.
 *
 * @param number of the order
 * @param refusal the code that says why it stays; null where it does not
 */
public record TakenBackOutcome(UUID parcel, UUID order, long number, @Nullable String refusal) {

	/** Whether it is as if it had never gone out. */
	public boolean takenBack() {
		return refusal == null;
	}
}
