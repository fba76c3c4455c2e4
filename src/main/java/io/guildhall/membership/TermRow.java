package io.guildhall.membership;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Lays terms end to end. Each begins where the one before ends, where it was paid before
 * that end or within the grace after it, else on the day of its payment: a renewal never
 * shortens what was there. Months are counted from where an unbroken row of months began,
 * so that one of the 31st of January ends on the 28th of February and the next on the
 * 31st of March. A pause makes the term in which it began longer by its days, and moves
 * all behind it; what an upgrade replaced, or was paid back in part, ends there.
 */
class TermRow {

	private final List<Pause> pauses;

	private final int graceDays;

	private @Nullable LocalDate start;

	private @Nullable LocalDate anchor;

	private @Nullable LocalDate end;

	private int months;

	private long paused;

	private boolean forLife;

	TermRow(List<Pause> pauses, int graceDays) {
		this.pauses = pauses;
		this.graceDays = graceDays;
	}

	/**
	 * Lays the next one.
	 * @return whether there was anything to lay: not of what was taken back or replaced
	 */
	boolean put(MembershipTerm term) {
		if (term.isRefunded()) {
			return false;
		}
		LocalDate from = begin(term.getPaidOn());
		LocalDate replaced = term.cutOn();
		if (replaced != null && !from.isBefore(replaced)) {
			return false;
		}
		LocalDate to = run(term, from);
		if (replaced != null && to.isAfter(replaced)) {
			to = restart(replaced);
		}
		start = (start != null) ? start : from;
		end = to;
		forLife = term.isForLife();
		term.runs(from, forLife ? null : to);
		return true;
	}

	/** The first day; null where nothing lies. */
	@Nullable LocalDate start() {
		return start;
	}

	/** The first day behind all; null for a lifetime, or where nothing lies. */
	@Nullable LocalDate end() {
		return forLife ? null : end;
	}

	boolean isForLife() {
		return forLife;
	}

	private LocalDate begin(LocalDate paidOn) {
		return (anchor == null || end == null || isTooLate(paidOn, end)) ? restart(paidOn) : end;
	}

	private LocalDate run(MembershipTerm term, LocalDate from) {
		if (term.getDays() != null) {
			restart(from.plusDays(term.getDays()));
		}
		months += (term.getMonths() != null) ? term.getMonths() : 0;
		LocalDate to = java.util.Objects.requireNonNull(anchor).plusMonths(months).plusDays(paused);
		for (Pause pause : pauses) {
			if (!pause.from().isBefore(from) && pause.from().isBefore(to)) {
				paused += pause.days();
				to = to.plusDays(pause.days());
			}
		}
		return to;
	}

	private LocalDate restart(LocalDate at) {
		anchor = at;
		months = 0;
		paused = 0;
		return at;
	}

	private boolean isTooLate(LocalDate paidOn, LocalDate before) {
		boolean late = paidOn.isAfter(before) && !paidOn.isBefore(before.plusDays(graceDays));
		return late && pauses.stream().noneMatch(pause -> pause.resumed() == null && pause.from().isBefore(before));
	}

}
