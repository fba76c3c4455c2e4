package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.guildhall.benefit.BenefitStretch.Period;

/**
 * The periods of a benefit one behind the other, with what each has used and carried into
 * the next.
 */
class BenefitChain {

	private final List<Period> periods;

	private final int[] used;

	private final int[] carried;

	private final int[] rest;

	/** Of periods in their order, and of uses by their days. */
	BenefitChain(List<Period> periods, Map<LocalDate, Integer> uses) {
		this.periods = List.copyOf(periods);
		this.used = new int[periods.size()];
		this.carried = new int[periods.size()];
		this.rest = new int[periods.size()];
		uses.forEach((day, count) -> {
			int at = at(day);
			if (at >= 0) {
				used[at] += count;
			}
		});
		count(-1, 0, carried, rest);
	}

	/** The place of the period to which a day belongs; -1 before the first. */
	final int at(LocalDate day) {
		int at = -1;
		for (int i = 0; i < periods.size() && !periods.get(i).from().isAfter(day); i++) {
			at = i;
		}
		return at;
	}

	Period period(int at) {
		return periods.get(at);
	}

	int size() {
		return periods.size();
	}

	int used(int at) {
		return used[at];
	}

	int carried(int at) {
		return carried[at];
	}

	/** What is left of it now; less than nothing where more was used than there is. */
	int rest(int at) {
		return rest[at];
	}

	/**
	 * How many more there can be in a period without one being missing in a later one for
	 * which it was booked already.
	 */
	int left(int at) {
		int more = rest[at];
		int missing = 1;
		while (more > 0 && missing > 0) {
			int[] then = new int[rest.length];
			count(at, more, new int[rest.length], then);
			missing = 0;
			for (int i = at + 1; i < then.length; i++) {
				missing = Math.max(missing, Math.min(rest[i], 0) - Math.min(then[i], 0));
			}
			more -= missing;
		}
		return Math.max(more, 0);
	}

	private void count(int at, int more, int[] into, int[] left) {
		for (int i = 0; i < periods.size(); i++) {
			BenefitRule rule = periods.get(i).of().rule();
			into[i] = (i > 0) ? carriedOver(i, left[i - 1]) : 0;
			int quota = (rule != null && rule.quota() != null) ? rule.quota() : 0;
			left[i] = quota + into[i] - used[i] - ((i == at) ? more : 0);
		}
	}

	/** Only from a period that ends where this one begins, and as its own rule says. */
	private int carriedOver(int at, int before) {
		Period last = periods.get(at - 1);
		BenefitRule rule = last.of().rule();
		boolean goesOn = rule != null && periods.get(at).of().rule() != null
				&& periods.get(at).from().equals(last.to());
		return (goesOn && rule != null) ? Math.min(rule.carry(), Math.max(before, 0)) : 0;
	}

}
