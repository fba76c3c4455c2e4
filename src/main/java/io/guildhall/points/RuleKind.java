package io.guildhall.points;

/** What a rule gives points for. */
public enum RuleKind {

	/** For what was paid for an order; a refund takes its share back. */
	SPEND,
	/** For a day on which the member did something. */
	ACTIVE_DAY,
	/** For each message. */
	MESSAGE,
	/** For what other parts of the house call by a name: its cap and its life only. */
	ACTION

}
