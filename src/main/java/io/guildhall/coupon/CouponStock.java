package io.guildhall.coupon;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The counter of each batch. It is moved by guarded updates only, as the last thing of a
 * transaction, since the row stays locked until the commit.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class CouponStock {

	private static final long MOST = 10_000_000;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/** Where the counter stands. */
	record Level(long stock, long issued, boolean open) {

		long left() {
			return stock - issued;
		}

	}

	/** Lays the stock of a new batch in. */
	void lay(BatchId batch, long stock) {
		requireSensible(stock);
		jdbc.sql("""
				insert into coupon_stock (organization_id, batch_id, stock, issued, is_open)
				values (:organization, :batch, :stock, 0, false)
				""").param("organization", tenancy.current()).param("batch", batch.id()).param("stock", stock).update();
	}

	/**
	 * Changes the stock, never below what is issued.
	 * @throws CouponRefused if more are issued already
	 */
	void change(BatchId batch, long stock) {
		requireSensible(stock);
		int changed = jdbc.sql("""
				update coupon_stock set stock = :stock
				where organization_id = :organization and batch_id = :batch and issued <= :stock
				""").param("stock", stock).param("organization", tenancy.current()).param("batch", batch.id()).update();
		if (changed == 0) {
			throw CouponRefused.stockBelowIssued(level(batch).issued());
		}
	}

	/** Lets members take, or no more. */
	void open(BatchId batch, boolean open) {
		jdbc.sql("""
				update coupon_stock set is_open = :open
				where organization_id = :organization and batch_id = :batch
				""").param("open", open).param("organization", tenancy.current()).param("batch", batch.id()).update();
	}

	/**
	 * Takes so many, or none.
	 * @throws CouponRefused if fewer are left, or the batch is not open
	 */
	void take(CouponBatch batch, long count) {
		int taken = jdbc.sql("""
				update coupon_stock set issued = issued + :count
				where organization_id = :organization and batch_id = :batch
				and issued + :count <= stock and is_open
				""")
			.param("count", count)
			.param("organization", tenancy.current())
			.param("batch", batch.getId().id())
			.update();
		if (taken == 0) {
			throw level(batch.getId()).open() ? CouponRefused.soldOut(batch.getName())
					: CouponRefused.notOpen(batch.getName());
		}
	}

	/** Lays so many back that were revoked. */
	void giveBack(BatchId batch, long count) {
		jdbc.sql("""
				update coupon_stock set issued = issued - :count
				where organization_id = :organization and batch_id = :batch
				""").param("count", count).param("organization", tenancy.current()).param("batch", batch.id()).update();
	}

	/** Where the counter stands now; it may have moved when the answer arrives. */
	Level level(BatchId batch) {
		Optional<Level> level = jdbc.sql("""
				select stock, issued, is_open as open from coupon_stock
				where organization_id = :organization and batch_id = :batch
				""").param("organization", tenancy.current()).param("batch", batch.id()).query(Level.class).optional();
		return level.orElseThrow(() -> CouponRefused.unknownBatch(batch));
	}

	private static void requireSensible(long stock) {
		if (stock < 1 || stock > MOST) {
			throw CouponRefused.invalidStock();
		}
	}

}
