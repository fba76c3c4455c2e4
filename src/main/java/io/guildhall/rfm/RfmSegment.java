package io.guildhall.rfm;

import java.util.ArrayList;
import java.util.List;

/**
 * The customary names for the cells of recency and frequency; each cell has exactly one.
 * Scores are 1 (worst fifth) to 5 (best fifth).
 */
public enum RfmSegment {

	/** Bought lately, and buy often. */
	CHAMPIONS(5, 5, 4, 5),
	/** Buy often, not long ago. */
	LOYAL(3, 4, 4, 5),
	/** Bought lately, and again after the first time. */
	POTENTIAL_LOYALISTS(4, 5, 2, 3),
	/** Bought just now, seldom before. */
	NEW_BUYERS(5, 5, 1, 1),
	/** Bought not long ago, seldom before. */
	PROMISING(4, 4, 1, 1),
	/** In the middle of both. */
	NEED_ATTENTION(3, 3, 3, 3),
	/** Bought seldom, and not lately. */
	ABOUT_TO_SLEEP(3, 3, 1, 2),
	/** Bought often, long ago. */
	AT_RISK(1, 2, 3, 4),
	/** Bought most often of all, long ago. */
	CANNOT_LOSE(1, 2, 5, 5),
	/** Bought seldom, long ago. */
	HIBERNATING(1, 2, 1, 2);

	private final int recencyFrom;

	private final int recencyTo;

	private final int frequencyFrom;

	private final int frequencyTo;

	RfmSegment(int recencyFrom, int recencyTo, int frequencyFrom, int frequencyTo) {
		this.recencyFrom = recencyFrom;
		this.recencyTo = recencyTo;
		this.frequencyFrom = frequencyFrom;
		this.frequencyTo = frequencyTo;
	}

	/** The segment of two scores from 1 to 5. */
	public static RfmSegment of(int recency, int frequency) {
		for (RfmSegment segment : values()) {
			if (segment.has(recency, frequency)) {
				return segment;
			}
		}
		throw new IllegalArgumentException("no scores: " + recency + ", " + frequency);
	}

	/** Its cells, each as ten times the recency plus the frequency. */
	public List<Integer> cells() {
		List<Integer> cells = new ArrayList<>();
		for (int recency = recencyFrom; recency <= recencyTo; recency++) {
			for (int frequency = frequencyFrom; frequency <= frequencyTo; frequency++) {
				cells.add(10 * recency + frequency);
			}
		}
		return cells;
	}

	private boolean has(int recency, int frequency) {
		return recency >= recencyFrom && recency <= recencyTo && frequency >= frequencyFrom && frequency <= frequencyTo;
	}

}
