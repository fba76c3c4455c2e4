package io.guildhall.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import lombok.RequiredArgsConstructor;

/**
 * Temporary tables into which a slice is copied, and from which the modules take it. They
 * end with the transaction.
 */
@Component
@RequiredArgsConstructor
class Staging {

	/** Whom a slice names. */
	static final String PEOPLE = "intake_people";

	/** What happened in groups. */
	static final String EVENTS = "intake_events";

	/** Who came and went. */
	static final String STAYS = "intake_stays";

	/** Orders. */
	static final String ORDERS = "intake_orders";

	private final JdbcTemplate jdbc;

	/** Makes the table and copies the rows into its columns. */
	void copy(String table, String definition, String columns, CopyRows rows) {
		jdbc.execute((ConnectionCallback<Integer>) connection -> {
			try (Statement statement = connection.createStatement()) {
				statement.execute("create temporary table %s (%s) on commit drop".formatted(table, definition));
				copy(connection, "copy %s (%s) from stdin".formatted(table, columns), rows);
				statement.execute("analyze " + table);
			}
			return rows.count();
		});
	}

	/** Removes it before the transaction ends. */
	void drop(String table) {
		jdbc.execute("drop table " + table);
	}

	private static void copy(Connection connection, String sql, CopyRows rows) throws SQLException {
		CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
		try {
			byte[] bytes = rows.bytes();
			copy.writeToCopy(bytes, 0, bytes.length);
			copy.endCopy();
		}
		finally {
			if (copy.isActive()) {
				copy.cancelCopy();
			}
		}
	}

}
