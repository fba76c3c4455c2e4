package io.guildhall.chatlog;

/** In which order the numbers of a date stand in a file. */
public enum DateOrder {

	DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_MONTH_DAY

}
