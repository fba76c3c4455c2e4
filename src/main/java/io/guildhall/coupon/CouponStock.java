package io.guildhall.coupon;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Money;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * The counter of each batch. It is moved by guarded updates only, as the last thing of a
 * transaction, since the row stays locked until the commit: behind all that the order
 * writes in which a coupon is used or comes back.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
@RequiredArgsConstructor
class CouponStock {

	private static final long MOST = 10_000_000;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final GatheredWrites writes;

	/** Where the counter stands; money is counted only where there is a budget. */
	record Level(long stock, long issued, long setAside, boolean open, @Nullable Long budgetMinor, long reservedMinor,
			long spentMinor, long pieceMinor) {

		/** How many may be issued to anybody: there are so many, and money for them. */
		long left() {
			return Math.min(stock - promised(), affordable());
		}

		long promised() {
			return issued + setAside;
		}

		/** What is spent, and what may be. */
		long promisedMinor() {
			return spentMinor + reservedMinor + setAside * pieceMinor;
		}

		/** The budget, if there is one. */
		@Nullable Money budget(String currency) {
			return (budgetMinor != null) ? new Money(budgetMinor, currency) : null;
		}

		/** Whether it is the money that ends first. */
		boolean lacksMoney() {
			return affordable() < stock - promised();
		}

		/** Why there are not as many as are asked for. */
		CouponRefused none(String batch) {
			return lacksMoney() ? CouponRefused.budgetSpent(batch) : CouponRefused.soldOut(batch);
		}

		private long affordable() {
			return (budgetMinor != null) ? Math.max((budgetMinor - promisedMinor()) / pieceMinor, 0) : Long.MAX_VALUE;
		}

	}

	/** Lays the stock of a new batch in, and its money. */
	void lay(CouponBatch batch, long stock, @Nullable Money budget) {
		requireSensible(stock);
		jdbc.sql("""
				insert into coupon_stock (organization_id, batch_id, stock, issued, is_open, budget_minor, piece_minor)
				values (:organization, :batch, :stock, 0, false, cast(:budget as bigint), :piece)
				""").params(of(batch)).param("stock", stock).param("budget", minor(budget)).update();
	}

	/**
	 * Changes the stock and the budget, never below what is issued, spent or promised.
	 * What was issued without a budget nobody has counted, so there is none after that.
	 * @throws CouponRefused if more is so already
	 */
	void change(CouponBatch batch, long stock, @Nullable Money budget) {
		requireSensible(stock);
		int changed = jdbc.sql("""
				update coupon_stock set stock = :stock, piece_minor = :piece, budget_minor = cast(:budget as bigint),
				    reserved_minor = case when budget_minor is null then 0 else reserved_minor end,
				    spent_minor = case when budget_minor is null then 0 else spent_minor end
				where organization_id = :organization and batch_id = :batch and issued + set_aside <= :stock
				and case when cast(:budget as bigint) is null then true
				    when budget_minor is null then issued = 0 and set_aside * :piece <= cast(:budget as bigint)
				    else spent_minor + reserved_minor + set_aside * :piece <= cast(:budget as bigint) end
				""").params(of(batch)).param("stock", stock).param("budget", minor(budget)).update();
		if (changed == 0) {
			throw tooMuch(batch, level(batch.getId()), stock);
		}
	}

	private static CouponRefused tooMuch(CouponBatch batch, Level level, long stock) {
		if (level.promised() > stock) {
			return CouponRefused.stockBelowIssued(level.promised());
		}
		if (level.budgetMinor() == null && level.issued() > 0) {
			return CouponRefused.budgetTooLate();
		}
		Money largest = batch.getTerms().largest();
		return CouponRefused.budgetBelowPromised(new Money(
				level.spentMinor() + level.reservedMinor() + level.setAside() * largest.minor(), largest.currency()));
	}

	/** Lets members take, or no more. */
	void open(BatchId batch, boolean open) {
		jdbc.sql("""
				update coupon_stock set is_open = :open
				where organization_id = :organization and batch_id = :batch
				""").param("open", open).params(of(batch)).update();
	}

	/**
	 * Takes so many, and the money for them, or none.
	 * @throws CouponRefused if fewer are left, there is no money for them, or the batch
	 * is not open
	 */
	void take(CouponBatch batch, long count) {
		int taken = jdbc.sql("""
				update coupon_stock set issued = issued + :count,
				    reserved_minor = case when budget_minor is null then 0 else reserved_minor + :count * :piece end
				where organization_id = :organization and batch_id = :batch
				and issued + set_aside + :count <= stock and is_open
				and (budget_minor is null
				    or spent_minor + reserved_minor + set_aside * piece_minor + :count * :piece <= budget_minor)
				""").params(of(batch)).param("count", count).update();
		requireTaken(batch, taken);
	}

	/**
	 * Takes one of those that are set aside; its money was counted by that.
	 * @throws CouponRefused if there is none, or the batch is not open
	 */
	void takeSetAside(CouponBatch batch) {
		int taken = jdbc.sql("""
				update coupon_stock set issued = issued + 1, set_aside = set_aside - 1,
				    reserved_minor = case when budget_minor is null then 0 else reserved_minor + :piece end
				where organization_id = :organization and batch_id = :batch and set_aside > 0 and is_open
				""").params(of(batch)).update();
		requireTaken(batch, taken);
	}

