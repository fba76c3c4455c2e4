package io.guildhall.coupon;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.guildhall.shared.Money;

/**
 * What coupons take off a basket, one after the other: each of what those before have
 * left of the lines that it is for, and never more than that. Thresholds are asked of the
 * prices before any coupon, so that one does not depend on another. What coupons promise
 * back is reckoned in the same way, of what is paid in the end.
 */
final class CouponReckoning {

	private final Basket basket;

	private final List<Money> left = new ArrayList<>();

	CouponReckoning(Basket basket) {
		this.basket = basket;
		basket.lines().forEach(line -> left.add(line.amount()));
	}

	/**
	 * Takes a coupon's discount off.
	 * @return what of it falls on each line
	 * @throws CouponRefused if the coupon is not for what is in the basket, that is below
	 * its threshold, or nothing would be taken off
	 */
	List<Money> take(CouponTerms terms, CouponConditions conditions) {
		if (!basket.total().currency().equals(terms.currency())) {
			throw CouponRefused.otherCurrency(terms.currency());
		}
		List<Integer> fitting = fitting(terms, conditions);
		if (terms.isCashback()) {
			requireReached(terms, fitting);
			return left.stream().map(each -> nothing()).toList();
		}
		return less(terms.kind().isForOnePiece() ? piece(terms, fitting) : share(terms, fitting));
	}

	/**
	 * What a coupon promises back, where the basket has what is paid in the end.
	 * @return what of it falls on each line
	 * @throws CouponRefused if that would be nothing
	 */
	List<Money> back(CouponTerms terms, CouponConditions conditions) {
		return less(spread(terms, fitting(terms, conditions)));
	}

	private List<Money> less(List<Money> parts) {
		for (int i = 0; i < parts.size(); i++) {
			left.set(i, left.get(i).minus(parts.get(i)));
		}
		return parts;
	}

	/**
	 * One piece of that which costs most; what else there is must reach the threshold.
	 */
	private List<Money> piece(CouponTerms terms, List<Integer> fitting) {
		int chosen = -1;
		Money most = nothing();
		for (int i : fitting) {
			Money unit = basket.lines().get(i).unit().min(left.get(i));
			if (unit.compareTo(most) > 0) {
				most = unit;
				chosen = i;
			}
		}
		if (chosen < 0) {
			throw CouponRefused.discountsNothing();
		}
		terms.requireReached(basket.total().minus(basket.lines().get(chosen).unit()));
		int place = chosen;
		Money discount = most.min(terms.largest());
		return IntStream.range(0, left.size()).mapToObj(i -> (i == place) ? discount : nothing()).toList();
	}

	/** Over all lines that it is for, in proportion to what is left of them. */
	private List<Money> share(CouponTerms terms, List<Integer> fitting) {
		requireReached(terms, fitting);
		return spread(terms, fitting);
	}

	private void requireReached(CouponTerms terms, List<Integer> fitting) {
		terms.requireReached(sum(fitting, basket.lines().stream().map(Basket.Line::amount).toList()));
	}

	private List<Money> spread(CouponTerms terms, List<Integer> fitting) {
		Money discount = terms.discount(sum(fitting, left));
		return discount.spread(
				IntStream.range(0, left.size()).mapToObj(i -> fitting.contains(i) ? left.get(i).minor() : 0L).toList());
	}

	private List<Integer> fitting(CouponTerms terms, CouponConditions conditions) {
		List<Integer> fitting = IntStream.range(0, left.size()).filter(i -> {
			Basket.Line line = basket.lines().get(i);
			return conditions.isFor(line.product()) && (terms.kind() != CouponKind.SAMPLE || line.sample());
		}).boxed().toList();
		if (fitting.isEmpty()) {
			throw CouponRefused.notForThese();
		}
		return fitting;
	}

	private Money sum(List<Integer> which, List<Money> amounts) {
		return which.stream().map(amounts::get).reduce(nothing(), Money::plus);
	}

	private Money nothing() {
		return Money.zero(basket.total().currency());
	}

}
