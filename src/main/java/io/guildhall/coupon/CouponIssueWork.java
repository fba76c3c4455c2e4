package io.guildhall.coupon;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.guildhall.database.Statistics;
import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import lombok.RequiredArgsConstructor;

/** The job of an issue to many. */
@Component
@RequiredArgsConstructor
class CouponIssueWork implements JobWork {

	static final String KIND = "coupon.issue";

	/** So often in a row others may snatch the rest from us before we give up. */
	private static final int PATIENCE = 50;

	/** So many slices write as much as the planner is to be told of. */
	private static final int OFTEN = 25;

	private final CouponIssueSlices slices;

	private final IssueReading issues;

	private final Statistics statistics;

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void run(JobRun run) {
		UUID issue = UUID.fromString(run.parameter("issue"));
		slices.freeze(issue);
		CouponIssueSlices.Progress progress = slices.progress(issue);
		// Also learns whether it was cancelled before it began.
		run.progress(progress.done(), progress.total());
		int snatched = 0;
		long after = 0;
		for (int slice = 0; progress.pending() > 0 && !run.cancelled(); slice++) {
			if (slice % OFTEN == 0) {
				statistics.refresh();
			}
			try {
				// Counted once, and then added up: to count a million rows takes longer
				// than a slice.
				CouponIssueSlices.Done done = slices.next(issue, after);
				after = done.last();
				progress = (after == 0) ? slices.progress(issue) : progress.after(done.rows());
				snatched = 0;
			}
			catch (CouponRefused gone) {
				// The rest that the slice counted on was taken meanwhile: look again.
				if (++snatched > PATIENCE) {
					throw gone;
				}
				progress = slices.progress(issue);
			}
			run.progress(progress.done(), progress.total());
		}
		if (run.cancelled()) {
			slices.endPending(issue, IssueOutcome.CANCELLED);
		}
		run.result(issues.require(issue)
			.outcomes()
			.entrySet()
			.stream()
			.collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue)));
	}

}
