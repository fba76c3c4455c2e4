package io.guildhall.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

import lombok.extern.slf4j.Slf4j;

/**
 * A PostgreSQL of this machine for one running Guildhall. Its data outlives both, however
 * they end.
 */
@Slf4j
final class EmbeddedServer {

	private static final String DATABASE = "guildhall";

	private static final int ATTEMPTS = 3;

	/** Those of this JVM: a second application in it shares the server. */
	private static final Map<Path, EmbeddedServer> RUNNING = new ConcurrentHashMap<>();

	private final ServerDirectory directory;

	private final ServerPrograms programs;

	private final int port;

	private EmbeddedServer(ServerDirectory directory, ServerPrograms programs, int port) {
		this.directory = directory;
		this.programs = programs;
		this.port = port;
	}

	/**
	 * Starts the server of a directory, or joins the one that this JVM started there.
	 * @throws DatabaseUnavailable if another running Guildhall uses the directory, or the
	 * server cannot run here
	 */
	static EmbeddedServer start(DatabaseSettings settings) {
		Path path = settings.directory().toAbsolutePath().normalize();
		return RUNNING.computeIfAbsent(path, key -> {
			try {
				return start(key, settings);
			}
			catch (IOException | SQLException ex) {
				throw new DatabaseUnavailable(
						"The embedded PostgreSQL does not start in %s: %s".formatted(key, ex.getMessage()),
						"See %s, or configure a database of your own by spring.datasource.url."
							.formatted(key.resolve(ServerDirectory.LOG)),
						ex);
			}
		});
	}

	private static EmbeddedServer start(Path path, DatabaseSettings settings) throws IOException, SQLException {
		ServerDirectory directory = ServerDirectory.take(path);
		try {
			ServerPrograms programs = new ServerPrograms(ServerBinaries.unpackInto(path), directory);
			stopOrphan(directory, programs);
			if (!Files.isDirectory(directory.data())) {
				create(directory, programs);
			}
			directory.checkVersion(programs.version());
			return start(directory, programs, settings);
		}
		catch (IOException | SQLException | RuntimeException ex) {
			directory.release();
			throw ex;
		}
	}

	private static EmbeddedServer start(ServerDirectory directory, ServerPrograms programs, DatabaseSettings settings)
			throws IOException, SQLException {
		for (int attempt = 1;; attempt++) {
			int port = (settings.port() != 0) ? settings.port() : freePort();
			directory.configure(port, settings.settings());
			EmbeddedServer server = new EmbeddedServer(directory, programs, port);
			try {
				programs.startServer();
				server.prepare();
				log.info("PostgreSQL {} runs on port {}, with its data in {}", programs.version(), port,
						directory.data());
				return server;
			}
			catch (IOException | SQLException | RuntimeException ex) {
				programs.stopServer();
				if (attempt == ATTEMPTS || settings.port() != 0 || !directory.logEndsWithTakenPort()) {
					throw ex;
				}
			}
		}
	}

	/**
	 * After {@code kill -9} of the application its server lives on. We hold the
	 * directory, so nobody needs that server any more; it may run with other settings or
	 * older binaries, so it is not adopted.
	 */
	private static void stopOrphan(ServerDirectory directory, ServerPrograms programs) throws IOException {
		if (directory.runningServer().isPresent()) {
			log.info("Stopping the PostgreSQL that an earlier run left behind in {}", directory.data());
			programs.stopServer();
		}
		directory.awaitNoServer();
	}

	/** Moved into place when complete, so that a crash leaves no half. */
	private static void create(ServerDirectory directory, ServerPrograms programs) throws IOException {
		log.info("Creating a database in {}", directory.data());
		Path unfinished = directory.data().resolveSibling("creating");
		FileSystemUtils.deleteRecursively(unfinished);
		Path password = directory.write("password", directory.secret(ServerDirectory.SUPERUSER));
		try {
			programs.run("initdb", "--pgdata=" + unfinished, "--username=" + ServerDirectory.SUPERUSER,
					"--pwfile=" + password, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C",
					"--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--data-checksums");
		}
		finally {
			Files.delete(password);
		}
		Files.writeString(unfinished.resolve("postgresql.conf"),
				"%ninclude = '%s'%n".formatted(ServerDirectory.SETTINGS), StandardOpenOption.APPEND);
		Files.move(unfinished, directory.data(), StandardCopyOption.ATOMIC_MOVE);
	}

	/**
	 * Makes roles and database, or what is missing of them after a crash, and sets the
	 * passwords to those at hand.
	 */
	private void prepare() throws SQLException, IOException {
		try (Connection connection = connectAsSuperuser(); Statement statement = connection.createStatement()) {
			checkThatItIsOurs(statement);
			ensureRole(statement, ServerDirectory.OWNER);
			ensureRole(statement, ServerDirectory.APPLICATION);
			if (!exists(statement, "select from pg_database where datname = '" + DATABASE + "'")) {
				statement.execute("create database %s owner %s".formatted(DATABASE, ServerDirectory.OWNER));
			}
		}
		this.directory.publish(connectionProperties());
	}

	private Connection connectAsSuperuser() throws SQLException {
		Properties login = new Properties();
		login.setProperty("user", ServerDirectory.SUPERUSER);
		login.setProperty("password", this.directory.secret(ServerDirectory.SUPERUSER));
		return DriverManager.getConnection(url("postgres"), login);
	}

	/** The port could belong to the server of somebody else. */
	private void checkThatItIsOurs(Statement statement) throws SQLException, IOException {
		try (ResultSet found = statement.executeQuery("show data_directory")) {
			found.next();
			if (!Files.isSameFile(Path.of(found.getString(1)), this.directory.data())) {
				throw new IOException(
						"Port %d is held by another server, that of %s".formatted(this.port, found.getString(1)));
			}
		}
	}

	private void ensureRole(Statement statement, String role) throws SQLException {
		String verb = exists(statement, "select from pg_roles where rolname = '" + role + "'") ? "alter" : "create";
		// The secret is hexadecimal, so nothing in it needs quoting.
		statement.execute("%s role %s login nosuperuser nobypassrls nocreatedb nocreaterole noreplication password '%s'"
			.formatted(verb, role, this.directory.secret(role)));
	}

	private static boolean exists(Statement statement, String query) throws SQLException {
		try (ResultSet found = statement.executeQuery(query)) {
			return found.next();
		}
	}

	private String url(String database) {
		return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(this.port, database);
	}

	/** What Spring has to know to work with it. */
	Map<String, String> connectionProperties() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("spring.datasource.url", url(DATABASE));
		properties.put("spring.datasource.username", ServerDirectory.APPLICATION);
		properties.put("spring.datasource.password", this.directory.secret(ServerDirectory.APPLICATION));
		properties.put("spring.flyway.url", url(DATABASE));
		properties.put("spring.flyway.user", ServerDirectory.OWNER);
		properties.put("spring.flyway.password", this.directory.secret(ServerDirectory.OWNER));
		properties.put("spring.flyway.placeholders.app", ServerDirectory.APPLICATION);
		return properties;
	}

	/** Stops the server and gives the directory back. */
	void stop() {
		EmbeddedServer running = RUNNING.remove(this.directory.path());
		if (running != null) {
			this.programs.stopServer();
			this.directory.release();
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/** Only for tests: the process of the server, if it runs. */
	@Nullable ProcessHandle process() throws IOException {
		return this.directory.runningServer().orElse(null);
	}

}
