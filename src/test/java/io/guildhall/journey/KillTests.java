package io.guildhall.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.Instance;
import io.guildhall.Rest;
import io.guildhall.SharedData;
import io.guildhall.TestDatabase;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/** kill -9 in the middle of an import, then another start: as if nothing had been. */
@Together
class KillTests {

	private static final Duration LONG = Duration.ofMinutes(2);

	@Autowired
	private StaffFixtures staff;

	private final JdbcClient owner = JdbcClient.create(TestDatabase.asOwnerOf(TestDatabase.url(Together.DATABASE)));

	@Test
	void anImportGoesOnWhereAKillBrokeItOff() {
		List<Path> logs = SharedData.files("data/ubuntu-irc", ".raw.txt");
		Person undisturbed = staff.found("Undisturbed", "UTC", "USD");
		Person killed = staff.found("Killed", "UTC", "USD");
		String keyOfUndisturbed = staff.apiKey(undisturbed);
		String keyOfKilled = staff.apiKey(killed);
		Map<String, String> settings = new HashMap<>(TestDatabase.settings(Together.DATABASE));
		// So that a crash is noticed in seconds.
		settings.put("db-scheduler.heartbeat-interval", "1s");
		String broken;
		try (Instance first = Instance.start("kill-first", null, settings)) {
			broken = begin(new Rest(first.url(), keyOfKilled), logs);
			Rest.Answer middle = new Rest(first.url(), keyOfKilled).await("/imports/" + broken, LONG,
					answer -> answer.body().path("records").asLong() > 0);
			first.kill();
			assertThat(middle.text("state")).as("killed in the middle").isEqualTo("RUNNING");
		}
		try (Instance second = Instance.start("kill-second", null, settings)) {
			String whole = begin(new Rest(second.url(), keyOfUndisturbed), logs);
			await(new Rest(second.url(), keyOfUndisturbed), whole);
			await(new Rest(second.url(), keyOfKilled), broken);
		}
		assertThat(state(killed.organizationId())).isEqualTo(state(undisturbed.organizationId()))
			.allSatisfy((what, rows) -> assertThat(rows).as(what).isPositive());
	}

	private static String begin(Rest rest, List<Path> logs) {
		String id = rest.upload("/imports", logs).ok().text("id");
		rest.put("/imports/" + id + "/choice", Map.of("zone", "UTC", "newCommunity", "Ubuntu")).ok();
		rest.post("/imports/" + id + "/check", Map.of()).ok();
		rest.await("/imports/" + id, LONG, answer -> answer.text("state").equals("CHECKED"));
		rest.post("/imports/" + id + "/start", Map.of()).ok();
		return id;
	}

	private static void await(Rest rest, String id) {
		Rest.Answer end = rest.await("/imports/" + id, LONG,
				answer -> List.of("DONE", "FAILED", "CANCELLED").contains(answer.text("state")));
		assertThat(end.text("state")).isEqualTo("DONE");
	}

	/** What there is of everything that a chat brings. */
	private Map<String, Long> state(UUID organization) {
		Map<String, Long> state = new HashMap<>();
		Map.of("events", "activity_events", "members", "member_facts", "stays", "member_group_facts", "days",
				"activity_day_facts", "groups", "community_group_facts")
			.forEach((what, table) -> state.put(what,
					owner.sql("select count(*) from %s where organization_id = ?".formatted(table))
						.param(organization)
						.query(Long.class)
						.single()));
		state.put("messages",
				owner.sql("select sum(messages) from activity_day_facts where organization_id = ?")
					.param(organization)
					.query(Long.class)
					.single());
		state.put("characters",
				owner.sql("select sum(characters) from activity_day_facts where organization_id = ?")
					.param(organization)
					.query(Long.class)
					.single());
		return state;
	}

}
