package io.guildhall.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import io.guildhall.House;

/** Calls the night of an organization, and waits for what it does. */
final class Nightfall {

	private static final long LONGEST = TimeUnit.MINUTES.toNanos(20);

	/** Looked at so often that the looking neither counts nor disturbs. */
	private static final int LOOKS = 100;

	/**
	 * A look passes by all that the night has written down: ten times as often it takes a
	 * processor half of its time from those who are timed.
	 */
	private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long SELDOM = TimeUnit.SECONDS.toNanos(1);

	private final House house;

	private final UUID organization;

	Nightfall(House house, UUID organization) {
		this.house = house;
		this.organization = organization;
	}

	/**
	 * The night is called, and comes with its next look at the clock: up to a second of
	 * waiting for that is counted.
	 * @param over a question about {@code :organization}: whether what is measured is
	 * done
	 */
	void call(String over) throws SQLException {
		try (Connection connection = this.house.asOwner().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("update organizations set nightly_day = date '%s' - 2 where id = '%s'"
				.formatted(LocalDate.now(ZoneOffset.UTC), this.organization));
			statement.execute("""
					update scheduled_tasks set execution_time = now()
					where task_name = 'organization.night' and task_instance = '%s'
					""".formatted(this.organization));
		}
		await(over);
	}

	/**
	 * What comes after it in a night is not to disturb what is measured next.
	 */
	void awaitEnd() throws SQLException {
		await("""
				select not exists (select from scheduled_tasks t where t.task_name = 'organization.night'
					and t.task_instance = cast(:organization as text) and (t.picked or t.execution_time <= now()))
				""");
	}

	/** By one connection: to open one costs more than to ask. */
	private void await(String question) throws SQLException {
		long start = System.nanoTime();
		try (Connection connection = this.house.asOwner().getConnection()) {
			JdbcClient looking = JdbcClient.create(new SingleConnectionDataSource(connection, true));
			while (!looking.sql(question).param("organization", this.organization).query(Boolean.class).single()) {
				pause(System.nanoTime() - start, question);
			}
		}
	}

	private static void pause(long waited, String question) {
		if (waited > LONGEST) {
			throw new IllegalStateException("It does not come to an end: " + question);
		}
		try {
			TimeUnit.NANOSECONDS.sleep(Math.min(SELDOM, Math.max(OFTEN, waited / LOOKS)));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
