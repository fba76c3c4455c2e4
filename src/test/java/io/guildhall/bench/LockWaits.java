package io.guildhall.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

/**
 * Asks the server some fifty times a second who waits for a lock, and since when: the
 * longest wait of anybody, whatever else an answer takes its time for.
 */
final class LockWaits {

	private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(20);

	private static final String WAITING = """
			select coalesce(max(extract(epoch from clock_timestamp() - waitstart)) * 1000, 0) from pg_locks
			where not granted and database = (select oid from pg_database where datname = current_database())
				or not granted and locktype = 'transactionid'
			""";

	private final DataSource server;

	private double longest;

	LockWaits(DataSource server) {
		this.server = server;
	}

	/** Watches while the work is done. */
	void watch(Figures.Work work) throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		AtomicBoolean over = new AtomicBoolean();
		try {
			Future<Double> seen = thread.submit(() -> look(over));
			try {
				work.run();
			}
			finally {
				over.set(true);
			}
			this.longest = Math.max(this.longest, seen.get());
		}
		finally {
			thread.shutdown();
		}
	}

	/**
	 * Of all that was watched, in milliseconds; it may have gone on until the next look.
	 */
	double longest() {
		return this.longest;
	}

	private double look(AtomicBoolean over) throws Exception {
		double most = 0;
		try (Connection connection = this.server.getConnection();
				PreparedStatement statement = connection.prepareStatement(WAITING)) {
			while (!over.get()) {
				try (ResultSet row = statement.executeQuery()) {
					row.next();
					most = Math.max(most, row.getDouble(1));
				}
				TimeUnit.NANOSECONDS.sleep(OFTEN);
			}
		}
		return most;
	}

}
