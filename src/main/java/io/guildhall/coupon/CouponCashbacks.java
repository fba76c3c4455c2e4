package io.guildhall.coupon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/**
 * What coupons promise back: reckoned when an order is placed, of what is paid in the end
 * for the lines that they are for, and promised when it is paid.
 */
@Component
@RequiredArgsConstructor
class CouponCashbacks {

	private final CouponConditionsRegister conditions;

	private final CashbackPromises promises;

	/** What a coupon promises back. */
	record Share(Coupon coupon, Money amount) {

		/** What several come to. */
		static Money sum(List<Share> shares) {
			return shares.stream().map(Share::amount).reduce(Money::plus).orElseThrow(CouponRefused::discountsNothing);
		}

	}

	/**
	 * What each of the coupons promises back that do: together never more than is paid.
	 * @throws CouponRefused if one of them would promise nothing
	 */
	List<Share> reckon(List<Coupon> some, List<PaidLine> lines) {
		CouponReckoning reckoning = new CouponReckoning(
				new Basket(lines.stream().map(line -> new Basket.Line(line.product().id(), line.paid())).toList()));
		List<Share> shares = new ArrayList<>();
		for (Coupon coupon : some.stream().sorted(Coupon.IN_ORDER).toList()) {
			if (coupon.getTerms().isCashback()) {
				List<Money> parts = reckoning.back(coupon.getTerms(), conditions.of(coupon.getConditionsId()));
				shares.add(new Share(coupon, parts.stream().reduce(Money::plus).orElseThrow()));
			}
		}
		return shares;
	}

	/** The order was paid with the coupon: what it promises back is owed as that. */
	void promise(Coupon coupon, UUID order, List<PaidLine> lines, Instant at) {
		CouponConditions its = conditions.of(coupon.getConditionsId());
		CouponTerms terms = coupon.getTerms();
		List<PaidLine> counted = lines.stream()
			.filter(line -> its.isFor(line.product()) && line.paid().isPositive())
			.toList();
		promises.promise(new Cashback(coupon.getId(), coupon.getBatch(), order, coupon.getMember(),
				counted.stream().map(PaidLine::id).toList(),
				counted.stream().map(PaidLine::paid).reduce(Money.zero(terms.currency()), Money::plus),
				new Money(Objects.requireNonNull(coupon.getDiscountMinor()), terms.currency()), terms.waitDays(), at));
	}

}
