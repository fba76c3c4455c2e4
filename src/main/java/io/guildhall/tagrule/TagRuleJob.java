package io.guildhall.tagrule;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import io.guildhall.organization.NightlyWork;
import io.guildhall.shared.DomainException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Runs the rules of a tag that somebody asked for, and those of all every night, after
 * tiers and scores are known.
 */
@Slf4j
@Component
@RequiredArgsConstructor
class TagRuleJob implements JobWork, NightlyWork {

	static final String KIND = "tagrule.run";

	private final TagRules rules;

	private final TagRuleRuns runs;

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void run(JobRun run) {
		run.progress(0, 1);
		if (!run.cancelled()) {
			TagRuleRuns.Moved moved = runs.run(rules.get(TagRuleId.of(run.parameter("rule"))).tag());
			run.result(Map.of("putOn", moved.putOn(), "takenOff", moved.takenOff()));
			run.progress(1, 1);
		}
	}

	@Override
	public int order() {
		return 50;
	}

	@Override
	public void run(LocalDate day) {
		List<String> tags = runs.tags();
		for (String tag : tags) {
			try {
				runs.run(tag);
			}
			catch (DomainException refusal) {
				log.warn("The rules of a tag could not be run: {}", refusal.getCode());
				runs.failed(tag, refusal.getCode());
			}
		}
	}

}
