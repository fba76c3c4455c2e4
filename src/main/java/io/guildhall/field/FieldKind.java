package io.guildhall.field;

/** What the values of a field are. */
public enum FieldKind {

	/** Words, at most 1000 characters. */
	TEXT,
	/** A number with at most four decimals. */
	NUMBER,
	/** A day of the calendar. */
	DATE,
	/** Yes or no. */
	YES_NO,
	/** One of the options that the field names. */
	CHOICE

}
