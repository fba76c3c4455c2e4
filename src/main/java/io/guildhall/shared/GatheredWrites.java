package io.guildhall.shared;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

import lombok.RequiredArgsConstructor;

/**
 * Writes that nobody reads again in their transaction. Within {@link #together} they wait
 * for each other and go to the database as one: it is asked, and waited for, once instead
 * of as often as there are writes (ADR 139). Elsewhere each goes at once.
 */
@Component
@RequiredArgsConstructor
public class GatheredWrites {

	private static final int MOST_KNOWN = 1000;

	private final JdbcOperations jdbc;

	private final ThreadLocal<@Nullable Gathering> open = new ThreadLocal<>();

	private final Map<String, Named> named = new ConcurrentHashMap<>();

	private final Map<List<String>, String> joined = new ConcurrentHashMap<>();

	/** What becomes of a write. */
	@FunctionalInterface
	public interface Outcome {

		/** It went, and so many rows are written by it. */
		void written(int rows);

		/** It went, and one that went with it is refused: all of them are undone. */
		default void refused(RuntimeException why) {
		}

	}

	/** A statement with its parameters by name, and with question marks. */
	private record Named(ParsedSql parsed, String positional) {
	}

	private record Write(String sql, List<@Nullable Object> arguments, Outcome outcome) {
	}

	private record Counting(UUID counter, Write write) {
	}

	/** Those that wait; a transaction in between has its own, or none. */
	@RequiredArgsConstructor
	private static final class Gathering implements TransactionSynchronization {

		private final ThreadLocal<@Nullable Gathering> open;

		private final List<Write> writes = new ArrayList<>();

		private final List<Counting> counters = new ArrayList<>();

		private boolean over;

		List<Write> inOrder() {
			return Stream
				.concat(writes.stream(),
						counters.stream()
							.sorted(Comparator.comparing(Counting::counter, Ids.IN_ORDER))
							.map(Counting::write))
				.toList();
		}

		@Override
		public void suspend() {
			if (!over) {
				open.remove();
			}
		}

		@Override
		public void resume() {
			if (!over) {
				open.set(this);
			}
		}

	}

	/**
	 * Does work whose writes go at its end, or at the end of the work of this kind that
	 * it is a part of. The work must not read what it wrote by them.
	 */
	public <T extends @Nullable Object> T together(Supplier<T> work) {
		Assert.state(TransactionSynchronizationManager.isActualTransactionActive(), "Writes are of a transaction");
		if (open.get() != null) {
			return work.get();
		}
		Gathering gathering = new Gathering(open);
		TransactionSynchronizationManager.registerSynchronization(gathering);
		open.set(gathering);
		try {
			T done = work.get();
			send(gathering.inOrder());
			return done;
		}
		finally {
			gathering.over = true;
			open.remove();
		}
	}

	/** A write with its parameters, of which none is a list. */
	public void add(String sql, Map<String, ? extends @Nullable Object> parameters) {
		add(sql, parameters, rows -> {
		});
	}

	/** The same, and what is done once it went. */
	public void add(String sql, Map<String, ? extends @Nullable Object> parameters, Outcome outcome) {
		Write write = write(sql, parameters, outcome);
		Gathering gathering = open.get();
		if (gathering != null) {
			gathering.writes.add(write);
		}
		else {
			send(List.of(write));
		}
	}

	/**
	 * A write behind all the others: that of a counter for which many wait, which so is
	 * locked last, and for the shortest time. Of several counters, in the order of their
	 * ids, in which nobody waits in a circle.
	 */
	public void addLast(UUID counter, String sql, Map<String, ? extends @Nullable Object> parameters) {
		addLast(counter, sql, parameters, rows -> {
		});
	}

	/** The same, and what is done once it went. */
	public void addLast(UUID counter, String sql, Map<String, ? extends @Nullable Object> parameters, Outcome outcome) {
		Write write = write(sql, parameters, outcome);
		Gathering gathering = open.get();
		if (gathering != null) {
			gathering.counters.add(new Counting(counter, write));
		}
		else {
			send(List.of(write));
		}
	}

	private Write write(String sql, Map<String, ? extends @Nullable Object> parameters, Outcome outcome) {
		Named statement = named.computeIfAbsent(sql, text -> {
			ParsedSql parsed = NamedParameterUtils.parseSqlStatement(text);
			return new Named(parsed, NamedParameterUtils.substituteNamedParameters(parsed, null).strip());
		});
		return new Write(statement.positional(), Arrays.asList(
				NamedParameterUtils.buildValueArray(statement.parsed(), new MapSqlParameterSource(parameters), null)),
				outcome);
	}

	private void send(List<Write> writes) {
		if (writes.isEmpty()) {
			return;
		}
		if (joined.size() > MOST_KNOWN) {
			joined.clear();
		}
		// The driver sends what is joined by semicolons in one go, each with its own
		// plan.
		String all = joined.computeIfAbsent(writes.stream().map(Write::sql).toList(),
				texts -> String.join(";\n", texts));
		@Nullable Object[] arguments = writes.stream().flatMap(write -> write.arguments().stream()).toArray();
		List<Integer> rows;
		try {
			rows = Objects.requireNonNull(jdbc.execute(all, (PreparedStatementCallback<List<Integer>>) statement -> {
				new ArgumentPreparedStatementSetter(arguments).setValues(statement);
				return rows(statement);
			}));
		}
		catch (RuntimeException refusal) {
			writes.forEach(write -> write.outcome().refused(refusal));
			throw refusal;
		}
		Assert.state(rows.size() == writes.size(), "Each write has its answer");
		for (int i = 0; i < writes.size(); i++) {
			writes.get(i).outcome().written(rows.get(i));
		}
	}

	private static List<Integer> rows(PreparedStatement statement) throws SQLException {
		List<Integer> rows = new ArrayList<>();
		statement.execute();
		while (statement.getUpdateCount() >= 0) {
			rows.add(statement.getUpdateCount());
			statement.getMoreResults();
		}
		return rows;
	}

}
