package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How members moved between the tiers from one day to another.
 *
 * @param policy whose tiers they are; null for that of the organization
 */
public record TierFlow(@Nullable TierPolicyId policy, LocalDate from, LocalDate to, List<TierMove> moves) {

	/** How many have another tier at the end. */
	public long changed() {
		return moves.stream().filter(TierMove::isChange).mapToLong(TierMove::members).sum();
	}

	/** What the member filter takes to list those who made the move. */
	public String filter(TierMove move) {
		return Passage.of(this, move).value();
	}
}
