package io.guildhall.journal;

import java.time.LocalDate;
import java.util.List;

import io.guildhall.shared.Money;

/**
 * What stood on each account before a period, what moved, and what stands there since;
 * with the proof that it adds up.
 *
 * @param accounts those on which something stood or moved, in each currency
 * @param postings of the period
 * @param unbalanced of those, the postings whose lines do not add up to nothing
 * @param stray lines of no posting, in the whole journal
 */
public record TrialBalance(LocalDate from, LocalDate to, List<Row> accounts, long postings, long unbalanced,
		long stray) {

	/**
	 * An account in a currency. Debits are positive, credits negative.
	 *
	 * @param opening what stood there when the period began
	 * @param debit what was added within it
	 * @param credit what was taken off within it, as a positive amount
	 */
	public record Row(Account account, Money opening, Money debit, Money credit) {

		/** What stands there at its end. */
		public Money closing() {
			return opening.plus(debit).minus(credit);
		}

	}

	/**
	 * The sums over all accounts of a currency: of a journal that adds up, debits and
	 * credits are the same, and nothing stands there before and after.
	 */
	public record Sums(Money opening, Money debit, Money credit, Money closing) {

		/** Whether they are. */
		public boolean isEven() {
			return opening.isZero() && closing.isZero() && debit.equals(credit);
		}

	}

	/** The sums of each currency. */
	public List<Sums> sums() {
		return accounts.stream().map(row -> row.opening().currency()).distinct().sorted().map(this::sums).toList();
	}

	/** The proof: every posting by itself, and all accounts together. */
	public boolean isBalanced() {
		return unbalanced == 0 && stray == 0 && sums().stream().allMatch(Sums::isEven);
	}

	private Sums sums(String currency) {
		List<Row> its = accounts.stream().filter(row -> row.opening().currency().equals(currency)).toList();
		Money nothing = Money.zero(currency);
		return new Sums(its.stream().map(Row::opening).reduce(nothing, Money::plus),
				its.stream().map(Row::debit).reduce(nothing, Money::plus),
				its.stream().map(Row::credit).reduce(nothing, Money::plus),
				its.stream().map(Row::closing).reduce(nothing, Money::plus));
	}
}
