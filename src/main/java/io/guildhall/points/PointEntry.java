package io.guildhall.points;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberSummary;

/**
 * An entry of the ledger as it is shown.
 *
 * @param points by which the member's account changed; the organization's changed by as
 * many the other way
 * @param account the organization's side
 * @param sourceType what caused it: ORDER, ACTIVITY, STAFF, COUPON, EXPIRY, MERGE, or the
 * name of an action
 * @param rule name of the rule that gave it
 * @param forDay the day for which it was earned
 * @param of the entry that it takes back, or whose lots it is about
 * @param note why, in the words of who did it by hand
 * @param returnable whether it was spent on a coupon and not given back
 */
public record PointEntry(UUID id, Instant at, MemberSummary member, long points, PointAccount account,
		String sourceType, UUID sourceId, @Nullable String rule, LocalDate forDay, @Nullable UUID of,
		@Nullable String note, String actorName, boolean returnable) {

	/**
	 * Whether an action of another part of the house caused it; their names are small.
	 */
	public boolean byAction() {
		return Character.isLowerCase(sourceType.charAt(0));
	}

}
