package io.guildhall.intake;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** When somebody was in a chat, as far as a slice of it tells. */
final class Presence {

	private @Nullable Instant first;

	private @Nullable Instant joined;

	private @Nullable Instant left;

	private boolean gone;

	void seen(Instant at, boolean joining) {
		if (first == null || at.isBefore(first)) {
			first = at;
		}
		if (joining || gone) {
			joined = at;
		}
		gone = false;
	}

	void left(Instant at) {
		left = at;
		gone = true;
	}

	@Nullable Instant first() {
		return first;
	}

	@Nullable Instant joined() {
		return joined;
	}

	@Nullable Instant left() {
		return left;
	}

}
