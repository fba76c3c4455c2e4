package io.guildhall.conduct;

/** What was done against the rules. */
public enum ViolationKind {

	ADVERTISING, HARASSMENT, SPAM, OFF_TOPIC, FRAUD, OTHER

}
