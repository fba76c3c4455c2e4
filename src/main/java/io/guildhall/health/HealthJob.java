package io.guildhall.health;

import java.time.LocalDate;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import lombok.RequiredArgsConstructor;

/** A count that somebody asked for. */
@Component
@RequiredArgsConstructor
class HealthJob implements JobWork {

	static final String KIND = "health.count";

	private final HealthCounting health;

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void run(JobRun run) {
		run.once(() -> Map.of("groups", health.count(LocalDate.parse(run.parameter("day")))));
	}

}
