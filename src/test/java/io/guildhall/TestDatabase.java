package io.guildhall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistrar;
import org.testcontainers.postgresql.PostgreSQLContainer;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * One PostgreSQL for all tests of a run, with the two roles of the application, and with
 * {@link TenantSql} watching. It is an embedded one, or with
 * {@code -Dguildhall.test.database=testcontainers} one in a container.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import(QuickPasswords.class)
public class TestDatabase {

	private static final String OWN = "guildhall.test.own-database";

	private static final String OWNER = "guildhall_owner";

	private static final String APPLICATION = "guildhall_app";

	private static final String PASSWORD = "of-the-tests";

	private static final Server SERVER = start();

	private record Server(String url, String superuser, String password) {
	}

	/**
	 * All contexts share one database, but for those that say
	 * {@code guildhall.test.own-database=<name>}.
	 */
	@Bean
	DynamicPropertyRegistrar database(Environment environment) {
		String own = environment.getProperty(OWN);
		if (own != null) {
			newDatabase(own);
		}
		Map<String, String> settings = settings((own != null) ? own : "guildhall");
		return properties -> settings.forEach((name, value) -> properties.add(name, () -> value));
	}

	/** What an application needs to know to work with a database. */
	public static Map<String, String> settings(String database) {
		String url = url(database);
		return Map.of("spring.datasource.url", url, "spring.datasource.username", APPLICATION,
				"spring.datasource.password", PASSWORD,
				// Every context of the run keeps its pool until the end.
				"spring.datasource.hikari.minimum-idle", "1", "spring.datasource.hikari.idle-timeout", "10000",
				// How long one waits for a connection is another matter than what is
				// proven.
				"spring.datasource.hikari.connection-timeout", "60000", "spring.flyway.url", url, "spring.flyway.user",
				OWNER, "spring.flyway.password", PASSWORD, "spring.flyway.placeholders.app", APPLICATION);
	}

	/**
	 * The contexts of a run share the database: what one plans, another must not run. A
	 * test that wants a schedule says {@code guildhall.test.scheduler=true}.
	 */
	@Bean
	@ConditionalOnProperty(name = "guildhall.test.scheduler", havingValue = "false", matchIfMissing = true)
	DbSchedulerStarter nothingRunsByItself() {
		return () -> {
		};
	}

	@Bean
	static TenantSql tenantSql(Environment environment) {
		String own = environment.getProperty(OWN);
		return new TenantSql((own != null) ? asOwnerOf(url(own)) : asOwner());
	}

	/** Unwatched, as the owner of the tables, to whom no policy applies. */
	public static DataSource asOwner() {
		return dataSource(SERVER.url(), OWNER, PASSWORD);
	}

	/**
	 * Unwatched, as the application's role: for what is to be refused by the database.
	 */
	public static DataSource asApplication() {
		return dataSource(SERVER.url(), APPLICATION, PASSWORD);
	}

	/**
	 * An empty database of its own with the owner, for tests of migrations; the URL of
	 * it.
	 */
	public static String newDatabase(String name) {
		try (Connection connection = dataSource(SERVER.url(), SERVER.superuser(), SERVER.password()).getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("drop database if exists %s".formatted(name));
			statement.execute("create database %s owner %s".formatted(name, OWNER));
			return url(name);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Where a database made by {@link #newDatabase} is. */
	public static String url(String database) {
		return SERVER.url().replace("/guildhall", "/" + database);
	}

	/** Unwatched, to a database made by {@link #newDatabase}. */
	public static DataSource asOwnerOf(String url) {
		return dataSource(url, OWNER, PASSWORD);
	}

	/**
	 * Migrates a module of a database made by {@link #newDatabase}, as Modulith does:
	 * each module has a history of its own.
	 * @param upTo the version; null for the latest
	 */
	public static void migrate(String database, String module, @Nullable String upTo) {
		Flyway.configure()
			.dataSource(asOwnerOf(url(database)))
			.locations("classpath:db/migration/" + module)
			.table("flyway_schema_history_" + module)
			.baselineOnMigrate(true)
			.baselineVersion("0")
			.placeholders(Map.of("app", APPLICATION))
			.target((upTo != null) ? MigrationVersion.fromVersion(upTo) : MigrationVersion.LATEST)
			.load()
			.migrate();
	}

	private static DataSource dataSource(String url, String user, String password) {
		PGSimpleDataSource source = new PGSimpleDataSource();
		source.setUrl(url);
		source.setUser(user);
		source.setPassword(password);
		return source;
	}

	private static Server start() {
		Server server = "testcontainers".equals(System.getProperty("guildhall.test.database")) ? inAContainer()
				: embedded();
		String postgres = server.url().replace("/guildhall", "/postgres");
		try (Connection connection = dataSource(postgres, server.superuser(), server.password()).getConnection();
				Statement statement = connection.createStatement()) {
			for (String role : new String[] { OWNER, APPLICATION }) {
				statement
					.execute("create role %s login nosuperuser nobypassrls password '%s'".formatted(role, PASSWORD));
			}
			statement.execute("create database guildhall owner " + OWNER);
			return server;
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The test database has no roles", ex);
		}
	}

	/**
	 * With fsync and synchronous_commit off, zonky's defaults: right for data that dies
	 * with the tests only.
	 */
	private static Server embedded() {
		try {
			EmbeddedPostgres server = EmbeddedPostgres.builder()
				.setRegisterShutdownHook(false)
				.setPGStartupWait(Duration.ofMinutes(1))
				.setServerConfig("max_connections", "500")
				.setServerConfig("timezone", "UTC")
				.setServerConfig("jit", "off")
				// For data that dies with the run: no waiting for checkpoints.
				.setServerConfig("shared_buffers", "512MB")
				.setServerConfig("max_wal_size", "4GB")
				.setServerConfig("checkpoint_timeout", "30min")
				.setServerConfig("full_page_writes", "off")
				.setServerConfig("wal_level", "minimal")
				.setServerConfig("max_wal_senders", "0")
				.setLocaleConfig("locale", "C")
				.setLocaleConfig("locale-provider", "builtin")
				.setLocaleConfig("builtin-locale", "C.UTF-8")
				.start();
			SpringApplication.getShutdownHandlers().add(() -> stop(server));
			return new Server("jdbc:postgresql://localhost:%d/guildhall".formatted(server.getPort()), "postgres",
					"postgres");
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The test database does not start", ex);
		}
	}

	/** The container ends with the JVM: Testcontainers sees to it. */
	private static Server inAContainer() {
		PostgreSQLContainer container = new PostgreSQLContainer("postgres:18.1").withDatabaseName("postgres")
			.withEnv("POSTGRES_INITDB_ARGS", "--locale=C --locale-provider=builtin --builtin-locale=C.UTF-8")
			.withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=500", "-c", "timezone=UTC");
		container.start();
		return new Server(
				"jdbc:postgresql://%s:%d/guildhall".formatted(container.getHost(), container.getMappedPort(5432)),
				container.getUsername(), container.getPassword());
	}

	/**
	 * After all contexts: Modulith asks for unfinished events when they close, and would
	 * wait for a dead server.
	 */
	private static void stop(EmbeddedPostgres server) {
		try {
			server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
