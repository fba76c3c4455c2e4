package io.guildhall.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.TestDatabase;
import io.guildhall.shared.Ids;

/** A house that is brought up to date knows the last days of those who were there. */
class OldDaysTests {

	private static final String DATABASE = "old_days";

	private final JdbcClient jdbc = JdbcClient.create(TestDatabase.asOwnerOf(TestDatabase.newDatabase(DATABASE)));

	private final UUID house = Ids.next();

	@Test
	void whoeverWasThereHasTheirFirstAndLastDays() {
		TestDatabase.migrate(DATABASE, "__root", null);
		TestDatabase.migrate(DATABASE, "activity", "3");
		UUID ann = new UUID(1, 1);
		UUID bob = new UUID(1, 2);
		did(ann, "2026-01-05", 2);
		did(ann, "2026-03-01", 1);
		did(ann, "2026-04-01", 0);
		did(bob, "2026-02-01", 0);
		TestDatabase.migrate(DATABASE, "activity", null);
		assertThat(jdbc
			.sql("""
					select member_id || ' ' || first_day || ' ' || last_day || ' ' || coalesce(cast(spoke_day as text), 'never')
					from activity_member_facts where organization_id = ? order by member_id
					""")
			.param(house)
			.query(String.class)
			.list()).containsExactly(ann + " 2026-01-05 2026-04-01 2026-03-01", bob + " 2026-02-01 2026-02-01 never");
	}

	private void did(UUID member, String day, int messages) {
		jdbc.sql("""
				insert into activity_days (organization_id, day, group_id, member_id, messages, characters, others)
				values (?, ?, ?, ?, ?, 0, 1)
				""").params(house, LocalDate.parse(day), new UUID(2, messages), member, messages).update();
	}

}
