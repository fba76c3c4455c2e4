package io.guildhall.onboarding;

import java.time.Instant;
import java.util.UUID;

import io.guildhall.member.MemberId;

/**
 * What another module does with who joins, in the same transaction: where it refuses,
 * nobody joined.
 */
@FunctionalInterface
public interface Arrival {

	/** Nothing is done but to join. */
	Arrival ONLY = (member, join, now) -> {
	};

	/**
	 * A member was made or found; once for a form, however often it is sent.
	 * @param join names it
	 */
	void arrived(MemberId member, UUID join, Instant now);

}
