package io.guildhall.coupon;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import lombok.RequiredArgsConstructor;

/**
 * The job of letting all coupons of a batch count longer. What is done needs it no more,
 * so after a crash it goes on with the rest.
 */
@Component
@RequiredArgsConstructor
class CouponExtensionWork implements JobWork {

	static final String KIND = "coupon.extension";

	private final CouponExtensionSlices slices;

	@Override
	public String kind() {
		return KIND;
	}

	@Override
	public void run(JobRun run) {
		UUID batch = UUID.fromString(run.parameter("batch"));
		Instant ends = Instant.parse(run.parameter("ends"));
		long total = slices.count(batch, ends);
		long done = 0;
		run.progress(done, total);
		int some = -1;
		while (some != 0 && !run.cancelled()) {
			some = slices.next(batch, ends, run.parameter("reason"));
			done += some;
			run.progress(done, Math.max(done, total));
		}
		run.result(Map.of("extended", done));
	}

}
