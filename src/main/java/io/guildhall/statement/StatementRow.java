package io.guildhall.statement;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What a provider says it did. Nothing of who paid is taken from the file.
 *
 * @param line of the file
 * @param refund whether money went back
 * @param reference by which the provider knows it
 * @param ourId the id that we gave to the provider, where it says so
 * @param amount never below nothing
 * @param fee what the provider kept; null where it does not say
 * @param done whether it was done, and not called off
 */
record StatementRow(long line, boolean refund, String reference, @Nullable UUID ourId, Money amount,
		@Nullable Money fee, Instant at, boolean done) {

	String kind() {
		return refund ? "REFUND" : "PAYMENT";
	}

}
