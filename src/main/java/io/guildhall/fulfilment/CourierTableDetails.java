package io.guildhall.fulfilment;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A table of a courier with the parcels that went out by it, of members whom who asks may
 * see.
 */
public record CourierTableDetails(@JsonUnwrapped CourierTableSummary table, List<Row> rows) {

	/** A parcel that went out by it. */
	public record Row(UUID parcel, UUID order, long number, String carrier, String trackingNo, State state) {
	}

	/** Where such a parcel stands. */
	public enum State {

		/** It is on its way. */
		UNDER_WAY,
		/** It has arrived. */
		ARRIVED,
		/** It never went out. */
		TAKEN_BACK

	}

	/** Whether something of it is on its way, and so may be taken back. */
	@JsonIgnore
	public boolean isOpen() {
		return rows.stream().anyMatch(row -> row.state() == State.UNDER_WAY);
	}
}
