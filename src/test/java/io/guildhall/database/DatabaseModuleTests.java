package io.guildhall.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.TestDatabase;

/** The database's own services, on a database that is empty but for them. */
class DatabaseModuleTests {

	private static final YearMonth JANUARY = YearMonth.of(2026, 1);

	private static final YearMonth DECEMBER = YearMonth.of(2025, 12);

	private final DataSource owner = TestDatabase.asOwnerOf(TestDatabase.newDatabase("partitions"));

	private final JdbcClient jdbc = JdbcClient.create(this.owner);

	private final Partitions partitions = new Partitions(this.owner);

	@BeforeEach
	void aPartitionedTable() {
		this.jdbc.sql("""
				create table readings (
					organization_id uuid not null, day date not null, value int not null,
					constraint readings_key primary key (organization_id, day)
				) partition by range (day)
				""").update();
		this.jdbc.sql("create index readings_by_day on readings using brin (day)").update();
	}

	@AfterEach
	void nothingOfIt() {
		this.jdbc.sql("drop table readings").update();
	}

	@Test
	void makesTheMissingMonthsOnce() {
		this.partitions.ensureMonths("readings", DECEMBER, JANUARY);
		this.partitions.ensureMonths("readings", DECEMBER, JANUARY.plusMonths(1));
		assertThat(names()).containsExactly("readings_y2025m12", "readings_y2026m01", "readings_y2026m02");
		this.jdbc.sql("insert into readings values (gen_random_uuid(), '2026-01-31', 1)").update();
		assertThat(this.jdbc.sql("select value from readings_y2026m01").query(Integer.class).single()).isOne();
	}

	@Test
	void looksAtATableThatGrewAtOnce() {
		this.jdbc.sql("create table people (organization_id uuid not null, name text not null)").update();
		Statistics statistics = new Statistics(this.owner);
		this.jdbc.sql("""
				insert into people select '00000000-0000-0000-0000-000000000001', 'Person ' || n
				from generate_series(1, 20000) n
				""").update();
		statistics.refresh();
		assertThat(known("people")).isEqualTo(20_000);
		this.jdbc.sql("delete from people where name <> 'Person 1'").update();
		statistics.refresh();
		assertThat(known("people")).as("did not grow, and is left alone").isEqualTo(20_000);
		this.jdbc.sql("drop table people").update();
	}

	@Test
	void takesNoTableForEmptyWhenManyRowsAreToCome() {
		this.jdbc.sql("create table people (organization_id uuid not null, name text not null)").update();
		Statistics statistics = new Statistics(this.owner);
		// As a dry run leaves it: pages with nothing on them.
		this.jdbc.sql("""
				do $$ begin
				    insert into people select gen_random_uuid(), 'Person ' || n from generate_series(1, 20000) n;
				    raise exception 'rolled back' using errcode = 'YYYYY';
				exception when sqlstate 'YYYYY' then null;
				end $$
				""").update();
		this.jdbc.sql("analyze people").update();
		assertThat(known("people")).isZero();
		statistics.expectMany();
		assertThat(known("people")).isGreaterThan(1_000);
		this.jdbc.sql("insert into people select gen_random_uuid(), 'Person ' || n from generate_series(1, 20000) n")
			.update();
		this.jdbc.sql("analyze people").update();
		statistics.expectMany();
		assertThat(known("people")).as("is full, and is left alone").isEqualTo(20_000);
		this.jdbc.sql("drop table people").update();
	}

	@Test
	void expectsFewOrganizationsOfWhateverIsMigrated() {
		this.jdbc.sql("create table people (organization_id uuid not null, name text not null)").update();
		Statistics statistics = new Statistics(this.owner);
		statistics.expectFewOrganizations();
		statistics.expectFewOrganizations();
		this.jdbc.sql("insert into people select gen_random_uuid(), 'Person ' || n from generate_series(1, 1000) n")
			.update();
		this.jdbc.sql("analyze people").update();
		assertThat(this.jdbc
			.sql("select n_distinct from pg_stats where tablename = 'people' and attname = 'organization_id'")
			.query(Float.class)
			.single()).isEqualTo(10);
		this.jdbc.sql("drop table people").update();
	}

