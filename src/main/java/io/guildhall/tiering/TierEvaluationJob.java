package io.guildhall.tiering;

import java.time.LocalDate;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/** An evaluation that somebody asked for. */
@Slf4j
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
		try {
			TierEvaluation evaluation = tiering.evaluate(TierPolicyId.of(run.parameter("policy")),
					LocalDate.parse(run.parameter("asOf")), (done, total) -> {
						run.progress(done, total);
						return !run.cancelled();
					});
			run.result(Map.of("members", evaluation.counts().total(), "changed", evaluation.changed()));
			long all = Math.max(1, evaluation.changed());
			run.progress(all, all);
		}
		catch (TierMoves.Stopped ex) {
			log.info("Job {} is not wanted any more; nobody has another tier by it", run.id());
		}
	}

}
