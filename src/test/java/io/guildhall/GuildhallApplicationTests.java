package io.guildhall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole application on the whole schema. */
@HouseTest
class GuildhallApplicationTests {

	@Autowired
	private JdbcClient jdbc;

	@Test
	void worksWithARoleThatRowLevelSecurityBinds() {
		assertThat(jdbc.sql("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
			.query(Boolean.class)
			.single()).isFalse();
		assertThat(jdbc.sql("select count(*) from pg_tables where schemaname = 'public' and tableowner = current_user")
			.query(Long.class)
			.single()).isZero();
	}

}
