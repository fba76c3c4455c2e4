package io.guildhall.journal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * A money fact: its lines add up to nothing. Source and reason name it; the same one
 * posted twice is one.
 *
 * @param sourceType what caused it, in capitals: ORDER, COUPON
 * @param sourceId which one
 * @param reason why, in capitals: PAID, REFUNDED
 */
public record Posting(String sourceType, UUID sourceId, String reason, Instant at, List<Line> lines) {

	/**
	 * A posting.
	 * @throws JournalRefused if the lines do not add up to nothing, or are none
	 */
	public Posting {
		lines = List.copyOf(lines);
		if (lines.isEmpty() || !lines.stream().map(Line::amount).reduce(Money::plus).orElseThrow().isZero()) {
			throw JournalRefused.unbalanced(sourceType, sourceId);
		}
	}

	/**
	 * One side of it.
	 *
	 * @param amount debit positive, credit negative
	 */
	public record Line(Account account, Money amount, @Nullable MemberId member) {

		/** A debit; of a negative amount a credit. */
		public static Line debit(Account account, Money amount, @Nullable MemberId member) {
			return new Line(account, amount, member);
		}

		/** A credit. */
		public static Line credit(Account account, Money amount, @Nullable MemberId member) {
			return new Line(account, amount.negated(), member);
		}

	}
}
