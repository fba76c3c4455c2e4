package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.List;

/**
 * What terms would come to, before they are saved.
 *
 * @param moves from the tiers of now to those of the terms
 * @param points some of the members, always the same ones: all, where they are not more
 * than {@link #MOST_POINTS}
 */
public record TierPreview(TierTerms terms, LocalDate asOf, TierCounts counts, List<TierMove> moves,
		List<Point> points) {

	/** As many as a picture shows apart. */
	public static final int MOST_POINTS = 2000;

	/** How many would have another tier than now. */
	public long changed() {
		return moves.stream().filter(move -> move.from() != null && move.isChange()).mapToLong(TierMove::members).sum();
	}

	/** Whether the points are some of more. */
	public boolean sampled() {
		return counts.total() > points.size();
	}

	/** A member in the picture. */
	public record Point(long activity, long spend, Tier tier, String name) {
	}
}
