package io.guildhall.coupon;

import java.util.Collection;
import java.util.List;

import io.guildhall.catalog.ProductId;

/**
 * For what and for whom a coupon counts, and how it goes together with others. Like its
 * terms it is that of the moment of its issue.
 *
 * @param products of which it takes something off; empty for all
 * @param membersOnly whether it is only for who has a membership, when it is issued and
 * when it is used
 * @param stackable whether it may be used with others that are so
 * @param graceDays for how many days one that has ended counts again when its order is
 * refunded in full
 */
public record CouponConditions(List<ProductId> products, boolean membersOnly, boolean stackable, int graceDays) {

	/** For everything and everybody, alone, and without grace. */
	public static final CouponConditions NONE = new CouponConditions(List.of(), false, false, 0);

	/** So many are named one by one. */
	static final int MOST_PRODUCTS = 50;

	static final int LONGEST_GRACE = 365;

	public CouponConditions {
		products = List.copyOf(products);
		if (products.size() > MOST_PRODUCTS || products.stream().distinct().count() < products.size()) {
			throw CouponRefused.invalidProducts(MOST_PRODUCTS);
		}
		if (graceDays < 0 || graceDays > LONGEST_GRACE) {
			throw CouponRefused.invalidGrace(LONGEST_GRACE);
		}
	}

	/** For these products only. */
	public static CouponConditions of(Collection<ProductId> products) {
		return new CouponConditions(List.copyOf(products), false, false, 0);
	}

	/** Whether it is for the product. */
	boolean isFor(ProductId product) {
		return products.isEmpty() || products.contains(product);
	}

	boolean isNone() {
		return equals(NONE);
	}

}
