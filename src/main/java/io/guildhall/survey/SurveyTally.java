package io.guildhall.survey;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a question was answered, and what can be said of all by that. */
public record SurveyTally(SurveyQuestion question, long yes, long partly, long no) {

	/** From so many answers on, something is said about all of them. */
	public static final int ENOUGH = 30;

	/** Of a hundred samples so drawn, ninety-five have the truth between their bounds. */
	private static final double Z = 1.96;

	private static final int HALF = 50;

	private static final double HUNDRED = 100;

	/** What can be said about everybody. */
	public enum Claim {

		/** More than half say yes. */
		MOST,
		/** Less than half say yes. */
		FEW,
		/** It may be either. */
		OPEN

	}

	/** How many answered. */
	public long sample() {
		return yes + partly + no;
	}

	/** Whether something can be said at all. */
	public boolean enough() {
		return sample() >= ENOUGH;
	}

	/** At least so many per cent say yes; null where there are too few answers. */
	@JsonProperty
	public @Nullable Integer low() {
		return enough() ? (int) Math.floor(bound(-1)) : null;
	}

	/** At most so many per cent say yes; null where there are too few answers. */
	@JsonProperty
	public @Nullable Integer high() {
		return enough() ? (int) Math.ceil(bound(1)) : null;
	}

	/** What follows; null where there are too few answers. */
	@JsonProperty
	public @Nullable Claim claim() {
		if (!enough()) {
			return null;
		}
		if (bound(-1) > HALF) {
			return Claim.MOST;
		}
		return (bound(1) < HALF) ? Claim.FEW : Claim.OPEN;
	}

	/** A bound of Wilson's interval, in per cent. */
	private double bound(int side) {
		double n = sample();
		double share = yes / n;
		double middle = share + Z * Z / (2 * n);
		double spread = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
		return HUNDRED * Math.min(1, Math.max(0, (middle + side * spread) / (1 + Z * Z / n)));
	}

}
