package io.guildhall.bulk;

import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import lombok.RequiredArgsConstructor;

/** The job of a bulk action. */
@Component
@RequiredArgsConstructor
class BulkWork implements JobWork {

	static final String KIND = "bulk.action";

	private final BulkSlices slices;

	private final BulkExports exports;

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void run(JobRun run) {
		UUID id = UUID.fromString(run.parameter("action"));
		BulkKind kind = slices.action(id).kind();
		if (kind == BulkKind.EXPORT) {
			exports.make(slices.action(id), run);
			return;
		}
		slices.freeze(id);
		BulkSlices.Action action = slices.action(id);
		if (kind == BulkKind.COUPON) {
			run.progress(0, Math.max(1, action.total()));
			if (run.cancelled()) {
				slices.end(id, BulkOutcome.CANCELLED);
			}
			else {
				slices.issue(id);
				run.progress(action.total(), action.total());
			}
		}
		else {
			byMember(action, run);
		}
		long done = action.total() - slices.count(id, "r.outcome = 'CANCELLED'");
		run.result(Map.of("members", action.total(), "done", done));
	}

	private void byMember(BulkSlices.Action action, JobRun run) {
		long done = action.total() - slices.count(action.id(), "r.outcome = 'PENDING'");
		run.progress(done, action.total());
		BulkSlices.Progress last = new BulkSlices.Progress(0, 1);
		while (last.rows() > 0 && !run.cancelled()) {
			last = slices.next(action, last.last());
			done += last.rows();
			run.progress(done, action.total());
		}
		if (run.cancelled()) {
			slices.end(action.id(), BulkOutcome.CANCELLED);
		}
	}

}
