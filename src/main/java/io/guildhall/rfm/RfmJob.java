package io.guildhall.rfm;

import java.time.LocalDate;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import lombok.RequiredArgsConstructor;

/** Scores that somebody asked for. */
@Component
@RequiredArgsConstructor
class RfmJob implements JobWork {

	static final String KIND = "rfm.compute";

	private final RfmService rfm;

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void run(JobRun run) {
		run.once(() -> Map.of("members", rfm.compute(LocalDate.parse(run.parameter("asOf")))));
	}

}
