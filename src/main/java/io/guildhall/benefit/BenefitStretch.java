package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A term of a membership, or what the line of an order bought, as one benefit sees it.
 *
 * @param to the first day that is not of it; null for a lifetime
 * @param months that were paid for; null for a lifetime, and where it is of days
 * @param given whether nobody paid for it
 * @param rule null where the term does not have the benefit
 * @param stops the pauses of the membership, first to last
 * @param plan that was paid for; null where it is of none
 */
record BenefitStretch(UUID term, LocalDate from, @Nullable LocalDate to, @Nullable Integer months, boolean given,
		@Nullable BenefitRule rule, List<Stop> stops, @Nullable UUID plan) {

	/** No camp is longer than that. */
	private static final int MOST_DAYS = 1000;

	BenefitStretch {
		stops = List.copyOf(stops);
	}

	/** Of no plan, or of one and the same, that never stood still. */
	BenefitStretch(UUID term, LocalDate from, @Nullable LocalDate to, @Nullable Integer months, boolean given,
			@Nullable BenefitRule rule) {
		this(term, from, to, months, given, rule, List.of(), null);
	}

	/**
	 * Days on which a membership stood still.
	 *
	 * @param from the first
	 * @param open whether it still stands, so that its terms are not laid behind it yet
	 */
	record Stop(LocalDate from, long days, boolean open) {
	}

	/**
	 * A time for which a quota is given.
	 *
	 * @param to null where it never ends
	 */
	record Period(BenefitStretch of, LocalDate from, @Nullable LocalDate to) {

		/** The same, made longer by days that were given behind it. */
		Period until(@Nullable LocalDate end) {
			return new Period(of, from, end);
		}

	}

	/**
	 * Whether it makes the period before it longer: days that nobody paid for open no
	 * further quota of a year or of a purchase. Of months they do, as each one begins.
	 */
	boolean lengthens(Period before) {
		BenefitRule last = before.of().rule();
		return given && rule != null && last != null && rule.period() != BenefitPeriod.MONTH
				&& rule.period() == last.period() && from.equals(before.to());
	}

	/**
	 * Whether it goes on with the year of the period before it: where a plan is paid for
	 * by the month, or by days, a year of the membership is of several terms, and has one
	 * quota.
	 */
	boolean goesOnWith(Period before) {
		BenefitRule last = before.of().rule();
		boolean part = (months != null) ? months < BenefitPeriod.YEAR.months()
				: (to != null && to.isBefore(endOfYear(from)));
		return part && !given && rule != null && last != null && rule.period() == BenefitPeriod.YEAR
				&& last.period() == BenefitPeriod.YEAR && Objects.equals(plan, before.of().plan())
				&& from.equals(before.to()) && from.isBefore(endOfYear(before.from()));
	}

	/** That year, as far as it reaches with this one, and what begins of the next. */
	List<Period> goOn(Period year) {
		LocalDate end = endOfYear(year.from());
		return (to == null || !to.isAfter(end)) ? List.of(year.until(to))
				: List.of(year.until(end), new Period(this, end, to));
	}

	private LocalDate endOfYear(LocalDate begin) {
		LocalDate end = begin.plusYears(1);
		for (Stop stop : stops) {
			if (!stop.from().isBefore(begin) && stop.from().isBefore(end)) {
				end = end.plusDays(stop.days());
			}
		}
		return end;
	}

	/** The same term, with a rule. */
	BenefitStretch under(@Nullable BenefitRule of) {
		return new BenefitStretch(term, from, to, months, given, of, stops, plan);
	}

	/**
	 * The same term of a membership that stood still. Where it still does, the term lies
	 * as it would if it went on now.
	 */
	BenefitStretch around(List<Stop> its) {
		LocalDate begin = from;
		LocalDate end = to;
		for (Stop stop : its) {
			if (stop.open() && end != null && stop.from().isBefore(end)) {
				begin = begin.isAfter(stop.from()) ? begin.plusDays(stop.days()) : begin;
				end = end.plusDays(stop.days());
			}
		}
		return new BenefitStretch(term, begin, end, months, given, rule, its, plan);
	}

	/**
	 * Its periods, each from the same day of the month as the term; a pause makes the one
	 * longer in which it began, and moves those behind it. There are as many as were paid
	 * for: where the term was made longer otherwise, the last one is, and where it was
	 * cut, those behind the cut are not.
	 * @param horizon how far a lifetime is looked at
	 */
	List<Period> periods(LocalDate horizon) {
		if (rule != null && to != null && rule.period() == BenefitPeriod.DAY) {
			LocalDate last = from.plusDays(MOST_DAYS);
			return from.datesUntil(to.isBefore(last) ? to : last)
				.map(day -> new Period(this, day, day.plusDays(1)))
				.toList();
		}
		int step = (rule != null) ? rule.period().months() : 0;
		if (step == 0) {
			return List.of(new Period(this, from, to));
		}
		List<Period> periods = new ArrayList<>();
		Integer paid = months;
		int count = (paid != null) ? Math.max((paid + step - 1) / step, 1) : Integer.MAX_VALUE;
		LocalDate begin = from;
		long stood = 0;
		for (int i = 0; i < count && begin.isBefore((to != null) ? to : horizon.plusDays(1)); i++) {
			LocalDate next = from.plusMonths((long) step * (i + 1)).plusDays(stood);
			for (Stop stop : stops) {
				if (!stop.from().isBefore(begin) && stop.from().isBefore(next)) {
					stood += stop.days();
					next = next.plusDays(stop.days());
				}
			}
			boolean last = i == count - 1 || (to != null && next.isAfter(to));
			periods.add(new Period(this, begin, last ? to : next));
			begin = next;
		}
		return periods;
	}

}
