package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.benefit.BenefitStretch.Period;

/**
 * One benefit of one membership, or of one line of an order: what was paid for and what
 * was used, of which the rest is counted each time anew. Nothing is carried on from an
 * earlier count, so whatever happens to the terms afterwards (a refund moves them up, a
 * pause makes them longer), the next answer is of the terms as they are.
 */
class BenefitLedger {

	private final List<BenefitStretch> stretches;

	private final Map<LocalDate, Integer> uses;

	/**
	 * The facts.
	 * @param stretches all terms of the membership that were not refunded, also those
	 * without the benefit; of a line the one that it bought
	 * @param uses how many there are of each day
	 */
	BenefitLedger(List<BenefitStretch> stretches, Map<LocalDate, Integer> uses) {
		this.stretches = stretches.stream().sorted(Comparator.comparing(BenefitStretch::from)).toList();
		this.uses = Map.copyOf(uses);
	}

	/**
	 * What there is on a day.
	 *
	 * @param to the first day behind the period; null where it never ends
	 * @param carried from the period before
	 * @param left null for as often as they like
	 * @param again when the next quota begins that was paid for; null where none does
	 */
	record Rest(BenefitRule rule, LocalDate from, @Nullable LocalDate to, int used, int carried, @Nullable Integer left,
			@Nullable LocalDate again) {
	}

	/**
	 * What is promised of a term.
	 *
	 * @param left how many uses
	 * @param to the end of the last period that was counted; null where it has none
	 */
	record Open(UUID term, BenefitRule rule, long left, @Nullable LocalDate to) {

		private Open and(int more, @Nullable LocalDate end) {
			return new Open(term, rule, left + more, end);
		}

	}

	/**
	 * What may be used on a day. A day behind the end of a term, within its grace, is of
	 * its last period, until a renewal reaches back to it.
	 * @return empty where the term of the day does not have the benefit
	 */
	Optional<Rest> on(LocalDate day) {
		LocalDate horizon = later(day, lastUse());
		BenefitChain chain = chain(horizon);
		int at = chain.at(day);
		BenefitRule rule = (at >= 0) ? chain.period(at).of().rule() : null;
		if (rule == null) {
			return Optional.empty();
		}
		Period period = chain.period(at);
		return Optional.of(new Rest(rule, period.from(), period.to(), chain.used(at), chain.carried(at),
				(rule.quota() != null) ? chain.left(at) : null, again(period, day)));
	}

	/**
	 * Whether what is used of the period of a day is there, with what is booked in it.
	 */
	boolean covers(LocalDate day) {
		BenefitChain chain = chain(later(day, lastUse()));
		int at = chain.at(day);
		BenefitRule rule = (at >= 0) ? chain.period(at).of().rule() : null;
		return rule != null && (rule.quota() == null || chain.rest(at) >= 0);
	}

	/**
	 * What is still owed: the rest of the period of the day, and all that comes behind
	 * it. Of a lifetime as much as lies within the months over which it is deferred, and
	 * never less than the period that runs. What may be used without end has no number.
	 */
	List<Open> open(LocalDate day, int lifetimeMonths) {
		LocalDate horizon = later(day, lastUse());
		for (BenefitStretch stretch : stretches) {
			if (stretch.to() == null) {
				horizon = later(horizon, stretch.from().plusMonths(lifetimeMonths).minusDays(1));
			}
		}
		BenefitChain chain = chain(horizon);
		int now = chain.at(day);
		Map<UUID, Open> open = new LinkedHashMap<>();
		for (int i = Math.max(now, 0); i < chain.size(); i++) {
			Period period = chain.period(i);
			BenefitRule rule = period.of().rule();
			if (rule != null && rule.quota() != null) {
				// What is carried on is counted where it comes from.
				int rest = Math.max(chain.rest(i) - ((i > now) ? chain.carried(i) : 0), 0);
				UUID term = period.of().term();
				open.put(term, open.getOrDefault(term, new Open(term, rule, 0, null)).and(rest, period.to()));
			}
		}
		return open.values().stream().filter(one -> one.left() > 0).toList();
	}

	private @Nullable LocalDate again(Period period, LocalDate day) {
		LocalDate end = period.to();
		if (end == null) {
			return null;
		}
		return periods(later(end, day)).stream()
			.filter(next -> next.from().isAfter(day) && next.of().rule() != null)
			.map(Period::from)
			.findFirst()
			.orElse(null);
	}

	private BenefitChain chain(LocalDate horizon) {
		return new BenefitChain(periods(horizon), uses);
	}

	private List<Period> periods(LocalDate horizon) {
		List<Period> periods = new ArrayList<>();
		for (BenefitStretch stretch : stretches) {
			int last = periods.size() - 1;
			if (last >= 0 && stretch.lengthens(periods.get(last))) {
				periods.set(last, periods.get(last).until(stretch.to()));
			}
			else if (last >= 0 && stretch.goesOnWith(periods.get(last))) {
				periods.addAll(stretch.goOn(periods.remove(last)));
			}
			else {
				periods.addAll(stretch.periods(horizon));
			}
		}
		return periods;
	}

	/** How often in all. */
	int used() {
		return uses.values().stream().mapToInt(Integer::intValue).sum();
	}

	private LocalDate lastUse() {
		return uses.keySet().stream().max(Comparator.naturalOrder()).orElse(LocalDate.MIN);
	}

	private static LocalDate later(LocalDate one, LocalDate other) {
		return one.isAfter(other) ? one : other;
	}

}
