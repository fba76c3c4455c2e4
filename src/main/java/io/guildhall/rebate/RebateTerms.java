package io.guildhall.rebate;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.community.CommunityId;
import io.guildhall.shared.Money;

/**
 * What a programme promises, for which orders.
 *
 * @param products that count; none for all
 * @param amount for an order; null where a share is promised
 * @param share of what was paid, in hundredths of a per cent; null where an amount is
 * promised
 * @param cap the most for an order; with a share, and only then
 * @param firstDay of the sale
 * @param lastDay of the sale
 * @param waitDays after the order was paid and received until the rebate is earned: the
 * time in which the order may be refunded
 * @param perMember the most that one member is promised; null without limit
 * @param budget the most that is promised altogether; null without limit
 * @param community whose members get it; null for everybody
 */
public record RebateTerms(String name, List<ProductId> products, @Nullable Money amount, @Nullable Integer share,
		@Nullable Money cap, LocalDate firstDay, LocalDate lastDay, int waitDays, @Nullable Money perMember,
		@Nullable Money budget, @Nullable CommunityId community) {

	/** The longest name. */
	public static final int LONGEST_NAME = 80;

	/** The most products that a programme names. */
	public static final int MOST_PRODUCTS = 100;

	/** The longest wait. */
	public static final int LONGEST_WAIT = 365;

	/**
	 * Terms.
	 * @throws RebateRefused if they do not make sense
	 */
	public RebateTerms {
		name = name.strip();
		products = products.stream().distinct().toList();
		if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
			throw RebateRefused.name();
		}
		if (products.size() > MOST_PRODUCTS) {
			throw RebateRefused.products();
		}
		if ((amount == null) == (share == null) || (share == null && cap != null)) {
			throw RebateRefused.reward();
		}
		if (share != null && (share < 1 || share > Money.WHOLE)) {
			throw RebateRefused.share();
		}
		if (share != null && cap == null) {
			throw RebateRefused.cap();
		}
		if (lastDay.isBefore(firstDay)) {
			throw RebateRefused.days();
		}
		if (waitDays < 0 || waitDays > LONGEST_WAIT) {
			throw RebateRefused.waiting();
		}
		requireAmounts(amount, cap, perMember, budget);
	}

	private static void requireAmounts(@Nullable Money... amounts) {
		if (Stream.of(amounts).anyMatch(each -> each != null && !each.isPositive())) {
			throw RebateRefused.amount();
		}
		if (Stream.of(amounts).filter(each -> each != null).map(Money::currency).distinct().count() > 1) {
			throw RebateRefused.currency();
		}
	}

	/** Of which its amounts are. */
	public String currency() {
		return ((amount != null) ? amount : java.util.Objects.requireNonNull(cap)).currency();
	}

	/** Whether lines with the product count. */
	public boolean counts(ProductId product) {
		return products.isEmpty() || products.contains(product);
	}

	/**
	 * What an order brings, before the limits of member and budget.
	 * @param base what was paid for the lines that count
	 */
	Money promised(Money base) {
		if (amount != null) {
			return amount.min(base);
		}
		return base.share(java.util.Objects.requireNonNull(share)).min(java.util.Objects.requireNonNull(cap));
	}
}
