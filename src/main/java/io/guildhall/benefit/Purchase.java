package io.guildhall.benefit;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductTraits;
import io.guildhall.member.MemberId;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Money;

/**
 * What the line of an order bought for a member to use: sessions of a consultation, uses
 * of a service package, seats of a camp for each of its days.
 *
 * @param line of the order; names it
 * @param name of the product when it was bought
 * @param bought how many pieces were paid for
 * @param pieces how many of them were not taken back by refunds
 * @param price that was paid for all
 * @param kept of the price, after refunds
 * @param minutes that a session takes; null where nobody has said
 * @param from the first day; null for a camp that has no days yet
 * @param to the first day on which it is over; null where it never is
 * @param finishedOn the day as of which the staff said that it is over for them, so that
 * what is left lapses; null as long as nobody did
 */
public record Purchase(UUID line, OrderId order, MemberId member, ProductId product, String name, ProductKind kind,
		int bought, int pieces, Money price, Money kept, @Nullable Integer minutes, @Nullable LocalDate from,
		@Nullable LocalDate to, @Nullable LocalDate finishedOn, Instant paidAt) {

	/** Where it stands on a day. */
	public enum State {

		/** Something of it can be used. */
		OPEN,
		/** It begins later. */
		NOT_BEGUN,
		/** All was used, of a camp all seats of the day. */
		USED_UP,
		/** It lapsed, or the camp is over. */
		OVER,
		/** The staff said that it is over for them. */
		FINISHED,
		/** It was paid back. */
		TAKEN_BACK

	}

	/**
	 * What a line bought, by what its product says; nothing where that is not used bit by
	 * bit, or not counted.
	 * @param day on which it was paid
	 */
	static Optional<Purchase> bought(MissingPurchase line, Money price, ProductTraits traits, LocalDate day) {
		int each = switch (line.kind()) {
			case CONSULTATION, CAMP -> 1;
			case SERVICE -> Objects.requireNonNullElse(traits.uses(), 0);
			default -> 0;
		};
		if (each == 0) {
			return Optional.empty();
		}
		int pieces = Math.multiplyExact(each, line.quantity());
		Integer valid = traits.validDays();
		return Optional.of(new Purchase(line.line(), line.order(), line.member(), line.product(), line.name(),
				line.kind(), pieces, pieces, price, price, traits.minutes(), day,
				(valid != null) ? day.plusDays(valid) : null, null, line.paidAt()));
	}

	/** The last day; null where it never ends. */
	public @Nullable LocalDate lastDay() {
		return (to != null) ? to.minusDays(1) : null;
	}

	/** How many days it has on each of which all pieces are used; one but for camps. */
	public long days() {
		return (kind == ProductKind.CAMP && from != null && to != null) ? ChronoUnit.DAYS.between(from, to) : 1;
	}

	/** How often it can be used in all, as it was bought. */
	public long units() {
		return bought * days();
	}

	/** What one use is worth by now, without what is less than a cent. */
	Money unitValue() {
		long units = pieces * days();
		return new Money((units > 0) ? kept.minor() / units : 0, kept.currency());
	}

	/** What so many uses that are left are worth: their share of what was paid. */
	Money valueOf(long left) {
		long units = pieces * days();
		return (units > 0) ? share(kept, Math.min(left, units), units) : Money.zero(kept.currency());
	}

	/**
	 * The most that can still be paid back of it, without what was used.
	 * @param used how often
	 */
	Money unused(long used) {
		Money free = share(price, Math.max(units() - used, 0), units());
		long back = price.minor() - kept.minor();
		return new Money(Math.max(free.minor() - back, 0), price.currency());
	}

	/**
	 * The same after refunds: so many pieces are taken back as the money that went back
	 * pays for whole.
	 * @param left of the price
	 * @param whole whether nothing is left of the order, though it cost nothing
	 */
	Purchase after(Money left, boolean whole) {
		int still = whole ? 0 : bought - paidFor(price.minor() - left.minor());
		return new Purchase(line, order, member, product, name, kind, bought, Math.min(pieces, still), price, left,
				minutes, from, to, finishedOn, paidAt);
	}

	/** The most pieces whose share, rounded down, is not more than what went back. */
	private int paidFor(long back) {
		if (back <= 0) {
			return 0;
		}
		BigInteger number = BigInteger.valueOf(back)
			.add(BigInteger.ONE)
			.multiply(BigInteger.valueOf(bought))
			.subtract(BigInteger.ONE)
			.divide(BigInteger.valueOf(price.minor()));
		return number.min(BigInteger.valueOf(bought)).intValueExact();
	}

	private static Money share(Money whole, long part, long of) {
		return new Money(BigInteger.valueOf(whole.minor())
			.multiply(BigInteger.valueOf(part))
			.divide(BigInteger.valueOf(of))
			.longValueExact(), whole.currency());
	}

	/**
	 * As a ledger, by the same rules as a benefit of a membership.
	 * @param uses how many there are of each day
	 */
	BenefitLedger ledger(Map<LocalDate, Integer> uses) {
		LocalDate begin = from;
		return new BenefitLedger((begin != null && pieces > 0)
				? List.of(new BenefitStretch(line, begin, to, null, false, rule())) : List.of(), uses);
	}

	/** What is still owed of it on a day. */
	List<BenefitLedger.Open> open(BenefitLedger ledger, LocalDate day) {
		State state = stateOn(day);
		if (state == State.TAKEN_BACK || state == State.OVER || (finishedOn != null && !day.isBefore(finishedOn))) {
			return List.of();
		}
		return (from != null) ? ledger.open(day, 0) : List.of(new BenefitLedger.Open(line, rule(), pieces, null));
	}

	/**
	 * How often it could still be used, were it not finished on a day: of a camp on the
	 * days behind it.
	 */
	long leftBehind(BenefitLedger ledger, LocalDate day) {
		return open(ledger, (kind == ProductKind.CAMP) ? day.plusDays(1) : day).stream()
			.mapToLong(BenefitLedger.Open::left)
			.sum();
	}

	private BenefitRule rule() {
		return new BenefitRule(name, null, pieces, (kind == ProductKind.CAMP) ? BenefitPeriod.DAY : BenefitPeriod.TERM,
				0, unitValue());
	}

	/** Where it stands, but for how much of it is used. */
	State stateOn(LocalDate day) {
		if (pieces == 0) {
			return State.TAKEN_BACK;
		}
		if (isFinished(day)) {
			return State.FINISHED;
		}
		if (to != null && !day.isBefore(to)) {
			return State.OVER;
		}
		return (from == null || day.isBefore(from)) ? State.NOT_BEGUN : State.OPEN;
	}

	/** Who came to the last day of a camp may be written down after that was said. */
	private boolean isFinished(LocalDate day) {
		return finishedOn != null && ((kind == ProductKind.CAMP) ? day.isAfter(finishedOn) : !day.isBefore(finishedOn));
	}

}
