package io.guildhall.membership;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;

/**
 * A membership.
 *
 * @param product that renews it
 * @param state as of today, even before the night has written it down
 * @param endsOn the first day without access; null for a lifetime
 * @param cancels whether it ends for good then
 */
public record MembershipSummary(MembershipId id, MemberId member, PlanId plan, String planName, PlanTerm term,
		ProductId product, MembershipState state, LocalDate startedOn, @Nullable LocalDate endsOn, boolean cancels,
		Instant createdAt) {

	/** The last day with access, as it is shown; null for a lifetime. */
	public @Nullable LocalDate lastDay() {
		return (endsOn != null) ? endsOn.minusDays(1) : null;
	}

	/** Whether it can be cancelled at its end. */
	public boolean cancellable() {
		return state.hasAccess() && endsOn != null && !cancels;
	}

	/** A stretch of time that an order paid for. */
	public record Term(UUID order, String planName, LocalDate from, @Nullable LocalDate to,
			io.guildhall.shared.Money paid, @Nullable Instant refundedAt) {
	}

	/** A moment in the life of a membership. */
	public record Move(Instant at, String what, @Nullable LocalDate endsOn, @Nullable UUID order, String actorName) {
	}

}
