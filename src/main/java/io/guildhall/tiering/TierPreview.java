package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * What terms would come to, before they are saved.
 *
 * @param moves from the tiers of now to those of the terms
 * @param points some of the members, always the same ones: all, where they are not more
 * than {@link #MOST_POINTS}
 * @param movers some of those who would have another tier than now, by the tiers: of each
 * move as many as {@link #MOST_MOVERS}
 */
public record TierPreview(TierTerms terms, LocalDate asOf, TierCounts counts, List<TierMove> moves, List<Point> points,
		List<Mover> movers) {

	/** As many as a picture shows apart. */
	public static final int MOST_POINTS = 2000;

	/** So many members of a move are named. */
	public static final int MOST_MOVERS = 10;

	/** Those who are named of a move. */
	public List<Mover> moversOf(TierMove move) {
		return movers.stream().filter(mover -> mover.from() == move.from() && mover.to() == move.to()).toList();
	}

	/** What a member spent, where the terms count money. */
	public Money spendOf(Mover mover, String currency) {
		return new Money(mover.spend(), currency);
	}

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

	/**
	 * A member who would have another tier than now, and why.
	 *
	 * @param from null for who is not judged now
	 * @param to null for who would be judged no more
	 * @param activity within the window of the terms
	 * @param spend as the terms measure it: minor units, or orders
	 */
	public record Mover(MemberId member, String name, @Nullable Tier from, @Nullable Tier to, long activity,
			long spend) {
	}
}
