package io.guildhall.fulfilment.web;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.fulfilment.FulfilmentRefused;

/** Lines of an order as somebody chose them; none for all that are there. */
final class ChosenLines {

	private ChosenLines() {
	}

	/**
	 * Those that a program names.
	 * @param named null for all that are there
	 * @throws FulfilmentRefused if it names none: that is not all
	 */
	static List<UUID> of(@Nullable List<UUID> named) {
		return of(named, named != null);
	}

	/**
	 * Those that are ticked on a page.
	 * @param ticked null for none
	 * @param asked whether there was something to tick: without it all is meant
	 * @throws FulfilmentRefused if there was, and nothing is ticked
	 */
	static List<UUID> of(@Nullable List<UUID> ticked, boolean asked) {
		List<UUID> those = (ticked != null) ? ticked.stream().filter(Objects::nonNull).toList() : List.of();
		if (asked && those.isEmpty()) {
			throw FulfilmentRefused.noLines();
		}
		return those;
	}

}
