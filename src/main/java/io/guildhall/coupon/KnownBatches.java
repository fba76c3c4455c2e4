package io.guildhall.coupon;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Batches from which much is issued, as they are now: only their version is asked for,
 * and whoever changes one gives it another. To load one, Hibernate writes its statement
 * anew each time, since the tenant's filter is on; under many claims that was a fifth of
 * all that the application did (ADR 138).
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class KnownBatches {

	private static final int MOST = 1_000;

	private final CouponBatchRepository batches;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Map<BatchId, Known> known = new ConcurrentHashMap<>();

	private record Known(long version, CouponBatch batch) {
	}

	/**
	 * The batch, to be read and not to be changed.
	 * @throws CouponRefused if there is none
	 */
	CouponBatch require(BatchId id) {
		Optional<Long> version = jdbc
			.sql("select version from coupon_batches where organization_id = :organization and id = :id")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(Long.class)
			.optional();
		Known last = known.get(id);
		if (last != null && version.isPresent() && last.version() == version.get()) {
			return last.batch();
		}
		CouponBatch batch = batches.require(id);
		if (known.size() >= MOST) {
			known.clear();
		}
		known.put(id, new Known(batch.version(), batch));
		return batch;
	}

}
