package io.guildhall.benefit;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.catalog.ProductId;
import io.guildhall.job.JobRun;
import io.guildhall.job.JobWork;
import lombok.RequiredArgsConstructor;

/**
 * Gives what all orders of a product bought, slice by slice. Run again it goes on with
 * what is still missing.
 */
@Component
@RequiredArgsConstructor
class PurchaseGivingWork implements JobWork {

	private static final int SLICE = 200;

	private static final UUID FIRST = new UUID(0, 0);

	private final PurchaseGiving giving;

	private final TransactionTemplate transaction;

	@Override
	public String kind() {
		return PurchaseGiving.KIND;
	}

	@Override
	public void run(JobRun run) {
		ProductId product = ProductId.of(run.parameter(PurchaseGiving.PRODUCT));
		UUID after = FIRST;
		long given = 0;
		long total = giving.missing(product);
		long done = 0;
		run.progress(done, total);
		while (!run.cancelled()) {
			List<MissingPurchase> slice = giving.next(product, after, SLICE);
			if (slice.isEmpty()) {
				break;
			}
			Integer some = transaction.execute(status -> giving.give(slice));
			given += (some != null) ? some : 0;
			done += slice.size();
			after = slice.get(slice.size() - 1).line();
			run.progress(done, Math.max(total, done));
		}
		run.result(Map.of("given", given));
	}

}
