package io.guildhall.community;

import java.time.LocalDate;
import java.util.Collection;

/** Counts who came to groups; the module that knows members implements it. */
@FunctionalInterface
public interface GroupNewcomers {

	/**
	 * How many members came to one of the groups in the period, and had been in none of
	 * them before.
	 * @param from the first day
	 * @param until the last day
	 */
	long count(Collection<GroupId> groups, LocalDate from, LocalDate until);

}
