package io.guildhall.checkout;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.order.OrderId;
import io.guildhall.provider.PaymentProvider.ReturnStanding;
import io.guildhall.provider.PaymentProvider;
import io.guildhall.shared.Money;

/**
 * Money that is to go back to who paid it.
 *
 * @param transaction of the payment that it is of
 * @param tries how many tries of the provider failed for good
 * @param asks how often the provider was asked since it moved last
 */
record MoneyReturn(UUID id, UUID attempt, OrderId order, String transaction, ReturnReason reason, Money amount,
		ReturnState state, @Nullable String externalId, @Nullable String failure, int tries, int asks,
		@Nullable Instant nextAskAt, @Nullable Instant settledAt, long version) {

	/** The provider says how it stands. What is settled stays so. */
	MoneyReturn heard(ReturnStanding standing, Instant now) {
		if (settledAt != null) {
			return this;
		}
		return switch (standing.state()) {
			case DONE -> to(ReturnState.DONE, standing.externalId(), null, 0, null, now);
			case PENDING ->
				to(ReturnState.SENT, standing.externalId(), null, asks + 1, now.plus(Progress.pause(asks)), null);
			case FAILED -> to(ReturnState.FAILED, standing.externalId(), standing.failure(), 0, null, null);
		};
	}

	/**
	 * The provider says by itself that a refund failed. That of what it said has gone
	 * back is news; whatever else is found when it is asked.
	 */
	MoneyReturn cameBack(ReturnStanding standing) {
		boolean news = state == ReturnState.DONE && standing.state() == ReturnStanding.State.FAILED
				&& standing.externalId() != null && standing.externalId().equals(externalId);
		return news ? to(ReturnState.FAILED, externalId, standing.failure(), 0, null, null).nextTry() : this;
	}

	/** The provider did not answer: perhaps it went back, perhaps not. */
	MoneyReturn unanswered(String code, Instant now) {
		return (settledAt != null) ? this
				: to(ReturnState.UNKNOWN, externalId, code, asks + 1, now.plus(Progress.pause(asks)), null);
	}

	/**
	 * The provider did not let us ask. What was never sent before did certainly not go
	 * back; of what was, nobody knows.
	 */
	MoneyReturn refused(String code, Instant now) {
		return (state == ReturnState.DUE) ? to(ReturnState.FAILED, externalId, code, 0, null, null)
				: unanswered(code, now);
	}

	/** The provider could not be called: nothing was done. */
	MoneyReturn later(String code, Instant now) {
		return (settledAt != null) ? this : to(state, externalId, code, asks + 1, now.plus(Progress.pause(asks)), null);
	}

	/** Asks a provider once more that said no. */
	MoneyReturn again(Instant now) {
		if (state != ReturnState.FAILED) {
			throw CheckoutRefused.notFailed();
		}
		return to(ReturnState.DUE, externalId, null, 0, now, null).nextTry();
	}

	/**
	 * It went back by another way; only where the provider said no, else it would twice.
	 */
	MoneyReturn byHand(Instant now) {
		if (state != ReturnState.FAILED) {
			throw CheckoutRefused.notFailed();
		}
		return to(ReturnState.BY_HAND, externalId, failure, 0, null, now);
	}

	/** What the provider is asked for. */
	PaymentProvider.Refund refund() {
		return new PaymentProvider.Refund(id, tries, transaction, amount);
	}

	/** Another one, under a name of its own: what failed stays failed. */
	private MoneyReturn nextTry() {
		return new MoneyReturn(id, attempt, order, transaction, reason, amount, state, externalId, failure, tries + 1,
				asks, nextAskAt, settledAt, version);
	}

	private MoneyReturn to(ReturnState next, @Nullable String external, @Nullable String why, int times,
			@Nullable Instant askAt, @Nullable Instant settled) {
		return new MoneyReturn(id, attempt, order, transaction, reason, amount, next,
				(external != null) ? external : externalId, why, tries, times, askAt, settled, version);
	}

}
