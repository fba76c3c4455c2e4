package io.guildhall.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModuleIdentifiers;
import org.springframework.modulith.runtime.flyway.MigrationFilter;
import org.springframework.modulith.runtime.flyway.SpringModulithFlywayMigrationStrategy;

import io.guildhall.TestDatabase;

/** When the modules' histories are asked, and when not. */
class MigrationsTests {

	private final DataSource owner = TestDatabase.asOwnerOf(TestDatabase.newDatabase("migrations"));

	private final JdbcClient jdbc = JdbcClient.create(owner);

	private final Flyway flyway = Flyway.configure().dataSource(owner).load();

	private final Map<String, String> files = new LinkedHashMap<>();

	private final Modules modules = new Modules();

	private final Migrations migrations = new Migrations(modules, new Files());

	/** Stands for Modulith's, which asks each module's history. */
	private static final class Modules extends SpringModulithFlywayMigrationStrategy {

		private int asked;

		private boolean breaks;

		Modules() {
			super(ApplicationModuleIdentifiers.of(List.of()), MigrationFilter.USE_ALL);
		}

		@Override
		public void migrate(Flyway flyway) {
			asked++;
			if (breaks) {
				throw new FlywayException("A migration does not go through");
			}
		}

	}

	/** The files as they would lie on the class path. */
	private final class Files extends PathMatchingResourcePatternResolver {

		@Override
		public Resource[] getResources(String pattern) {
			return files.entrySet().stream().map(file -> new ByteArrayResource(file.getValue().getBytes(UTF_8)) {

				@Override
				public URL getURL() {
					return url(file.getKey());
				}

				@Override
				public String getDescription() {
					return file.getKey();
				}

			}).toArray(Resource[]::new);
		}

	}

	@BeforeEach
	void twoModules() {
		files.put("__root/V1__root.sql", "create table schema_fingerprint");
		files.put("job/V1__create_job.sql", "create table jobs");
		files.put("order/V1__create_order.sql", "create table orders");
		jdbc.sql("""
				create table schema_fingerprint (
				    only_one boolean primary key default true check (only_one), fingerprint text not null)
				""").update();
		history("job");
		history("order");
	}

	@Test
	void asksOnceAsLongAsNothingChanges() {
		start();
		assertThat(modules.asked).isOne();
		start();
		start();
		assertThat(modules.asked).isOne();
	}

	@Test
	void asksAgainForANewMigrationAndForOneThatIsNotWhatItWas() {
		start();
		files.put("order/V2__an_index.sql", "create index");
		start();
		assertThat(modules.asked).isEqualTo(2);
		files.put("order/V2__an_index.sql", "create unique index");
		start();
		assertThat(modules.asked).isEqualTo(3);
		files.remove("order/V2__an_index.sql");
		start();
		assertThat(modules.asked).isEqualTo(4);
		start();
		assertThat(modules.asked).isEqualTo(4);
	}

	@Test
	void asksAgainWhereAMigrationBroke() {
		modules.breaks = true;
		assertThatExceptionOfType(FlywayException.class).isThrownBy(this::start);
		modules.breaks = false;
		start();
		start();
		assertThat(modules.asked).isEqualTo(2);
	}

	@Test
	void asksEveryTimeWhereAModuleHasNoHistory() {
		jdbc.sql("drop table flyway_schema_history_order").update();
		start();
		start();
		assertThat(modules.asked).isEqualTo(2);
		history("order");
		start();
		start();
		assertThat(modules.asked).isEqualTo(3);
	}

	@Test
	void asksInADatabaseThatIsEmpty() {
		jdbc.sql("drop table schema_fingerprint").update();
		jdbc.sql("drop table flyway_schema_history_job").update();
		start();
		assertThat(modules.asked).isOne();
	}

	private void start() {
		migrations.migrate(flyway);
	}

	private void history(String module) {
		jdbc.sql("create table flyway_schema_history_%s (version text)".formatted(module)).update();
	}

	private static URL url(String file) {
		try {
			return URI.create("file:/classes/db/migration/" + file).toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
