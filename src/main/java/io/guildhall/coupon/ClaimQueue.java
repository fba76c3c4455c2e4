package io.guildhall.coupon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

import io.guildhall.shared.BusyException;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Gathers the claims of a batch that come at the same time (ADR 121). There is no thread
 * of its own: the first who finds nobody at work settles all that wait, itself included,
 * in one transaction; who comes meanwhile waits, and the first of them is next. So under
 * no load a claim is settled at once and alone, and under load by hundreds. Where many
 * wait, a second one settles them beside the first (ADR 138): while the one waits for the
 * database, the other reads and answers.
 */
@Component
@RequiredArgsConstructor
class ClaimQueue {

	/** More do not wait for one batch in this instance. */
	static final int LONGEST = 2_000;

	/** As many are settled in one transaction. */
	static final int AT_ONCE = 300;

	/** So many settle at the same time. */
	static final int MOST_LEADERS = 2;

	/** As many have to wait before another one settles them beside one who is at work. */
	static final int WORTH_IT = 24;

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
				settle(line, own);
				answer = own.answer();
			}
			return answer;
		}
		finally {
			line.pass(own);
		}
	}

	private void settle(Line line, WaitingClaim own) {
		List<WaitingClaim> taken = line.take(own);
		try {
			List<ClaimAnswer> answers = settled(line.place.batch(), taken);
			line.putBack(again(taken, answers));
			if (!line.has(own)) {
				// Before all are woken, and there is little left of the processors.
				line.pass(own);
			}
			for (int i = 0; i < taken.size(); i++) {
				if (answers.get(i).kind() != ClaimAnswer.Kind.AGAIN) {
					taken.get(i).answer(answers.get(i));
				}
			}
		}
		catch (Overtaken | PessimisticLockingFailureException overtaken) {
			line.putBack(taken);
		}
		catch (RuntimeException failure) {
			taken.forEach(claim -> claim.fail(failure));
		}
	}

	/** An error is not caught, but nobody is to wait for what died of it. */
	private List<ClaimAnswer> settled(BatchId batch, List<WaitingClaim> taken) {
		try {
			return settlement.settle(batch, taken);
		}
		catch (Error died) {
			taken.forEach(claim -> claim.fail(new BusyException("A settlement broke off")));
			throw died;
		}
	}

	private static List<WaitingClaim> again(List<WaitingClaim> taken, List<ClaimAnswer> answers) {
		return IntStream.range(0, taken.size())
			.filter(i -> answers.get(i).kind() == ClaimAnswer.Kind.AGAIN)
			.mapToObj(taken::get)
			.toList();
	}

	/** What waits for one batch; few of them settle, or nobody waits. */
	private final class Line {

		private final Place place;

		private final Deque<WaitingClaim> waiting = new ArrayDeque<>();

		/** Who settles, or is to. */
		private int leaders;

		/** Whether one of them has not taken yet what waits. */
		private boolean comes;

		private boolean closed;

		Line(Place place) {
			this.place = place;
		}

		/**
		 * Joins the line; who finds nobody at work is to lead, and so is who makes it
		 * long.
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
			if (isOneMoreWorthIt()) {
				lead(claim);
			}
			return true;
		}

		private boolean isOneMoreWorthIt() {
			return leaders == 0 || (leaders < MOST_LEADERS && !comes && waiting.size() >= WORTH_IT);
		}

		private void lead(WaitingClaim claim) {
			leaders++;
			comes = true;
			claim.lead();
		}

		/**
		 * Takes what waits, in the order in which it came; who leads is only taken by
		 * themselves, since nobody would wake them.
		 */
		synchronized List<WaitingClaim> take(WaitingClaim own) {
			comes = false;
			List<WaitingClaim> taken = new ArrayList<>();
			Iterator<WaitingClaim> all = waiting.iterator();
			while (taken.size() < AT_ONCE && all.hasNext()) {
				WaitingClaim next = all.next();
				if (next == own || !next.leads()) {
					taken.add(next);
					all.remove();
				}
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
				comes = false;
				pass(claim);
			}
			return waited;
		}

		/** Gives up for good, also what is being settled at this moment. */
		synchronized void abandon(WaitingClaim claim) {
			claim.abandon();
			leave(claim);
		}

		/** Who settled goes, once; the first who waits is next, if it is worth it. */
		synchronized void pass(WaitingClaim leader) {
			if (!leader.leads()) {
				return;
			}
			leader.follow();
			leaders--;
			WaitingClaim next = first();
			if (next != null && isOneMoreWorthIt()) {
				lead(next);
			}
			else if (leaders == 0) {
				closed = true;
				lines.remove(place, this);
			}
		}

		/** The first who waits for somebody else to settle. */
		private @Nullable WaitingClaim first() {
			return waiting.stream().filter(claim -> !claim.leads()).findFirst().orElse(null);
		}

	}

}
