package io.guildhall.merge;

import java.util.Collection;

/**
 * Why two members may be one person. Each is worth bits of evidence, and bits of clues
 * that do not depend on each other add up (Fellegi and Sunter, A Theory for Record
 * Linkage, 1969). The bits are our judgement, not measured.
 */
public enum Clue {

	/** Something named both of them by what only one person has: a number, an account. */
	IDENTITY_TAKEN(5),
	/** A handle on two platforms; those are chosen, and mostly free to take. */
	SAME_HANDLE(2.5),
	/** The same real name; shared by namesakes. */
	SAME_REAL_NAME(1.5),
	/** One took the name by which the other is known in a group. */
	RENAMED(1),
	/** The same display name; shared by namesakes. */
	SAME_NAME(0),
	/** The name of one, read aloud, is the handle of the other: 林晓, linxiao. */
	READS_ALIKE(0),
	/** They live in the same city; of itself no reason. */
	SAME_CITY(0.5),
	/** Both have an account of their own on one platform, which few have twice. */
	TWO_ACCOUNTS(-2.5),
	/** Both sit in one group at the same time. */
	SAME_GROUP(-0.5),
	/** Each has a telephone number of their own. */
	TWO_NUMBERS(-1);

	/** From here on it is likely. */
	private static final double HIGH = 0.8;

	private static final double MEDIUM = 0.5;

	private final double bits;

	Clue(double bits) {
		this.bits = bits;
	}

	/** How sure one may be. */
	public enum Confidence {

		HIGH, MEDIUM, LOW

	}

	/** Whether it speaks for the two being one. */
	public boolean speaksFor() {
		return bits >= 0 && this != SAME_CITY;
	}

	/**
	 * The evidence of clues together, in hundredths of a bit.
	 * @param namesakes how many bear the name by which they were found, both included; of
	 * more than two each is as likely as the other, which costs bits
	 */
	static int weight(Collection<Clue> clues, int namesakes) {
		double bits = clues.stream().mapToDouble(clue -> clue.bits).sum();
		boolean byName = clues.contains(SAME_NAME) || clues.contains(SAME_REAL_NAME);
		double cost = (byName && namesakes > 2) ? Math.log(namesakes - 1.0) / Math.log(2) : 0;
		return (int) Math.round(100 * (bits - cost));
	}

	/** How likely that weight makes it, of one: even odds at no weight. */
	static double likelihood(int weight) {
		return 1 / (1 + Math.pow(2, -weight / 100.0));
	}

	static Confidence confidence(int weight) {
		double likelihood = likelihood(weight);
		if (likelihood >= HIGH) {
			return Confidence.HIGH;
		}
		return (likelihood >= MEDIUM) ? Confidence.MEDIUM : Confidence.LOW;
	}

}
