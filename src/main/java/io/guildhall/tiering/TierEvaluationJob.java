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
		run.once(() -> {
			TierEvaluation evaluation = tiering.evaluate(TierPolicyId.of(run.parameter("policy")),
					LocalDate.parse(run.parameter("asOf")));
			return Map.of("members", evaluation.counts().total(), "changed", evaluation.changed());
		});
	}

}
