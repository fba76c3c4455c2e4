package io.guildhall.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.runtime.flyway.SpringModulithFlywayMigrationStrategy;
import org.springframework.stereotype.Component;

import lombok.RequiredArgsConstructor;

/**
 * Migrates module by module, as Modulith does, and leaves it out where the migrations are
 * still those that last went through as a whole: asking the history of each module is a
 * tenth of a start.
 */
@Component
@Primary
@RequiredArgsConstructor
class Migrations implements FlywayMigrationStrategy {

	private static final String LOCATION = "db/migration/";

	private static final String ROOT = "__root";

	private final SpringModulithFlywayMigrationStrategy modules;

	private final ResourcePatternResolver resources;

	/**
	 * Brings the schema up to date.
	 * @param flyway as Spring Boot configured it
	 * @throws org.flywaydb.core.api.FlywayException if a migration fails, or one that was
	 * applied is not what it was
	 */
	@Override
	public void migrate(Flyway flyway) {
		Map<String, String> migrations = migrations();
		String fingerprint = digest(migrations.toString().getBytes(StandardCharsets.UTF_8));
		JdbcClient owner = JdbcClient.create(flyway.getConfiguration().getDataSource());
		if (fingerprint.equals(applied(owner))) {
			return;
		}
		// Processed ahead of time, the application brings a provider of migrations that
		// overlooks their folders (spring-modulith GH-1751); Flyway's own finds them.
		modules.migrate(Flyway.configure().configuration(flyway.getConfiguration()).resourceProvider(null).load());
		new Statistics(flyway.getConfiguration().getDataSource()).expectFewOrganizations();
		if (isWhole(owner, migrations)) {
			owner.sql("""
					insert into schema_fingerprint (fingerprint) values (?)
					on conflict (only_one) do update set fingerprint = excluded.fingerprint""")
				.param(fingerprint)
				.update();
		}
	}

	private static String applied(JdbcClient owner) {
		boolean known = owner.sql("select to_regclass('schema_fingerprint') is not null").query(Boolean.class).single();
		return known ? owner.sql("select fingerprint from schema_fingerprint").query(String.class).optional().orElse("")
				: "";
	}

	/** Not where a test of one module made only the tables of that one. */
	private static boolean isWhole(JdbcClient owner, Map<String, String> migrations) {
		List<String> histories = owner.sql("""
				select relname from pg_class
				where relkind = 'r' and relname like 'flyway\\_schema\\_history\\_%'""").query(String.class).list();
		return migrations.keySet()
			.stream()
			.map(path -> path.substring(0, path.indexOf('/')))
			.allMatch(module -> module.equals(ROOT) || histories.contains("flyway_schema_history_" + module));
	}

	/** From the path below the location to the digest of what stands there. */
	private Map<String, String> migrations() {
		try {
			Map<String, String> digests = new TreeMap<>();
			Resource[] all = resources.getResources("classpath*:" + LOCATION + "*/*.sql");
			for (Resource migration : Arrays.stream(all).sorted(Comparator.comparing(Resource::toString)).toList()) {
				String url = migration.getURL().toString();
				try (InputStream content = migration.getInputStream()) {
					digests.put(url.substring(url.lastIndexOf(LOCATION) + LOCATION.length()),
							digest(content.readAllBytes()));
				}
			}
			return digests;
		}
		catch (IOException ex) {
			throw new IllegalStateException("The migrations cannot be read", ex);
		}
	}

	private static String digest(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JVM has SHA-256", ex);
		}
	}

}
