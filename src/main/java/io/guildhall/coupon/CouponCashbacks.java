package io.guildhall.coupon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

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

	/**
	 * What a coupon promises back.
	 *
	 * @param parts of each line
	 */
	record Share(Coupon coupon, List<Money> parts) {

		Money amount() {
			return parts.stream().reduce(Money::plus).orElseThrow();
		}

		/** What several come to, of each line. */
		static List<Money> sum(List<Share> shares) {
			return shares.stream()
				.map(Share::parts)
				.reduce((one,
						other) -> IntStream.range(0, one.size()).mapToObj(i -> one.get(i).plus(other.get(i))).toList())
				.orElseThrow(CouponRefused::discountsNothing);
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
				shares
					.add(new Share(coupon, reckoning.back(coupon.getTerms(), conditions.of(coupon.getConditionsId()))));
			}
		}
		return shares;
	}

	/**
	 * The order was paid with the coupon: what it promises back is owed as that, of the
	 * same lines of which it was reckoned when the order was placed.
	 */
	void promise(Share share, UUID order, List<PaidLine> lines, Instant at) {
		Coupon coupon = share.coupon();
		List<Cashback.Part> parts = IntStream.range(0, lines.size())
			.filter(i -> share.parts().get(i).isPositive())
			.mapToObj(i -> new Cashback.Part(lines.get(i).id(), lines.get(i).paid(), share.parts().get(i)))
			.toList();
		promises.promise(new Cashback(coupon.getId(), coupon.getBatch(), order, coupon.getMember(), parts,
				coupon.getTerms().waitDays(), at));
	}

}
