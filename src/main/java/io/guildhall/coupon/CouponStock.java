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
	record Level(long stock, long issued, long setAside, boolean open) {

		long left() {
			return stock - promised();
		}

		long promised() {
			return issued + setAside;
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
	 * Changes the stock, never below what is issued or set aside.
	 * @throws CouponRefused if more are so already
	 */
	void change(BatchId batch, long stock) {
		requireSensible(stock);
		int changed = jdbc.sql("""
				update coupon_stock set stock = :stock
				where organization_id = :organization and batch_id = :batch and issued + set_aside <= :stock
				""").param("stock", stock).param("organization", tenancy.current()).param("batch", batch.id()).update();
		if (changed == 0) {
			throw CouponRefused.stockBelowIssued(level(batch).promised());
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
				and issued + set_aside + :count <= stock and is_open
				""")
			.param("count", count)
			.param("organization", tenancy.current())
			.param("batch", batch.getId().id())
			.update();
		requireTaken(batch, taken);
	}

	/**
	 * Takes one of those that are set aside.
	 * @throws CouponRefused if there is none, or the batch is not open
	 */
	void takeSetAside(CouponBatch batch) {
		int taken = jdbc.sql("""
				update coupon_stock set issued = issued + 1, set_aside = set_aside - 1
				where organization_id = :organization and batch_id = :batch and set_aside > 0 and is_open
				""").param("organization", tenancy.current()).param("batch", batch.getId().id()).update();
		requireTaken(batch, taken);
	}

	/** Sets so many aside, or none where fewer are left. */
	boolean setAside(BatchId batch, long count) {
		return jdbc.sql("""
				update coupon_stock set set_aside = set_aside + :count
				where organization_id = :organization and batch_id = :batch and issued + set_aside + :count <= stock
				""")
			.param("count", count)
			.param("organization", tenancy.current())
			.param("batch", batch.id())
			.update() > 0;
	}

	/** So many need not be set aside any more. */
	void letGo(BatchId batch, long count) {
		jdbc.sql("""
				update coupon_stock set set_aside = set_aside - :count
				where organization_id = :organization and batch_id = :batch
				""").param("count", count).param("organization", tenancy.current()).param("batch", batch.id()).update();
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
				select stock, issued, set_aside, is_open as open from coupon_stock
				where organization_id = :organization and batch_id = :batch
				""").param("organization", tenancy.current()).param("batch", batch.id()).query(Level.class).optional();
		return level.orElseThrow(() -> CouponRefused.unknownBatch(batch));
	}

	private void requireTaken(CouponBatch batch, int taken) {
		if (taken == 0) {
			throw level(batch.getId()).open() ? CouponRefused.soldOut(batch.getName())
					: CouponRefused.notOpen(batch.getName());
		}
	}

	private static void requireSensible(long stock) {
		if (stock < 1 || stock > MOST) {
			throw CouponRefused.invalidStock();
		}
	}

}
