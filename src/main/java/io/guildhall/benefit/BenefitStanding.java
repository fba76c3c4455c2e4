package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.membership.MembershipId;
import io.guildhall.shared.Money;

/**
 * What a member may use of one benefit on a day: of a membership, or of what the line of
 * an order bought.
 *
 * @param membership that gives it; null where it was bought by a line
 * @param line of the order that bought it; null where a membership gives it
 * @param product that was bought; null as before
 * @param note in words; null for none
 * @param quota in each period; null for as often as they like
 * @param from the first day of the period
 * @param lastDay of the period; null where it never ends
 * @param carried from the period before, beside the quota
 * @param carry how many unused ones go on into the next period at most
 * @param left null for as often as they like
 * @param again when the next quota begins that was paid for; null where none does
 */
public record BenefitStanding(@Nullable MembershipId membership, @Nullable UUID line, @Nullable ProductId product,
		String name, @Nullable String note, @Nullable Integer quota, BenefitPeriod period, LocalDate from,
		@Nullable LocalDate lastDay, int used, int carried, int carry, @Nullable Integer left,
		@Nullable LocalDate again, Money unitValue) {

	static BenefitStanding of(MembershipId membership, BenefitLedger.Rest rest) {
		return of(BenefitSource.of(membership), null, rest);
	}

	static BenefitStanding of(Purchase purchase, BenefitLedger.Rest rest) {
		return of(BenefitSource.of(purchase.line()), purchase.product(), rest);
	}

	private static BenefitStanding of(BenefitSource source, @Nullable ProductId product, BenefitLedger.Rest rest) {
		BenefitRule rule = rest.rule();
		LocalDate to = rest.to();
		return new BenefitStanding(source.membership(), source.line(), product, rule.name(), rule.note(), rule.quota(),
				rule.period(), rest.from(), (to != null) ? to.minusDays(1) : null, rest.used(), rest.carried(),
				rule.carry(), rest.left(), rest.again(), rule.unitValue());
	}

	BenefitSource source() {
		return new BenefitSource(membership, line);
	}

	/** Whether nothing is left of it in this period. */
	public boolean usedUp() {
		return left != null && left <= 0;
	}

}
