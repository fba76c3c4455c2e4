package io.guildhall.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In one directory through all tests, since making a database takes seconds. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedServerTests {

	@TempDir
	private static Path home;

	private Path directory;

	@BeforeEach
	void aDirectoryWhoseNameHoldsASpace() {
		this.directory = home.resolve("the database");
	}

	/** Another Guildhall: starts a server, says so, and waits to be killed. */
	static final class Other {

		private Other() {
		}

		public static void main(String[] args) throws IOException {
			EmbeddedServer.start(settings(Path.of(args[0])));
			Files.writeString(Path.of(args[1]), "started");
			System.in.read();
		}

	}

	private static DatabaseSettings settings(Path directory) {
		return new DatabaseSettings(true, directory, 0,
				Map.of("application_name", "it's \\ Guildhall", "shared_buffers", "32 MB"));
	}

	@Test
	@Order(1)
	void makesADatabaseThatIsDurableAndClosedToOthers() throws Exception {
		EmbeddedServer server = EmbeddedServer.start(settings(this.directory));
		try {
			assertThat(ask(server, "show fsync")).isEqualTo("on");
			assertThat(ask(server, "show synchronous_commit")).isEqualTo("on");
			assertThat(ask(server, "show application_name")).isEqualTo("PostgreSQL JDBC Driver");
			assertThat(ask(server, "show shared_buffers")).isEqualTo("32MB");
			assertThat(ask(server, "select count(*) from pg_roles where rolname like 'guildhall%' "
					+ "and not rolsuper and not rolbypassrls"))
				.isEqualTo("2");
			assertThatExceptionOfType(SQLException.class)
				.isThrownBy(() -> DriverManager.getConnection(
						server.connectionProperties().get("spring.datasource.url"), "guildhall_app", "guessed"))
				.withMessageContaining("password authentication failed");
			assertThat(EmbeddedServer.start(settings(this.directory))).isSameAs(server);
			change(server, "create table kept (what text)");
			change(server, "insert into kept values ('first')");
		}
		finally {
			server.stop();
		}
		assertThat(server.process()).isNull();
	}

	@Test
	@Order(2)
	@EnabledOnOs({ OS.LINUX, OS.MAC })
	void keepsItsPasswordsToItself() throws Exception {
		for (String file : List.of("secrets.properties", "connection.properties")) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory.resolve(file))))
				.isEqualTo("rw-------");
		}
	}

	@Test
	@Order(3)
	void keepsTheDataOfAnApplicationThatIsKilledAndDoesNotAdoptItsServer() throws Exception {
		Process other = startOther();
		long orphan = Long.parseLong(Files.readAllLines(this.directory.resolve("data/postmaster.pid")).get(0));
		assertThatExceptionOfType(DatabaseUnavailable.class)
			.isThrownBy(() -> EmbeddedServer.start(settings(this.directory)))
			.withMessageContaining("in use by another Guildhall")
			.withMessageContaining("process " + other.pid());
		assertThat(ProcessHandle.of(orphan)).get().matches(ProcessHandle::isAlive);

		other.destroyForcibly().waitFor();
		assertThat(ProcessHandle.of(orphan)).get().matches(ProcessHandle::isAlive);
		EmbeddedServer server = EmbeddedServer.start(settings(this.directory));
		try {
			// Where nobody collects it, a process that has ended keeps its number, but
			// runs nothing.
			assertThat(ProcessHandle.of(orphan).flatMap(process -> process.info().command())).isEmpty();
			assertThat(server.process()).isNotNull().returns(false, process -> process.pid() == orphan);
			assertThat(ask(server, "select what from kept")).isEqualTo("first");
		}
		finally {
			server.stop();
		}
	}

	@Test
	@Order(4)
	void leavesAProcessAloneThatHasTheNumberOfADeadServer() throws Exception {
		Process stranger = new ProcessBuilder("sleep", "60").start();
		try {
			Files.write(this.directory.resolve("data/postmaster.pid"), List.of(Long.toString(stranger.pid()),
					this.directory.resolve("data").toString(), "1", "1", "", "", "", ""));
			EmbeddedServer server = EmbeddedServer.start(settings(this.directory));
			try {
				assertThat(ask(server, "select what from kept")).isEqualTo("first");
			}
			finally {
				server.stop();
			}
			assertThat(stranger.isAlive()).isTrue();
		}
		finally {
			stranger.destroyForcibly();
		}
	}

	@Test
	@Order(5)
	void refusesDataOfAnotherVersion() throws Exception {
		Path version = this.directory.resolve("data/PG_VERSION");
		Files.writeString(version, "12\n");
		assertThatExceptionOfType(DatabaseUnavailable.class)
			.isThrownBy(() -> EmbeddedServer.start(settings(this.directory)))
			.withMessageContaining("holds data of PostgreSQL 12");
	}

	private Process startOther() throws IOException, InterruptedException {
		Path started = home.resolve("started");
		Path said = home.resolve("other.log");
		Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), Other.class.getName(), this.directory.toString(),
				started.toString())
			.redirectErrorStream(true)
			.redirectOutput(said.toFile())
			.start();
		for (int i = 0; i < 600 && !Files.exists(started); i++) {
			assertThat(other.isAlive()).as("the other one: %s", Files.readString(said)).isTrue();
			TimeUnit.MILLISECONDS.sleep(100);
		}
		return other;
	}

	private static String ask(EmbeddedServer server, String query) throws SQLException {
		try (Connection connection = asOwner(server);
				Statement statement = connection.createStatement();
				ResultSet found = statement.executeQuery(query)) {
			found.next();
			return found.getString(1);
		}
	}

	private static void change(EmbeddedServer server, String sql) throws SQLException {
		try (Connection connection = asOwner(server); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static Connection asOwner(EmbeddedServer server) throws SQLException {
		Map<String, String> properties = server.connectionProperties();
		return DriverManager.getConnection(properties.get("spring.flyway.url"), properties.get("spring.flyway.user"),
				properties.get("spring.flyway.password"));
	}

}
