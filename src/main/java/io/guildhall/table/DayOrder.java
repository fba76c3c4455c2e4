package io.guildhall.table;

/** What comes first in dates that can be read in two ways, such as 3/4/2024. */
public enum DayOrder {

	DAY_FIRST, MONTH_FIRST

}
