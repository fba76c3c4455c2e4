package io.guildhall.coupon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

import io.guildhall.shared.BusyException;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Gathers the claims of a batch that come at the same time (ADR 121). There is no thread
 * of its own: the first who finds nobody at work settles all that wait, itself included,
 * in one transaction; who comes meanwhile waits, and the first of them is next. So under
 * no load a claim is settled at once and alone, and under load by hundreds.
 */
@Component
@RequiredArgsConstructor
class ClaimQueue {

	/** More do not wait for one batch in this instance. */
	static final int LONGEST = 2_000;

	/** As many are settled in one transaction. */
	static final int AT_ONCE = 300;

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final Settlement settlement;

	private final Tenancy tenancy;

	private final Map<Place, Line> lines = new ConcurrentHashMap<>();

	/** Settles claims of one batch in a transaction of its own. */
	interface Settlement {

		/**
		 * The answers in the order of the claims; they are committed.
		 * @throws Overtaken if others were faster, and nothing was done
		 */
		List<ClaimAnswer> settle(BatchId batch, List<WaitingClaim> claims);

	}

	/** Somebody took what was counted on, so nothing was done. */
	static class Overtaken extends RuntimeException {

		Overtaken() {
			super("Others took meanwhile what was counted on", null, false, false);
		}

	}

	private record Place(UUID organization, BatchId batch) {
	}

	/**
	 * Waits for what becomes of a claim of the organization of the thread.
	 * @throws BusyException if too many wait, or no answer came in time; then it may be
	 * settled all the same
	 */
	ClaimAnswer answer(WaitingClaim claim) {
		return answer(claim, PATIENCE);
	}

	ClaimAnswer answer(WaitingClaim claim, Duration patience) {
		Place place = new Place(tenancy.current(), claim.getClaim().batch());
		Line line = lines.computeIfAbsent(place, Line::new);
		while (!line.join(claim)) {
			line = lines.computeIfAbsent(place, Line::new);
		}
		if (!claim.leads()) {
			await(line, claim, patience);
		}
		ClaimAnswer answer = claim.answer();
		return (answer != null) ? answer : lead(line, claim);
	}

	private static void await(Line line, WaitingClaim claim, Duration patience) {
		try {
			// Who is not in the line any more is being settled, and it is worth
			// waiting on.
			if (!claim.await(patience) && (line.leave(claim) || !claim.await(patience))) {
				line.abandon(claim);
				throw new BusyException("A claim waited in vain");
			}
		}
		catch (InterruptedException interrupted) {
			Thread.currentThread().interrupt();
			line.abandon(claim);
			throw new BusyException("A claim was interrupted");
		}
	}

	private ClaimAnswer lead(Line line, WaitingClaim own) {
		try {
			ClaimAnswer answer = own.answer();
			while (answer == null) {
				settle(line);
				answer = own.answer();
			}
			return answer;
		}
		finally {
			line.pass();
		}
	}

	private void settle(Line line) {
		List<WaitingClaim> taken = line.take();
		try {
			List<ClaimAnswer> answers = settlement.settle(line.place.batch(), taken);
			List<WaitingClaim> again = new ArrayList<>();
			for (int i = 0; i < taken.size(); i++) {
				if (answers.get(i).kind() == ClaimAnswer.Kind.AGAIN) {
					again.add(taken.get(i));
				}
				else {
					taken.get(i).answer(answers.get(i));
				}
			}
			line.putBack(again);
		}
		catch (Overtaken | PessimisticLockingFailureException overtaken) {
			line.putBack(taken);
		}
		catch (RuntimeException failure) {
			taken.forEach(claim -> claim.fail(failure));
		}
		finally {
			// An error is not caught; nobody is to wait for what died of it.
			taken.stream()
				.filter(claim -> !claim.isAnswered() && !line.has(claim))
				.forEach(claim -> claim.fail(new BusyException("A settlement broke off")));
		}
	}

	/** What waits for one batch; one of them settles, or nobody waits. */
	private final class Line {

		private final Place place;

		private final Deque<WaitingClaim> waiting = new ArrayDeque<>();

		private boolean led;

		private boolean closed;

		Line(Place place) {
			this.place = place;
		}

		/**
		 * Joins the line; who finds nobody at work is to lead.
		 * @return false if it is not the line any more
		 */
		synchronized boolean join(WaitingClaim claim) {
			if (closed) {
				return false;
			}
			if (waiting.size() >= LONGEST) {
				throw new BusyException("Too many claims wait for a batch");
			}
			waiting.add(claim);
			if (!led) {
				led = true;
				claim.lead();
			}
			return true;
		}

		synchronized List<WaitingClaim> take() {
			List<WaitingClaim> taken = new ArrayList<>();
			while (taken.size() < AT_ONCE && !waiting.isEmpty()) {
				taken.add(waiting.remove());
			}
			return taken;
		}

		/** Those whom others got in the way of come first, as before. */
		synchronized void putBack(List<WaitingClaim> claims) {
			for (int i = claims.size() - 1; i >= 0; i--) {
				WaitingClaim claim = claims.get(i);
				if (claim.tryAgain() && !claim.isAbandoned()) {
					waiting.addFirst(claim);
				}
				else {
					claim.fail(new BusyException("Others were faster, again and again"));
				}
			}
		}

		synchronized boolean has(WaitingClaim claim) {
			return waiting.contains(claim);
		}

		/** Gives up; who was to lead by then lets the next one. */
		synchronized boolean leave(WaitingClaim claim) {
			boolean waited = waiting.remove(claim);
			if (waited && claim.leads()) {
				pass();
			}
			return waited;
		}

		/** Gives up for good, also what is being settled at this moment. */
		synchronized void abandon(WaitingClaim claim) {
			claim.abandon();
			leave(claim);
		}

		/** Who settled goes; the first who waits is next. */
		synchronized void pass() {
			WaitingClaim next = waiting.peek();
			if (next != null) {
				next.lead();
			}
			else {
				closed = true;
				lines.remove(place, this);
			}
		}

	}

}
