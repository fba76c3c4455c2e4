package io.guildhall.checkout;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.provider.Standing;

/**
 * How far a try has come. It only goes on by what it hears, in whatever order that comes
 * in: money always counts, an end is not taken back by older news, and silence says
 * nothing of what ended.
 *
 * @param externalId by which the provider knows it
 * @param link where it is paid
 * @param failure why it failed, or why nothing is known
 * @param unwanted whether the order takes no money any more, so that it is to be closed
 * @param heardAt when the provider was heard last
 * @param asks how often it was asked for since it moved last
 * @param nextAskAt when the provider is asked next; null for never
 */
record Progress(AttemptState state, @Nullable String externalId, @Nullable String link, @Nullable String failure,
		boolean unwanted, @Nullable Instant heardAt, int asks, @Nullable Instant nextAskAt) {

	/** While the request is under way, nobody else asks. */
	static final Duration UNDER_WAY = Duration.ofMinutes(1);

	/** What ended is looked at once more: money may have come after that. */
	static final Duration LAST_LOOK = Duration.ofHours(1);

	private static final Duration FIRST = Duration.ofSeconds(20);

	private static final Duration LONGEST = Duration.ofHours(4);

	private static final int DOUBLED_AT_MOST = 10;

	/** A new one, which is about to be asked for. */
	static Progress created(Instant now) {
		return new Progress(AttemptState.CREATED, null, null, null, false, null, 0, now.plus(UNDER_WAY));
	}

	/** How long to wait after so many asks. */
	static Duration pause(int asks) {
		Duration pause = FIRST.multipliedBy(1L << Math.min(asks, DOUBLED_AT_MOST));
		return (pause.compareTo(LONGEST) > 0) ? LONGEST : pause;
	}

	/**
	 * The provider opened it. News of it may have come before this answer; what was given
	 * up meanwhile is closed there.
	 */
	Progress started(String id, String where, Instant now, Instant expiresAt) {
		if (state == AttemptState.FAILED || state == AttemptState.CLOSED) {
			return new Progress(state, id, where, failure, true, now, 0, now);
		}
		boolean waits = state == AttemptState.CREATED || state == AttemptState.UNKNOWN;
		return new Progress(waits ? AttemptState.PENDING : state, id, where, waits ? null : failure, unwanted, now,
				waits ? 0 : asks, waits ? next(0, now, expiresAt) : nextAskAt);
	}

	/**
	 * The provider refused to open it. If another request opened it, or may have, it is
	 * not for this one to say.
	 */
	Progress refused(String code, Instant now) {
		return (state == AttemptState.CREATED && externalId == null)
				? new Progress(AttemptState.FAILED, externalId, null, code, unwanted, now, 0, null) : this;
	}

	/** The provider could not be called: nothing was done, and nothing is known. */
	Progress later(Instant now) {
		return new Progress(state, externalId, link, failure, unwanted, heardAt, asks + 1, now.plus(pause(asks)));
	}

	/** The provider did not answer. */
	Progress unanswered(String code, Instant now) {
		Instant later = now.plus(pause(asks));
		return state.isOpen()
				? new Progress(AttemptState.UNKNOWN, externalId, link, code, unwanted, heardAt, asks + 1, later)
				: new Progress(state, externalId, link, failure, unwanted, heardAt, asks + 1, later);
	}

	/**
	 * The provider says how it stands.
	 * @param asked whether we asked; what it tells by itself may be older than what we
	 * know
	 */
	Progress heard(Standing standing, boolean asked, Instant now, Instant expiresAt) {
		String id = (standing.externalId() != null) ? standing.externalId() : externalId;
		String where = (standing.link() != null) ? standing.link() : link;
		AttemptState to = switch (standing.state()) {
			case PAID -> AttemptState.SUCCEEDED;
			case FAILED -> state.isOpen() ? AttemptState.FAILED : state;
			case CLOSED -> state.isOpen() ? AttemptState.CLOSED : state;
			case PENDING -> state.isOpen() ? AttemptState.PENDING : state;
		};
		if (to == AttemptState.PENDING) {
			int times = asked ? asks + 1 : asks;
			return new Progress(to, id, where, null, unwanted, now, times,
					(asked || nextAskAt == null) ? next(times, now, expiresAt) : nextAskAt);
		}
		String why = (to == AttemptState.FAILED && state.isOpen()) ? standing.failure()
				: (to == state) ? failure : null;
		if (to != state) {
			return new Progress(to, id, where, why, unwanted, now, 0, now.plus(LAST_LOOK));
		}
		if (asked && standing.state() == Standing.State.PENDING) {
			// Given up here, and still open there.
			return new Progress(to, id, where, why, unwanted, now, asks + 1, now.plus(pause(asks)));
		}
		return new Progress(to, id, where, why, unwanted, now, asks, asked ? null : nextAskAt);
	}

	/** The order takes no money any more: it is to be closed soon. */
	Progress unwanted(Instant now) {
		return state.isOpen() ? new Progress(state, externalId, link, failure, true, heardAt, 0, now) : this;
	}

	/** Whether nobody is to pay by it any more. */
	boolean isToClose(Instant now, Instant expiresAt) {
		return unwanted ? state != AttemptState.SUCCEEDED : state.isOpen() && !now.isBefore(expiresAt);
	}

	/** Asked again after a while, and when its time is over. */
	private static Instant next(int asks, Instant now, Instant expiresAt) {
		Instant next = now.plus(pause(asks));
		return (expiresAt.isAfter(now) && expiresAt.isBefore(next)) ? expiresAt : next;
	}

}
