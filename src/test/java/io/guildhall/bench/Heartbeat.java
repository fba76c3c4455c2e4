package io.guildhall.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

/**
 * The limit of those who wait beside a night: a bare connection that writes a row of its
 * own and commits, at the pace of a {@link Steady} client. Nobody holds what it wants;
 * what it waits for are the processors and the disk.
 */
final class Heartbeat {

	private final DataSource server;

	private final List<Beat> beats = new ArrayList<>();

	/** When one began and ended, by the clock of {@link System#nanoTime}. */
	private record Beat(long began, long ended) {

		double millis() {
			return (this.ended - this.began) / 1e6;
		}

	}

	Heartbeat(DataSource server) throws SQLException {
		this.server = server;
		try (Connection connection = server.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("create table if not exists bench_heartbeat (at timestamptz not null)");
		}
	}

	/** Beats while the work is done. */
	void beside(Figures.Work work) throws Exception {
		ExecutorService thread = Executors.newSingleThreadExecutor();
		AtomicBoolean over = new AtomicBoolean();
		try {
			Future<List<Beat>> beating = thread.submit(() -> beat(over));
			try {
				work.run();
			}
			finally {
				over.set(true);
			}
			this.beats.addAll(beating.get());
		}
		finally {
			thread.shutdown();
		}
	}

	/** The longest of all, in milliseconds. */
	double longest() {
		return this.beats.stream().mapToDouble(Beat::millis).max().orElse(0);
	}

	/** The longest of those that were under way in this time, in milliseconds. */
	double longest(long began, long ended) {
		return this.beats.stream()
			.filter(beat -> beat.ended() - began > 0 && ended - beat.began() > 0)
			.mapToDouble(Beat::millis)
			.max()
			.orElse(0);
	}

	private List<Beat> beat(AtomicBoolean over) throws Exception {
		List<Beat> done = new ArrayList<>();
		try (Connection connection = this.server.getConnection();
				PreparedStatement statement = connection
					.prepareStatement("insert into bench_heartbeat (at) values (clock_timestamp())")) {
			while (!over.get()) {
				long began = System.nanoTime();
				statement.executeUpdate();
				long ended = System.nanoTime();
				done.add(new Beat(began, ended));
				TimeUnit.NANOSECONDS.sleep(Math.max(0, Steady.PACE - (ended - began)));
			}
		}
		return done;
	}

}
