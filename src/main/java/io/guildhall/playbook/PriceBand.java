package io.guildhall.playbook;

import java.util.List;

/** How dear a product is, and so by which way it is sold. */
public enum PriceBand {

	/** Bought on a whim: by coupons, a flash sale and in numbers. */
	LOW(PlaybookStep.COUPON, PlaybookStep.FLASH_SALE),
	/** Bought after a taste: free, trial, full. */
	MIDDLE(PlaybookStep.LADDER),
	/**
	 * Bought with trust: a sample first, a rebate afterwards, and somebody to talk to.
	 */
	HIGH(PlaybookStep.SAMPLE, PlaybookStep.REBATE, PlaybookStep.ONE_TO_ONE);

	@SuppressWarnings("ImmutableEnumChecker") // it is an unmodifiable one
	private final List<PlaybookStep> steps;

	PriceBand(PlaybookStep... steps) {
		this.steps = List.of(steps);
	}

	/** What its way is made of. */
	public List<PlaybookStep> steps() {
		return steps;
	}

}
