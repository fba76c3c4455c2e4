package io.guildhall.coupon;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Actor;
import io.guildhall.shared.Idempotency;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** A claim in the queue of its batch, with who waits for its answer. */
@RequiredArgsConstructor
class WaitingClaim {

	/** As often it may come to nothing because of others. */
	private static final int MOST_TRIES = 50;

	@Getter
	private final CouponClaim claim;

	/** What the request asked under its key; null without one. */
	@Getter
	private final Idempotency.@Nullable Asked asked;

	@Getter
	private final Actor actor;

	@Getter
	private final Instant at;

	/** Ends once: when there is an answer, or it is this one's turn to settle. */
	private final CompletableFuture<Boolean> turn = new CompletableFuture<>();

	private volatile @Nullable ClaimAnswer answer;

	private volatile @Nullable RuntimeException failure;

	private volatile boolean leads;

	private volatile boolean abandoned;

	private int tries;

	/** Its thread is to settle what waits. */
	void lead() {
		leads = true;
		turn.complete(true);
	}

	boolean leads() {
		return leads;
	}

	/** Its thread has settled, and need not any more. */
	void follow() {
		leads = false;
	}

	/** Nobody waits for it any more. */
	void abandon() {
		abandoned = true;
	}

	boolean isAbandoned() {
		return abandoned;
	}

	/** This became of it, and it is committed. */
	void answer(ClaimAnswer given) {
		answer = given;
		turn.complete(true);
	}

	/** Nothing became of it. */
	void fail(RuntimeException failed) {
		failure = failed;
		turn.complete(true);
	}

	/** One more time; whether there may be another one. */
	boolean tryAgain() {
		return ++tries < MOST_TRIES;
	}

	boolean isAnswered() {
		return answer != null || failure != null;
	}

	/** What became of it; null for nothing yet. */
	@Nullable ClaimAnswer answer() {
		RuntimeException failed = failure;
		if (failed != null) {
			throw failed;
		}
		return answer;
	}

	/** Waits for an answer, or for its turn to settle; false if neither came in time. */
	boolean await(Duration atMost) throws InterruptedException {
		try {
			return turn.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException late) {
			return false;
		}
		catch (ExecutionException never) {
			throw new IllegalStateException(never);
		}
	}

}
