package io.guildhall.survey;

/** What a survey asks, beside what is missing. */
public enum SurveyQuestion {

	/** Whether the portrait fits who answers. */
	PORTRAIT,
	/** Whether the core value matters to them. */
	VALUE,
	/** Whether they would buy at the price band. */
	PRICE

}
