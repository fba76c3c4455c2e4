package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import io.guildhall.membership.MembershipId;

/**
 * The one answer to whether a member may use something now.
 *
 * @param granted yes or no
 * @param reason of a no
 * @param membership that grants it, or on which it fails
 * @param until the last day of the membership; null for a lifetime, or where there is
 * none
 * @param again when it can be used again, where it is used up and a further quota was
 * paid for
 * @param benefits that were asked for and are granted; of a no, the one that is used up
 */
public record BenefitAccess(boolean granted, @Nullable Reason reason, @Nullable MembershipId membership,
		@Nullable LocalDate until, @Nullable LocalDate again, List<BenefitStanding> benefits) {

	public BenefitAccess {
		benefits = List.copyOf(benefits);
	}

	static BenefitAccess no(Reason reason, @Nullable MembershipId membership, @Nullable LocalDate until) {
		return new BenefitAccess(false, reason, membership, until, null, List.of());
	}

	/** Why not; what comes first says the most. */
	public enum Reason {

		/** They could, and have used all of this period. */
		USED_UP,
		/** Their membership stands still. */
		PAUSED,
		/** Their membership is without it. */
		NOT_IN_PLAN,
		/** Their membership is over, or was paid back. */
		ENDED,
		/** They never had one. */
		NOT_A_MEMBER;

		/** As programs read it: {@code used-up}. */
		@JsonValue
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