	/** Sets so many aside, or none where fewer are left, or less money. */
	boolean setAside(BatchId batch, long count) {
		return jdbc.sql("""
				update coupon_stock set set_aside = set_aside + :count
				where organization_id = :organization and batch_id = :batch and issued + set_aside + :count <= stock
				and (budget_minor is null
				    or spent_minor + reserved_minor + (set_aside + :count) * piece_minor <= budget_minor)
				""").params(of(batch)).param("count", count).update() > 0;
	}

	/**
	 * Sets one aside, behind all that is written in the transaction.
	 * @param none what is done where none is left, or no money for it; it may refuse all
	 */
	void setAsideLast(BatchId batch, Runnable none) {
		writes.addLast(batch.id(), """
				update coupon_stock set set_aside = set_aside + 1
				where organization_id = :organization and batch_id = :batch and is_open
				and issued + set_aside + 1 <= stock and (budget_minor is null
				    or spent_minor + reserved_minor + (set_aside + 1) * piece_minor <= budget_minor)
				""", of(batch), rows -> {
			if (rows == 0) {
				none.run();
			}
		});
	}

	/** One need not be set aside any more, behind all that is written. */
	void letGoLast(BatchId batch) {
		writes.addLast(batch.id(), """
				update coupon_stock set set_aside = set_aside - 1
				where organization_id = :organization and batch_id = :batch and set_aside > 0
				""", of(batch));
	}

	/** So many need not be set aside any more. */
	void letGo(BatchId batch, long count) {
		jdbc.sql("""
				update coupon_stock set set_aside = set_aside - :count
				where organization_id = :organization and batch_id = :batch
				""").params(of(batch)).param("count", count).update();
	}

	/** Lays so many back that were revoked, and their money. */
	void giveBack(BatchId batch, long count, Money largest) {
		writes.addLast(batch.id(), """
				update coupon_stock set issued = issued - :count,
				    reserved_minor = case when budget_minor is null then 0 else reserved_minor - :minor end
				where organization_id = :organization and batch_id = :batch
				""", Map.of("organization", tenancy.current(), "batch", batch.id(), "count", count, "minor",
				largest.minor()));
	}

	/**
	 * What may be taken off has become something else, or nothing: a coupon was used, or
	 * came back, or has ended. Without a budget nobody counts, and nobody waits.
	 * @param reserved what may be taken off more by it
	 * @param spent what is taken off more by it
	 */
	void trueUp(BatchId batch, long reserved, long spent) {
		writes.addLast(batch.id(), """
				update coupon_stock set reserved_minor = reserved_minor + :reserved, spent_minor = spent_minor + :spent
				where organization_id = :organization and batch_id = :batch and budget_minor is not null
				""",
				Map.of("organization", tenancy.current(), "batch", batch.id(), "reserved", reserved, "spent", spent));
	}

	/**
	 * One that had ended counts again.
	 * @throws CouponRefused if there is no money for it any more
	 */
	void reserveAgain(CouponBatch batch, Money largest) {
		int reserved = jdbc.sql("""
				update coupon_stock set reserved_minor = reserved_minor + :minor
				where organization_id = :organization and batch_id = :batch and budget_minor is not null
				and spent_minor + reserved_minor + set_aside * piece_minor + :minor <= budget_minor
				""").params(of(batch.getId())).param("minor", largest.minor()).update();
		if (reserved == 0 && level(batch.getId()).budgetMinor() != null) {
			throw CouponRefused.budgetSpent(batch.getName());
		}
	}

	/** Frees the money of those that have ended, in one order of the batches. */
	void lapse(Map<UUID, Long> minors) {
		inOrder(minors).forEach((batch, minor) -> trueUp(new BatchId(batch), -minor, 0));
	}

	/** In the order in which the database locks counters. */
	static SortedMap<UUID, Long> inOrder(Map<UUID, Long> minors) {
		SortedMap<UUID, Long> inOrder = new TreeMap<>(Ids.IN_ORDER);
		inOrder.putAll(minors);
		return inOrder;
	}

	/** Where the counter stands now; it may have moved when the answer arrives. */
	Level level(BatchId batch) {
		Optional<Level> level = jdbc.sql("""
				select stock, issued, set_aside, is_open as open, budget_minor, reserved_minor, spent_minor, piece_minor
				from coupon_stock where organization_id = :organization and batch_id = :batch
				""").params(of(batch)).query(Level.class).optional();
		return level.orElseThrow(() -> CouponRefused.unknownBatch(batch));
	}

	private void requireTaken(CouponBatch batch, int taken) {
		if (taken == 0) {
			Level level = level(batch.getId());
			throw level.open() ? level.none(batch.getName()) : CouponRefused.notOpen(batch.getName());
		}
	}

	private Map<String, Object> of(BatchId batch) {
		return Map.of("organization", tenancy.current(), "batch", batch.id());
	}

	private Map<String, Object> of(CouponBatch batch) {
		return Map.of("organization", tenancy.current(), "batch", batch.getId().id(), "piece",
				batch.getTerms().largestMinor());
	}

	private static @Nullable Long minor(@Nullable Money budget) {
		return (budget != null) ? budget.minor() : null;
	}

	private static void requireSensible(long stock) {
		if (stock < 1 || stock > MOST) {
			throw CouponRefused.invalidStock();
		}
	}

}
