package io.guildhall.coupon;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import lombok.RequiredArgsConstructor;

/**
 * Sets coupons aside that are promised to whoever comes with something on paper: nobody
 * else gets them, so that it is worth what it says
 * (docs/adr/0117-a-printed-card-has-its-coupon-set-aside.md). Whom they wait for, the
 * asking module knows. Like the stock, to be called as the last thing of a transaction.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
public class CouponReserve {

	private final CouponBatchRepository batches;

	private final CouponStock stock;

	/**
	 * Sets so many aside, or none.
	 * @return false where fewer are left
	 * @throws CouponRefused if there is no such batch, or it has ended
	 */
	@May(Permission.COUPON_EDIT)
	public boolean setAside(BatchId id, long count) {
		batches.require(id).requireNotEnded();
		return stock.setAside(id, count);
	}

	/** So many need not wait any more: anybody may get them. */
	@May(Permission.COUPON_ISSUE)
	public void letGo(BatchId id, long count) {
		stock.letGo(id, count);
	}

}
