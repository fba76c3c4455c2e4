package io.guildhall.shared;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/** Reads of rows of the database what JDBC has no word for. */
public final class Rows {

	private Rows() {
	}

	/**
	 * A {@code timestamptz}.
	 * @return null where nothing stands there
	 */
	public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
		return (at != null) ? at.toInstant() : null;
	}

}
