package io.guildhall.coupon;

import java.util.Optional;

import org.springframework.data.repository.Repository;

interface CouponBatchRepository extends Repository<CouponBatch, BatchId> {

	CouponBatch save(CouponBatch batch);

	CouponBatch saveAndFlush(CouponBatch batch);

	Optional<CouponBatch> findById(BatchId id);

	/**
	 * The batch.
	 * @throws CouponRefused if there is none
	 */
	default CouponBatch require(BatchId id) {
		return findById(id).orElseThrow(() -> CouponRefused.unknownBatch(id));
	}

}
