package io.guildhall.points;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What adding everything up came to.
 *
 * @param entries how many there were
 * @param members with an account
 * @param outstanding what members had together, debts deducted
 * @param count how many differences there were; 0 where all adds up
 * @param differences the first thousand of them
 */
public record PointProof(UUID id, Instant at, long entries, long members, long outstanding, long count,
		List<Difference> differences) {

	/** Where two sums that should be the same were not. */
	public record Difference(Kind kind, UUID subjectId, long expected, long found) {
	}

	/** What was compared. */
	public enum Kind {

		/** A member's balance with their entries. */
		BALANCE,
		/** What the lots of a member hold with the balance. */
		LOTS,
		/** What is left of a lot with what went out and came back. */
		LOT,
		/** What an entry earned with the lot that it opened. */
		OPENED,
		/** What an entry took with the lots that it took it from. */
		TAKEN,
		/** What went from member to member: adds up to nothing. */
		MERGED

	}
}
