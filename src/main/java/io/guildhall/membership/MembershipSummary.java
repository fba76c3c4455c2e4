package io.guildhall.membership;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.catalog.ProductId;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Money;

/**
 * A membership.
 *
 * @param product that renews it
 * @param state as of today, even before the night has written it down
 * @param endsOn the first day without access; null for a lifetime
 * @param cancels whether it ends for good then
 * @param pausedOn since when it stands still; null where it does not
 * @param pausedUntil when it goes on by itself
 */
public record MembershipSummary(MembershipId id, MemberId member, PlanId plan, String planName, PlanTerm term,
		ProductId product, MembershipState state, LocalDate startedOn, @Nullable LocalDate endsOn, boolean cancels,
		@Nullable LocalDate pausedOn, @Nullable LocalDate pausedUntil, Instant createdAt) {

	/** How many days are left of one that stands still; null of others. */
	public @Nullable Long daysLeft() {
		return (state == MembershipState.PAUSED && pausedOn != null && endsOn != null)
				? ChronoUnit.DAYS.between(pausedOn, endsOn) : null;
	}

	/** The last day with access, as it is shown; null for a lifetime. */
	public @Nullable LocalDate lastDay() {
		return (endsOn != null) ? endsOn.minusDays(1) : null;
	}

	/** Whether it can stand still, where its plan lets it. */
	public boolean pausable() {
		return state == MembershipState.ACTIVE && endsOn != null;
	}

	/** Whether it can be cancelled at its end. */
	public boolean cancellable() {
		return state.hasAccess() && endsOn != null && !cancels;
	}

	/**
	 * A stretch of time that an order paid for, or that the staff gave.
	 *
	 * @param order null where it was given
	 * @param reason why it was given
	 * @param refundedAt when the money went back, or what was given was taken back
	 * @param dropped whether it never began, since an upgrade replaced it or its rest was
	 * paid back
	 */
	public record Term(UUID id, @Nullable UUID order, String planName, LocalDate from, @Nullable LocalDate to,
			Money paid, @Nullable String reason, @Nullable Instant refundedAt, boolean dropped) {

		/** Whether something of it can be taken back that was given. */
		public boolean revocable(LocalDate today) {
			return order == null && refundedAt == null && to != null && today.isBefore(to);
		}

	}

	/** A moment in the life of a membership. */
	public record Move(Instant at, String what, @Nullable LocalDate endsOn, @Nullable UUID order, String actorName,
			@Nullable String reason) {
	}

}
