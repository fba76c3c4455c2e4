package io.guildhall.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

import org.springframework.stereotype.Component;

import io.guildhall.job.JobDetails;
import io.guildhall.job.JobRun;
import io.guildhall.job.JobService;
import io.guildhall.job.JobWork;
import io.guildhall.organization.Nights;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.ScopedClock;
import lombok.RequiredArgsConstructor;

/**
 * Lives through the ninety days, one after the other, each at its own time. A day is one
 * transaction and happens once, so that a crash in between goes on with the next.
 */
@Component
@RequiredArgsConstructor
class DemoWork implements JobWork {

	static final String KIND = "demo.build";

	private static final LocalTime EVENING = LocalTime.of(20, 0);

	private static final LocalTime NIGHT = LocalTime.of(2, 30);

	private final DemoStory story;

	private final DemoProofs proofs;

	private final Nights nights;

	private final JobService jobs;

	private final OrganizationService organizations;

	private final Idempotency idempotency;

	private final ScopedClock clock;

	private final Clock now;

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void run(JobRun run) {
		OrganizationDetails organization = organizations.current();
		LocalDate today = organization.dayOf(now.instant());
		List<DemoCast.Person> people = DemoCast.people();
		for (int day = 0; day < DemoCast.DAYS && !run.cancelled(); day++) {
			int number = day;
			LocalDate date = today.minusDays(DemoCast.DAYS - 1L - day);
			Instant evening = earlier(date.atTime(EVENING).atZone(organization.zone()).toInstant());
			clock.callAt(evening, () -> {
				idempotency.once("demo.day." + number, number, Integer.class, () -> {
					story.live(number, date, organization.zone(), people);
					return number;
				});
				proofs.show(number, date, people);
				return jobs.running()
					.stream()
					.map(JobDetails::id)
					.filter(id -> !id.equals(run.id()))
					.map(this::runNow)
					.toList();
			});
			if (day < DemoCast.DAYS - 1) {
				Instant night = date.plusDays(1).atTime(NIGHT).atZone(organization.zone()).toInstant();
				clock.callAt(night, () -> {
					nights.run(date.plusDays(1));
					return date;
				});
			}
			run.progress(day + 1L, DemoCast.DAYS);
		}
	}

	private java.util.UUID runNow(java.util.UUID job) {
		jobs.runNow(job);
		return job;
	}

	/** The evening of today may not have come yet. */
	private Instant earlier(Instant evening) {
		Instant latest = now.instant().minusSeconds(60);
		return evening.isBefore(latest) ? evening : latest;
	}

}
