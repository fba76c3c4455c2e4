package io.guildhall.benefit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.member.MemberId;
import io.guildhall.membership.MembershipId;
import io.guildhall.shared.Money;

/**
 * A use of a benefit.
 *
 * @param membership that gave it; null where the line of an order bought it
 * @param line of the order; null where a membership gave it
 * @param usedOn the day whose quota it is of
 * @param unitValue what it was worth then
 * @param by who checked it off; empty where the member booked it themselves
 * @param undoneAt when it was taken back; null while it counts
 */
public record BenefitUse(BenefitUseId id, MemberId member, @Nullable MembershipId membership, @Nullable UUID line,
		String benefit, Instant usedAt, LocalDate usedOn, Money unitValue, String by, @Nullable Instant undoneAt,
		@Nullable String undoneBy, @Nullable String undoReason) {

	BenefitSource source() {
		return new BenefitSource(membership, line);
	}

	/** Whether it counts. */
	public boolean counts() {
		return undoneAt == null;
	}
}
