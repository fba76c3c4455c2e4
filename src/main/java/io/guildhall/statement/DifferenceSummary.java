package io.guildhall.statement;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.provider.ProviderName;
import io.guildhall.shared.Money;

/**
 * Where what a provider says and what we have written down are not the same.
 *
 * @param reference by which the provider knows it
 * @param attempt the payment online that it is about; null where it is none of ours
 * @param moneyToReturn what was to go back, of a refund
 * @param theirs what the provider says
 * @param ours what we have written down
 * @param movedBy who explained it; null where it went by itself
 */
public record DifferenceSummary(UUID id, ProviderName provider, DifferenceKind kind, String reference,
		@Nullable UUID attempt, @Nullable UUID moneyToReturn, @Nullable UUID order, @Nullable Money theirs,
		@Nullable Money ours, Instant at, DifferenceState state, String note, Instant foundAt,
		@Nullable Instant movedAt, @Nullable String movedBy) {

	/** Whether the provider can be asked how it stands. */
	public boolean askable() {
		return state != DifferenceState.SETTLED && (attempt != null || moneyToReturn != null);
	}

	/**
	 * Whether the money can be written down as the statement says: only by the name by
	 * which the provider will tell of it, else the same payment would count twice.
	 */
	public boolean recordable() {
		return state != DifferenceState.SETTLED && kind == DifferenceKind.NOT_OURS && attempt != null
				&& provider.isTransaction(reference);
	}

}
