package io.guildhall.community;

import java.util.List;
import java.util.UUID;

import io.guildhall.shared.Slice;

/** Reads the cursors of the lists by name. */
final class Cursors {

	/** Before every id. */
	static final UUID FIRST = new UUID(0, 0);

	private Cursors() {
	}

	/** The id in the cursor; before all of them for none. */
	static UUID id(List<String> cursor, int place) {
		if (cursor.isEmpty()) {
			return FIRST;
		}
		try {
			return UUID.fromString(cursor.get(place));
		}
		catch (IllegalArgumentException ex) {
			// Says the refusal of a cursor that is none.
			Slice.decode("?", 1);
			throw ex;
		}
	}

}
