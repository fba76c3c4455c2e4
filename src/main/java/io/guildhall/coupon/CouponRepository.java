package io.guildhall.coupon;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import jakarta.persistence.LockModeType;

/**
 * Coupons that are to be moved are read with a lock, so that of two orders that want one
 * the second sees what the first has made of it.
 */
interface CouponRepository extends Repository<Coupon, CouponId> {

	Optional<Coupon> findById(CouponId id);

	Coupon saveAndFlush(Coupon coupon);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select c from Coupon c where c.id = :id")
	Optional<Coupon> findToMove(CouponId id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select c from Coupon c where c.orderId = :orderId order by c.id.id")
	List<Coupon> findToMoveByOrder(UUID orderId);

	/**
	 * The coupon, locked.
	 * @throws CouponRefused if there is none
	 */
	default Coupon requireToMove(CouponId id) {
		return findToMove(id).orElseThrow(() -> CouponRefused.unknown(id));
	}

	/**
	 * The coupon.
	 * @throws CouponRefused if there is none
	 */
	default Coupon require(CouponId id) {
		return findById(id).orElseThrow(() -> CouponRefused.unknown(id));
	}

}
