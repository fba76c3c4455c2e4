package io.guildhall.survey;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.guildhall.shared.Proportion;

/** How a question was answered, and what can be said of all by that. */
public record SurveyTally(SurveyQuestion question, long yes, long partly, long no) {

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
		return Proportion.tells(sample());
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

	/** A bound of Wilson's interval of 95%, in per cent. */
	private double bound(int side) {
		return HUNDRED * new Proportion(yes, sample()).bound(side, Proportion.Z95);
	}

}
