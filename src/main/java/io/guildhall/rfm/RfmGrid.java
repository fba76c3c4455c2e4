package io.guildhall.rfm;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The buyers of a window by recency and frequency.
 *
 * @param asOf the last day that counted; null where nothing was computed yet
 * @param windowDays how many days counted, or will
 * @param cells those that have members
 */
public record RfmGrid(@Nullable LocalDate asOf, int windowDays, List<RfmCell> cells) {

	/** How many bought in the window. */
	public long members() {
		return cells.stream().mapToLong(RfmCell::members).sum();
	}
}
