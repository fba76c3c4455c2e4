package io.guildhall.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

import org.junit.jupiter.api.Test;

/** When somebody is told that figures are old. */
class NightWatchTests {

	private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

	private static final LocalDate FOUNDED = LocalDate.of(2026, 11, 1);

	private final Organization organization = new Organization(UUID.randomUUID(), "readers",
			new NewOrganization("Readers", null, SHANGHAI, "CNY", "en", false), at(FOUNDED, 12, 0));

	@Test
	void aNightIsDueAtTwoAndLateAtFour() {
		LocalDate next = FOUNDED.plusDays(1);
		assertThat(state(at(FOUNDED, 23, 59))).isEqualTo(new NightState(FOUNDED, FOUNDED, null, null, false));
		assertThat(state(at(next, 1, 59)).behind()).isZero();
		assertThat(state(at(next, 2, 0))).satisfies(now -> {
			assertThat(now.due()).isEqualTo(next);
			assertThat(now.behind()).isEqualTo(1);
			assertThat(now.late()).as("it takes a while").isFalse();
		});
		assertThat(state(at(next, 4, 0)).late()).isTrue();
		assertThat(state(at(next.plusDays(2), 4, 0)).behind()).isEqualTo(3);
	}

	@Test
	void foundedInTheSmallHoursNothingIsDue() {
		Organization early = new Organization(UUID.randomUUID(), "early",
				new NewOrganization("Early", null, SHANGHAI, "CNY", "en", false), at(FOUNDED, 0, 30));
		assertThat(NightWatch.state(early, at(FOUNDED, 0, 31))).satisfies(now -> {
			assertThat(now.behind()).isZero();
			assertThat(now.late()).isFalse();
		});
	}

	@Test
	void nothingIsDoneForOneThatIsSuspended() {
		organization.suspend(at(FOUNDED, 13, 0));
		assertThat(state(at(FOUNDED.plusDays(9), 12, 0)).late()).isFalse();
	}

	private NightState state(Instant now) {
		return NightWatch.state(organization, now);
	}

	private static Instant at(LocalDate day, int hour, int minute) {
		return day.atTime(hour, minute).atZone(SHANGHAI).toInstant();
	}

}