	private long known(String table) {
		return this.jdbc.sql("select cast(reltuples as bigint) from pg_class where relname = ?")
			.param(table)
			.query(Long.class)
			.single();
	}

	@Test
	void makesThemOnceThoughSeveralInstancesDoItAtOnce() {
		ExecutorService instances = Executors.newFixedThreadPool(4);
		try {
			CompletableFuture
				.allOf(Stream.generate(() -> new Partitions(this.owner))
					.limit(4)
					.map(instance -> CompletableFuture
						.runAsync(() -> instance.ensureMonths("readings", DECEMBER, JANUARY.plusMonths(3)), instances))
					.toArray(CompletableFuture[]::new))
				.join();
		}
		finally {
			instances.shutdown();
		}
		assertThat(names()).hasSize(5);
	}

	@Test
	void removesWhatIsOlderAndEmpty() {
		this.partitions.ensureMonths("readings", DECEMBER.minusMonths(1), JANUARY.plusMonths(1));
		this.jdbc.sql("insert into readings values (gen_random_uuid(), '2025-12-31', 1)").update();
		assertThat(this.partitions.removeEmptyBefore("readings", JANUARY.plusMonths(1)))
			.containsExactly("readings_y2025m11", "readings_y2026m01");
		assertThat(names()).containsExactly("readings_y2025m12", "readings_y2026m02");
		assertThat(this.jdbc.sql("select count(*) from readings").query(Long.class).single()).isOne();
		this.partitions.ensureMonths("readings", JANUARY, JANUARY);
		assertThat(names()).hasSize(3);
	}

	@Test
	void removesNothingUnderTheHandOfSomebodyWhoWrites() {
		this.partitions.ensureMonths("readings", DECEMBER, DECEMBER);
		TransactionTemplate writing = new TransactionTemplate(new DataSourceTransactionManager(this.owner));
		writing.executeWithoutResult(status -> {
			Partitions.hold(this.jdbc, "readings");
			assertThat(this.partitions.removeEmptyBefore("readings", JANUARY)).isEmpty();
			this.jdbc.sql("insert into readings values (gen_random_uuid(), '2025-12-31', 1)").update();
		});
		assertThat(this.partitions.removeEmptyBefore("readings", JANUARY)).as("not empty any more").isEmpty();
		this.jdbc.sql("delete from readings").update();
		assertThat(this.partitions.removeEmptyBefore("readings", JANUARY)).containsExactly("readings_y2025m12");
	}

	@Test
	void givesUpWhereTheTableIsBusy() {
		this.partitions.ensureMonths("readings", DECEMBER, JANUARY);
		TransactionTemplate reading = new TransactionTemplate(new DataSourceTransactionManager(this.owner));
		reading.executeWithoutResult(status -> {
			this.jdbc.sql("select count(*) from readings").query(Long.class).single();
			assertThat(this.partitions.removeEmptyBefore("readings", JANUARY)).isEmpty();
		});
		assertThat(names()).hasSize(2);
	}

	@Test
	void worksOnPartitionedTablesOnly() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.partitions.ensureMonths("pg_class", JANUARY, JANUARY));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.partitions.ensureMonths("readings; drop table readings", JANUARY, JANUARY));
	}

	@Test
	void refusesTheRoleThatOwnsTheTables() {
		assertThatExceptionOfType(DatabaseUnavailable.class)
			.isThrownBy(() -> new RoleCheck(this.jdbc).afterSingletonsInstantiated())
			.withMessageContaining("\"guildhall_owner\"")
			.withMessageContaining("owns 1 of the tables")
			.satisfies(refusal -> assertThat(refusal.getAction()).contains("create role guildhall_app"));
	}

	@Test
	void acceptsTheRoleThatOwnsNothing() {
		new RoleCheck(JdbcClient.create(TestDatabase.asApplication())).afterSingletonsInstantiated();
	}

	private List<String> names() {
		return this.jdbc.sql("""
				select inhrelid::regclass::text from pg_inherits where inhparent = 'readings'::regclass order by 1
				""").query(String.class).list();
	}

}
