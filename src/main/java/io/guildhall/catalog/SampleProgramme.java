package io.guildhall.catalog;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A sample that each member gets once, and what came of it.
 *
 * @param full the product that it is to sell
 * @param days within which buying that counts as its success
 * @param since samples taken before do not count
 * @param endedAt null as long as it runs
 * @param took members who took the sample
 * @param bought those of them who then bought the product in time
 * @param waiting those who have not yet, and still have time
 */
public record SampleProgramme(ProductId sample, String sampleName, ProductId full, String fullName, int days,
		Instant since, @Nullable Instant endedAt, long took, long bought, long waiting) {

	/** Whether samples are given out. */
	public boolean running() {
		return endedAt == null;
	}

	/** Those who did not buy, and have no more time. */
	public long lost() {
		return took - bought - waiting;
	}
}
