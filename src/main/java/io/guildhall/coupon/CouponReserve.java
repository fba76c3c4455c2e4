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

	/**
	 * Sets one aside that goes with something that somebody orders, behind all that the
	 * order writes.
	 * @param none what is done where none is left: it refuses the order
	 */
	public void setAsideLast(BatchId id, Runnable none) {
		stock.setAsideLast(id, none);
	}

	/** That one need not wait any more. */
	public void letGoLast(BatchId id) {
		stock.letGoLast(id);
	}

	/** How many can be set aside; none where the batch is not open. */
	@Transactional(propagation = Propagation.MANDATORY, readOnly = true)
	public long left(BatchId id) {
		CouponStock.Level level = stock.level(id);
		return level.open() ? Math.max(level.left(), 0) : 0;
	}

	/** So many need not wait any more: anybody may get them. */
	@May(Permission.COUPON_ISSUE)
	public void letGo(BatchId id, long count) {
		stock.letGo(id, count);
	}

}
