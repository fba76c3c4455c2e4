package io.guildhall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The watcher of the tests sees what it is there for. */
class TenantSqlTests {

	private final DataSource plain = TestDatabase.asOwnerOf(TestDatabase.newDatabase("watched"));

	@ParameterizedTest
	@ValueSource(strings = { "select id from watched_things where organization_id = ?",
			"insert into watched_things (organization_id, id) values (?, ?)",
			"update watched_things set id = ? where id = ? and organization_id = ?",
			"select * from other o join watched_things w on w.organization_id = o.organization_id" })
	void acceptsWhatNamesTheOrganization(String sql) {
		assertThat(TenantSql.isLimited(sql, 1)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "select id from watched_things", "select organization_id from watched_things where id = ?",
			"delete from watched_things", "update watched_things set organization_id = ? where id = ?",
			"select id from watched_things where id = ? -- organization_id",
			"select id from watched_things where name = 'organization_id'" })
	void refusesWhatDoesNot(String sql) {
		assertThat(TenantSql.isLimited(sql, 1)).isFalse();
	}

	@Test
	void watchesEveryStatementOfTheApplication() throws SQLException {
		JdbcClient.create(this.plain)
			.sql("create table watched_things (organization_id uuid not null, id int not null)")
			.update();
		TenantSql watcher = new TenantSql(this.plain, () -> false);
		DataSource watched = (DataSource) watcher.postProcessAfterInitialization(this.plain, "dataSource");
		String limited = "select id from watched_things where organization_id = gen_random_uuid()";
		try (Connection connection = watched.getConnection();
				Statement statement = connection.createStatement();
				PreparedStatement prepared = connection.prepareStatement(limited)) {
			assertRefused("Not limited", () -> statement.executeQuery("select id from watched_things"));
			assertRefused("Not limited", () -> statement.addBatch("delete from watched_things"));
			assertRefused("Not limited", () -> connection
				.prepareStatement("table watched_things, watched_facts; " + "select id from watched_things"));
			assertRefused("Outside of a transaction", () -> statement.execute(limited));
			assertRefused("Outside of a transaction", prepared::executeQuery);
			connection.setAutoCommit(false);
			assertThatCode(() -> statement.execute(limited)).doesNotThrowAnyException();
			assertThatCode(prepared::executeQuery).doesNotThrowAnyException();
			assertThat(statement.getConnection()).isSameAs(connection);
			assertThat(watcher.startingWith("select id")).hasSizeGreaterThan(1);
			statement.execute("create temporary table staged (id int)");
			assertThatCode(() -> statement.execute("select id from staged")).doesNotThrowAnyException();
		}
	}

	private static void assertRefused(String why, ThrowingCallable action) {
		assertThatIllegalStateException().isThrownBy(action).withMessageStartingWith(why);
	}

}
