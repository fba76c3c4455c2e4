package io.guildhall.bulk;

import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import lombok.RequiredArgsConstructor;

/**
 * The job that takes a bulk action back; what it leaves when stopped can be gone on with.
 */
@Component
@RequiredArgsConstructor
class BulkUndoWork implements JobWork {

	static final String KIND = "bulk.undo";

	private final BulkSlices slices;

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void run(JobRun run) {
		BulkSlices.Action action = slices.action(UUID.fromString(run.parameter("action")));
		String steps = "r.outcome in ('DONE', 'TAKEN_OVER')";
		long total = slices.count(action.id(), steps);
		long done = slices.count(action.id(), steps + " and r.undone is not null");
		run.progress(done, total);
		BulkSlices.Progress last = new BulkSlices.Progress(0, 1);
		while (last.rows() > 0 && !run.cancelled()) {
			last = slices.undoNext(action, last.last());
			done += last.rows();
			run.progress(done, total);
		}
		run.result(Map.of("undone", slices.count(action.id(), "r.undone = 'UNDONE'"), "left",
				slices.count(action.id(), "r.undone = 'LEFT'")));
	}

}
