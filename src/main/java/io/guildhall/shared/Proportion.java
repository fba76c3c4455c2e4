package io.guildhall.shared;

/**
 * How many of how many, and what that tells of all others.
 *
 * @param hits from 0 to {@code of}
 * @param of how many were looked at
 */
public record Proportion(long hits, long of) {

	/** Of fewer than these a share tells nothing: there is a count and no percentage. */
	public static final int ENOUGH = 30;

	/** The bounds of 95%, in standard deviations. */
	public static final double Z95 = 1.96;

	/** Whether so many were looked at that their share means something. */
	public static boolean tells(long of) {
		return of >= ENOUGH;
	}

	/** The share, from 0 to 1; not a number where nothing was looked at. */
	public double share() {
		return (double) hits / of;
	}

	/** How much one differs from the next, as the variance of a single try. */
	public double variance() {
		return share() * (1 - share());
	}

	/**
	 * A bound of Wilson's interval (Wilson, 1927), from 0 to 1: of samples so drawn as
	 * many have the true share between their bounds as {@code z} says.
	 * @param side -1 for the lower one, 1 for the upper one
	 * @param z in standard deviations
	 */
	public double bound(int side, double z) {
		double n = of;
		double middle = share() + z * z / (2 * n);
		double spread = z * Math.sqrt(variance() / n + z * z / (4 * n * n));
		return Math.min(1, Math.max(0, (middle + side * spread) / (1 + z * z / n)));
	}

	/**
	 * A bound of the difference to another share (Newcombe, 1998, method 10), from -1 to
	 * 1.
	 * @param side -1 for the lower one, 1 for the upper one
	 * @param z in standard deviations
	 */
	public double ahead(Proportion other, int side, double z) {
		double near = share() - bound(side, z);
		double far = other.bound(-side, z) - other.share();
		return share() - other.share() + side * Math.sqrt(near * near + far * far);
	}
}
