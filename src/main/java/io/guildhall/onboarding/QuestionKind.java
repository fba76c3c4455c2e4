package io.guildhall.onboarding;

/** How a question is answered. */
public enum QuestionKind {

	/** One of the options. */
	SINGLE,
	/** Any of the options. */
	SEVERAL,
	/** Some words. */
	TEXT,
	/** A number. */
	NUMBER;

	/** Whether it has options. */
	public boolean hasOptions() {
		return this == SINGLE || this == SEVERAL;
	}

}
