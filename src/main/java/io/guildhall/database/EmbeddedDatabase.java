package io.guildhall.database;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Starts an embedded PostgreSQL where no database is configured, and configures it. It
 * listens to the environment (rather than being an environment post-processor) in order
 * to come after logging: the first start takes a while, and says so.
 */
class EmbeddedDatabase implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final String URL = "spring.datasource.url";

	/** Of the optional dependency that the packaged application goes without. */
	private static final String BINARIES = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 10;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		ConfigurableEnvironment environment = event.getEnvironment();
		DatabaseSettings settings = Binder.get(environment).bindOrCreate("guildhall.database", DatabaseSettings.class);
		if (environment.containsProperty(URL) || !settings.embedded() || isProcessedAheadOfTime()) {
			return;
		}
		if (!ClassUtils.isPresent(BINARIES, getClass().getClassLoader())) {
			throw new DatabaseUnavailable(
					"No database is configured, and this package of Guildhall carries no embedded one.",
					"Set spring.datasource.url, .username and .password (the application's role), and "
							+ "spring.flyway.user and .password (the owner of the tables); docker-compose.yml shows how.");
		}
		EmbeddedServer server = EmbeddedServer.start(settings);
		SpringApplication.getShutdownHandlers().add(server::stop);
		Map<String, Object> properties = new LinkedHashMap<>(server.connectionProperties());
		environment.getPropertySources().addFirst(new MapPropertySource("embeddedDatabase", properties));
	}

	/** The build asks what there is to configure; it needs no database for that. */
	private static boolean isProcessedAheadOfTime() {
		return Boolean.getBoolean("spring.aot.processing") && !AotDetector.useGeneratedArtifacts();
	}

}
