package io.guildhall.fulfilment;

import java.util.List;
import java.util.UUID;

/**
 * A parcel as it was read with its order locked: whether it can be taken back as if it
 * had never gone out.
 *
 * @param number of the order
 * @param paid whether the order is paid, and not all of it was paid back
 * @param paidBack whether all was paid back of a line that is in it, or the seat is free
 * again whose gift is
 * @param things what is in it, in words
 */
record Shipment(UUID id, UUID order, long number, String carrier, boolean arrived, boolean takenBack, boolean paid,
		boolean paidBack, List<UUID> lines, String things) {

	Shipment {
		lines = List.copyOf(lines);
	}

	/**
	 * The lines that are here again.
	 * @throws FulfilmentRefused if it was taken back before, it has arrived, or something
	 * in it was paid back while it counted as gone: that refund laid nothing back on the
	 * shelf
	 */
	List<UUID> takeBack() {
		if (takenBack) {
			throw FulfilmentRefused.takenBackAlready();
		}
		if (arrived) {
			throw FulfilmentRefused.arrived();
		}
		if (!paid || paidBack) {
			throw FulfilmentRefused.paidBackSince();
		}
		return lines;
	}
}
