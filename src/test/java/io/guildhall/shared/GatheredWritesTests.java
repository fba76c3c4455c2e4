package io.guildhall.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.TestDatabase;

/** Writes that wait for each other go as one, or not at all. */
class GatheredWritesTests {

	private static final DataSource DATABASE = TestDatabase.asOwnerOf(TestDatabase.newDatabase("gathered"));

	private static final String INSERT = "insert into notes (id, words) values (:id, :words)";

	private static final String COUNT = "update notes set words = words || :more where id = :id";

	private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE);

	private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(DATABASE));

	private final GatheredWrites writes = new GatheredWrites(this.jdbc);

	@BeforeEach
	void anEmptyTable() {
		this.jdbc.execute("drop table if exists notes");
		this.jdbc.execute("create table notes (place serial, id int primary key, words text)");
	}

	@Test
	void goAtTheEndOfTheWorkInTheirOrderAndSayHowManyRowsTheyWrote() {
		List<Integer> rows = new ArrayList<>();
		this.transaction.executeWithoutResult(status -> {
			assertThat(this.writes.<String>together(() -> {
				this.writes.add(INSERT, note(2, "two; or ? and :three"), rows::add);
				this.writes.together(() -> {
					this.writes.add(INSERT, note(1, "one"), rows::add);
					return "";
				});
				this.writes.add("insert into notes (id) select id + 10 from notes order by id", Map.of(), rows::add);
				this.writes.add("delete from notes where id = :id", Map.of("id", 7), rows::add);
				assertThat(words()).as("nothing went").isEmpty();
				return "done";
			})).isEqualTo("done");
			assertThat(words()).containsExactly("two; or ? and :three", "one", "null", "null");
		});
		assertThat(rows).containsExactly(1, 1, 2, 0);
	}

	@Test
	void goAtOnceElsewhereAndInATransactionInBetween() {
		this.writes.add(INSERT, note(1, "one"));
		assertThat(words()).containsExactly("one");
		TransactionTemplate another = new TransactionTemplate(this.transaction.getTransactionManager());
		another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		this.transaction.executeWithoutResult(status -> this.writes.together(() -> {
			this.writes.add(INSERT, note(2, "two"));
			another.executeWithoutResult(inner -> {
				this.writes.add(INSERT, note(3, "three"));
				assertThat(words()).containsExactly("one", "three");
			});
			this.writes.add(INSERT, note(4, "four"));
			return words();
		}));
		assertThat(words()).containsExactly("one", "three", "two", "four");
		assertThatIllegalStateException().isThrownBy(() -> this.writes.together(() -> ""));
	}

	@Test
	void ofThoseThatGoTogetherAllAreWrittenOrNone() {
		this.writes.add(INSERT, note(1, "one"));
		List<RuntimeException> refused = new ArrayList<>();
		GatheredWrites.Outcome outcome = new GatheredWrites.Outcome() {

			@Override
			public void written(int rows) {
				throw new AssertionError("It is undone");
			}

			@Override
			public void refused(RuntimeException why) {
				refused.add(why);
			}

		};
		assertThatExceptionOfType(DuplicateKeyException.class)
			.isThrownBy(() -> this.transaction.executeWithoutResult(status -> this.writes.together(() -> {
				this.writes.add(INSERT, note(2, "two"), outcome);
				this.writes.add(INSERT, note(1, "one again"));
				return "";
			})));
		assertThat(refused).singleElement().isInstanceOf(DuplicateKeyException.class);
		assertThat(words()).containsExactly("one");
	}

	@Test
	void nothingGoesOfWorkThatFails() {
		assertThatIllegalStateException()
			.isThrownBy(() -> this.transaction.executeWithoutResult(status -> this.writes.together(() -> {
				this.writes.add(INSERT, note(1, "one"));
				throw new IllegalStateException("broken");
			})));
		assertThat(words()).isEmpty();
		this.writes.add(INSERT, note(1, "one"));
		assertThat(words()).containsExactly("one");
	}

	/** ★ Counters are locked last, and in one order. */
	@Test
	void countersGoLastAndInTheOrderOfTheirIds() {
		UUID hashed = UUID.fromString("f0000000-0000-8000-8000-000000000000");
		UUID timed = UUID.fromString("01900000-0000-7000-8000-000000000000");
		this.transaction.executeWithoutResult(status -> this.writes.together(() -> {
			this.writes.addLast(hashed, COUNT, Map.of("id", 1, "more", " second"));
			this.writes.addLast(timed, COUNT, Map.of("id", 1, "more", " first"));
			this.writes.add(INSERT, note(1, "one"));
			return "";
		}));
		assertThat(words()).containsExactly("one first second");
		assertThat(Ids.IN_ORDER.compare(timed, hashed)).as("as the database sorts them").isNegative();
		assertThat(this.jdbc.queryForObject("select ?::uuid < ?::uuid", Boolean.class, timed, hashed)).isTrue();
	}

	private List<String> words() {
		return this.jdbc.queryForList("select coalesce(words, 'null') from notes order by place", String.class);
	}

	private static Map<String, Object> note(int id, String words) {
		return Map.of("id", id, "words", words);
	}

}
