package io.guildhall.onboarding;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Proportion;

/**
 * Baits against each other: of those who saw one, how many stayed and how many paid. Each
 * visitor sees one by chance, so visitors are what is compared; those who joined are not,
 * for a bait chooses them (ADR 119).
 *
 * @param since visitors of this day and later count: from it on all baits were on show;
 * null while one has not been seen
 * @param stayed by who stayed
 * @param paid by who paid
 */
public record BaitTrial(@Nullable LocalDate since, Verdict stayed, Verdict paid) {

	/**
	 * Bounds at 95% for all comparisons together (Bonferroni), by the number of baits: of
	 * two there is one comparison, of five there are ten.
	 */
	private static final double[] Z = { 0, 0, 1.960, 2.394, 2.638, 2.807 };

	/** Four times of five a difference of the size is to be found. */
	private static final double POWER = 0.842;

	/** Nobody waits for more visitors than that. */
	private static final long MOST = 100_000;

	private static final double HUNDRED = 100;

	/** What can be said. */
	public enum State {

		/** One of them was seen by too few. */
		TOO_FEW,
		/** The differences may be chance. */
		OPEN,
		/** One is better than each other. */
		DECIDED

	}

	/**
	 * What can be said by one measure.
	 *
	 * @param best the bait that is ahead; null where nothing is said of any
	 * @param rival the one that comes next
	 * @param low the best is ahead of the rival by so many in a hundred visitors at least
	 * @param high and by so many at most
	 * @param more about so many more visitors of each would show the difference that is
	 * seen now; null where it is decided, or none is to be expected
	 */
	public record Verdict(State state, @Nullable Share best, @Nullable Share rival, @Nullable Double low,
			@Nullable Double high, @Nullable Long more) {
	}

	/**
	 * A bait with those who did it, of the visitors who saw it.
	 */
	public record Share(UUID bait, String title, long hits, long of) {

		Proportion proportion() {
			return new Proportion(hits, of);
		}
	}

	/** Judges those of the baits that are not retired: at least two. */
	static BaitTrial judge(@Nullable LocalDate since, List<BaitFigures> all) {
		List<BaitFigures> baits = all.stream().filter(bait -> !bait.retired()).toList();
		return new BaitTrial(since,
				verdict(since, baits.stream().map(bait -> share(bait, bait.stayed(), bait.ripeVisits())).toList()),
				verdict(since, baits.stream().map(bait -> share(bait, bait.paid(), bait.visits())).toList()));
	}

	/** Who joined without having been counted as a visitor, by a card, is one as well. */
	private static Share share(BaitFigures bait, long hits, long visits) {
		return new Share(Objects.requireNonNull(bait.bait()), bait.title(), hits, Math.max(hits, visits));
	}

	private static Verdict verdict(@Nullable LocalDate since, List<Share> shares) {
		if (since == null || shares.stream().anyMatch(share -> !Proportion.tells(share.of()))) {
			return new Verdict(State.TOO_FEW, null, null, null, null, null);
		}
		double z = Z[Math.min(shares.size(), Z.length - 1)];
		List<Share> ranked = shares.stream()
			.sorted(Comparator.comparing((Share share) -> share.proportion().share())
				.reversed()
				.thenComparing(Share::title))
			.toList();
		Share best = ranked.get(0);
		Share rival = ranked.get(1);
		boolean decided = ranked.stream()
			.skip(1)
			.allMatch(other -> best.proportion().ahead(other.proportion(), -1, z) > 0);
		return new Verdict(decided ? State.DECIDED : State.OPEN, best, rival,
				HUNDRED * best.proportion().ahead(rival.proportion(), -1, z),
				HUNDRED * best.proportion().ahead(rival.proportion(), 1, z),
				decided ? null : more(best.proportion(), rival.proportion(), z));
	}

	private static @Nullable Long more(Proportion best, Proportion rival, double z) {
		double difference = best.share() - rival.share();
		if (difference <= 0) {
			return null;
		}
		double needed = Math.pow((z + POWER) / difference, 2) * (best.variance() + rival.variance());
		long more = (long) Math.ceil(needed) - Math.min(best.of(), rival.of());
		return (more > 0 && more <= MOST) ? Long.valueOf(more) : null;
	}

}
