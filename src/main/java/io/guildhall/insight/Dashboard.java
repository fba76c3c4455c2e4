package io.guildhall.insight;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

import io.guildhall.shared.Money;

/**
 * The figures of a period and the one before it.
 *
 * @param speaking members who spoke in a group in a week / members present in it
 * @param checkIn check-ins done / check-ins due of the challenges that ran
 * @param conversion members whose first paid order falls in the period / members present
 * who had none before
 * @param repurchase members who bought on two or more days in the 365 days to the end /
 * members who bought there
 * @param renewal memberships renewed / memberships that came due
 * @param revenue paid orders less refunds, each on its own day
 * @param revenueBefore the same in the period before
 * @param joined stays in groups that began
 * @param left stays in groups that ended
 * @param coupons the coupon funnel
 * @param tiers members per tier now, in the order CORE to NEW
 * @param sales what the revenue was made with: kinds of products, and the best of each
 * @param flow from which tier to which, from the first day to the last
 * @param series the days, or weeks where the period is long
 */
public record Dashboard(DashboardScope scope, Rate speaking, Rate checkIn, Rate conversion, Rate repurchase,
		Rate renewal, Money revenue, Money revenueBefore, long joined, long left, Coupons coupons,
		List<TierCount> tiers, List<Sale> sales, List<TierFlow> flow, List<Point> series) {

	/** What all kinds of products came to. */
	@JsonIgnore
	public Money sold() {
		return sales.stream()
			.filter(sale -> sale.product() == null)
			.map(Sale::revenue)
			.reduce(Money.zero(revenue.currency()), Money::plus);
	}

	/**
	 * Coupons issued in the period, used in it, and what the orders that used them
	 * brought.
	 */
	public record Coupons(long issued, long used, Money revenue) {
	}

	/**
	 * What was bought of a kind of product, or of one product of it.
	 *
	 * @param kind of the day of the sale
	 * @param product null for the whole kind
	 * @param name what the product is called today; null for the whole kind
	 * @param orders paid in the period
	 * @param buyers who paid them
	 * @param revenue paid less paid back, each on its own day
	 */
	public record Sale(String kind, @Nullable UUID product, @Nullable String name, long orders, long buyers,
			Money revenue) {

		/** By what its buyers are asked for. */
		@JsonIgnore
		public String of() {
			return (product != null) ? product.toString() : kind;
		}
	}

	/** How many members a tier has. */
	public record TierCount(String tier, long members) {
	}

	/** How many members went from one tier to another, or stayed. */
	public record TierFlow(String from, String to, long members) {
	}

	/** A day, or the week that begins with it. */
	public record Point(LocalDate day, Money revenue, long joined, long left, long messages) {
	}
}
