package io.guildhall.database;

import java.nio.file.Path;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that starts where no {@code spring.datasource.url} is configured.
 *
 * @param embedded whether it may start at all
 * @param directory where it keeps data, binaries, log and passwords
 * @param port the port it listens on, or 0 for any free one
 * @param settings further settings of PostgreSQL by name, as in postgresql.conf
 */
@ConfigurationProperties("guildhall.database")
record DatabaseSettings(@DefaultValue("true") boolean embedded, @DefaultValue("var/postgres") Path directory,
		@DefaultValue("0") int port, @DefaultValue Map<String, String> settings) {
}
