package io.guildhall.order;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.shared.GatheredWrites;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Draws the numbers of orders from the one counter of each organization. An order that is
 * placed alone draws its number last in its own transaction, so that none is lost. Of
 * several at once each would wait there for the whole commit of the one before; these
 * draw together before they begin, in a transaction that is over by then (ADR 125).
 */
@Service
public class OrderNumbers {

	private static final int MOST_AT_ONCE = 100;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final TransactionTemplate transaction;

	private final Map<UUID, Desk> desks = new ConcurrentHashMap<>();

	private final ThreadLocal<@Nullable Long> drawn = new ThreadLocal<>();

	OrderNumbers(JdbcClient jdbc, Tenancy tenancy, PlatformTransactionManager transactions) {
		this.jdbc = jdbc;
		this.tenancy = tenancy;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** Where the orders of an organization are placed in this instance. */
	private static final class Desk {

		private final AtomicInteger busy = new AtomicInteger();

		private final ReentrantLock drawing = new ReentrantLock();

		/** Drawn, and not used so far; the lowest goes first. */
		private final ConcurrentSkipListSet<Long> spare = new ConcurrentSkipListSet<>();

	}

	/**
	 * Does work that places an order in a transaction of its own, with a number at hand
	 * where others place theirs at the same time.
	 */
	public <T> T placing(Supplier<T> work) {
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			return work.get();
		}
		Desk desk = desks.computeIfAbsent(tenancy.current(), organization -> new Desk());
		boolean crowded = desk.busy.getAndIncrement() > 0;
		try {
			drawn.set(crowded ? oneOfMany(desk) : desk.spare.pollFirst());
			return work.get();
		}
		finally {
			desk.busy.decrementAndGet();
			Long unused = drawn.get();
			drawn.remove();
			if (unused != null) {
				desk.spare.add(unused);
			}
		}
	}

	/** Writes an order under a number. */
	@FunctionalInterface
	interface Writing {

		/** Writes it, and says what becomes of that, now or before the commit. */
		void under(long number, GatheredWrites.Outcome outcome);

	}

	/** A number that is being used: it comes back only if it cannot have been. */
	@RequiredArgsConstructor
	private static final class Use implements TransactionSynchronization, GatheredWrites.Outcome {

		private final Desk desk;

		private final long number;

		private boolean gone;

		@Override
		public void written(int rows) {
			// Whether it stays written, the commit says.
		}

		/** It may be taken, though it can have been another row that was refused. */
		@Override
		public void refused(RuntimeException why) {
			gone |= why instanceof DuplicateKeyException;
		}

		/** Whatever is answered to a commit, it may have happened. */
		@Override
		public void beforeCommit(boolean readOnly) {
			gone = true;
		}

		@Override
		public void afterCompletion(int status) {
			if (status == STATUS_ROLLED_BACK && !gone) {
				desk.spare.add(number);
			}
		}

	}

	/**
	 * Writes an order under a number: the one at hand, which comes back if the
	 * transaction is undone before its commit, or the next of the counter, which stays
	 * locked until the commit. A number that may be taken does not come back: a gap is
	 * harmless, and the same number offered for ever is not.
	 */
	long write(Writing order) {
		Long number = drawn.get();
		if (number == null) {
			long next = draw(1);
			order.under(next, rows -> {
			});
			return next;
		}
		drawn.remove();
		Use use = new Use(desks.computeIfAbsent(tenancy.current(), organization -> new Desk()), number);
		TransactionSynchronizationManager.registerSynchronization(use);
		order.under(number, use);
		return number;
	}

	/** One for each that waits: the first draws, the others find theirs. */
	private Long oneOfMany(Desk desk) {
		desk.drawing.lock();
		try {
			Long spare = desk.spare.pollFirst();
			if (spare != null) {
				return spare;
			}
			int many = Math.min(1 + desk.drawing.getQueueLength(), MOST_AT_ONCE);
			long last = Objects.requireNonNull(transaction.execute(status -> draw(many)));
			for (long number = last - many + 2; number <= last; number++) {
				desk.spare.add(number);
			}
			return last - many + 1;
		}
		finally {
			desk.drawing.unlock();
		}
	}

	/** The last of so many. */
	private long draw(int many) {
		return counted(many).orElseGet(() -> {
			// The first of all lays the counter. An insert that finds it there would do
			// for
			// both, but who waits by an insert does not stand in line: with each commit
			// all
			// that wait come and look.
			jdbc.sql("""
					insert into order_numbers (organization_id, last) values (:organization, 0)
					on conflict (organization_id) do nothing
					""").param("organization", tenancy.current()).update();
			return counted(many).orElseThrow();
		});
	}

	private Optional<Long> counted(int many) {
		return jdbc
			.sql("update order_numbers set last = last + :many where organization_id = :organization returning last")
			.param("many", many)
			.param("organization", tenancy.current())
			.query(Long.class)
			.optional();
	}

}
