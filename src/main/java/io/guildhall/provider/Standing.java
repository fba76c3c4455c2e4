package io.guildhall.provider;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * How a charge stands at the provider.
 *
 * @param externalId by which the provider knows it
 * @param link where it is paid, while it can be
 * @param receipts what was paid, each payment with its own name
 * @param failure why it failed, in the provider's own word
 */
public record Standing(State state, @Nullable String externalId, @Nullable String link, List<Receipt> receipts,
		@Nullable String failure) {

	/** Somebody may still pay it. */
	public static Standing pending(@Nullable String externalId, @Nullable String link) {
		return new Standing(State.PENDING, externalId, link, List.of(), null);
	}

	/** It was paid. */
	public static Standing paid(@Nullable String externalId, List<Receipt> receipts) {
		return new Standing(State.PAID, externalId, null, List.copyOf(receipts), null);
	}

	/** It did not work. */
	public static Standing failed(@Nullable String externalId, String failure) {
		return new Standing(State.FAILED, externalId, null, List.of(), failure);
	}

	/** It is over, unpaid. */
	public static Standing closed(@Nullable String externalId) {
		return new Standing(State.CLOSED, externalId, null, List.of(), null);
	}

	/** What a provider says of a charge. */
	public enum State {

		/** Somebody may still pay it. */
		PENDING,
		/** It was paid. */
		PAID,
		/** It was tried, and did not work. */
		FAILED,
		/** Nobody can pay it any more, and nobody has. */
		CLOSED

	}

	/**
	 * A payment.
	 *
	 * @param transaction by which the provider knows it
	 * @param fee what the provider keeps of it, nothing where it does not say
	 */
	public record Receipt(String transaction, Money amount, Money fee, Instant at) {
	}

}
