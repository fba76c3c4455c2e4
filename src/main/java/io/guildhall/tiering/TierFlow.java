package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.List;

/** How members moved between the tiers from one day to another. */
public record TierFlow(LocalDate from, LocalDate to, List<TierMove> moves) {

	/** How many have another tier at the end. */
	public long changed() {
		return moves.stream().filter(TierMove::isChange).mapToLong(TierMove::members).sum();
	}
}
