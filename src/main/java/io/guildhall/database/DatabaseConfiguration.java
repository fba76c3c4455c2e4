package io.guildhall.database;

import javax.sql.DataSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import com.zaxxer.hikari.HikariDataSource;

/**
 * The owner's few connections beside those of the application: as no candidate for
 * injection by type, so that all else works with the application's role. Migrations use
 * them too: Flyway goes from module to module, and would else sign in anew for each.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FlywayProperties.class)
class DatabaseConfiguration {

	@Bean(defaultCandidate = false, destroyMethod = "close")
	@OwnerConnection
	@FlywayDataSource
	DataSource ownerDataSource(DataSourceProperties application, FlywayProperties migrations) {
		HikariDataSource source = new HikariDataSource();
		source.setPoolName("owner");
		String url = migrations.getUrl();
		source.setJdbcUrl((url != null) ? url : application.determineUrl());
		String user = migrations.getUser();
		source.setUsername((user != null) ? user : application.determineUsername());
		source.setPassword((user != null) ? migrations.getPassword() : application.determinePassword());
		// A migration holds up to three at once.
		source.setMaximumPoolSize(4);
		source.setMinimumIdle(0);
		return source;
	}

}
