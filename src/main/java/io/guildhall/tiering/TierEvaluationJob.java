package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import lombok.RequiredArgsConstructor;

/** An evaluation that somebody asked for. */
@Component
@RequiredArgsConstructor
class TierEvaluationJob implements JobWork {

	static final String KIND = "tiering.evaluate";

	private final TieringService tiering;

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void run(JobRun run) {
		run.progress(0, 1);
		if (run.cancelled()) {
			return;
		}
		TierEvaluation evaluation = tiering.evaluate(TierPolicyId.of(run.parameter("policy")),
				LocalDate.parse(run.parameter("asOf")));
		run.result(Map.of("members", evaluation.counts().total(), "changed", evaluation.changed()));
		run.progress(1, 1);
	}

}
