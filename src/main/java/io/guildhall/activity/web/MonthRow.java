package io.guildhall.activity.web;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

import io.guildhall.activity.MemberYear;

/** A month of a member's year: the table beside the calendar. */
record MonthRow(YearMonth month, long days, long messages, long others) {

	static List<MonthRow> of(MemberYear year) {
		List<MonthRow> rows = new ArrayList<>();
		YearMonth end = YearMonth.from(year.to());
		for (YearMonth month = YearMonth.from(year.from()); !month.isAfter(end); month = month.plusMonths(1)) {
			YearMonth current = month;
			List<MemberYear.Day> days = year.days()
				.stream()
				.filter(day -> YearMonth.from(day.day()).equals(current))
				.toList();
			rows.add(new MonthRow(month, days.size(), days.stream().mapToLong(MemberYear.Day::messages).sum(),
					days.stream().mapToLong(MemberYear.Day::others).sum()));
		}
		return rows;
	}

}
