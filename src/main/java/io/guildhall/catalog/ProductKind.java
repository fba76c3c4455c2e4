package io.guildhall.catalog;

/** What a product is. A membership is made by its plan, and granted when it is paid. */
public enum ProductKind {

	GOODS, COURSE, CAMP, CONSULTATION, SAMPLE, SERVICE, MEMBERSHIP;

	/** Whether it has an SKU. */
	public boolean hasSku() {
		return this == GOODS || this == SAMPLE;
	}

	/** Whether it has a first and a last day. */
	public boolean hasDays() {
		return this == COURSE || this == CAMP;
	}

	/** Whether somebody takes part in it until they have finished. */
	public boolean isFinished() {
		return this == COURSE || this == CAMP || this == CONSULTATION;
	}

	/** Whether it takes a number of minutes. */
	public boolean hasMinutes() {
		return this == CONSULTATION;
	}

	/** Whether one may be used a number of times. */
	public boolean hasUses() {
		return this == SERVICE;
	}

	/** Whether it is to be used within a number of days. */
	public boolean hasValidity() {
		return this == CONSULTATION || this == SERVICE;
	}

}
