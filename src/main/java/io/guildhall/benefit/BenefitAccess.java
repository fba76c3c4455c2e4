package io.guildhall.benefit;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

import io.guildhall.membership.MembershipId;

/**
 * The one answer to whether a member may use something now.
 *
 * @param granted yes or no
 * @param reason of a no
 * @param membership that grants it, or on which it fails; null where it is none
 * @param line of the order that bought it, likewise
 * @param until the last day of the membership, or of what was bought; null where it never
 * ends, or where there is none
 * @param again when it can be used again, where it is used up and a further quota was
 * paid for
 * @param benefits that were asked for and are granted; of a no, the one that is used up
 */
public record BenefitAccess(boolean granted, @Nullable Reason reason, @Nullable MembershipId membership,
		@Nullable UUID line, @Nullable LocalDate until, @Nullable LocalDate again, List<BenefitStanding> benefits) {

	public BenefitAccess {
		benefits = List.copyOf(benefits);
	}

	static BenefitAccess no(Reason reason, @Nullable MembershipId membership, @Nullable LocalDate until) {
		return new BenefitAccess(false, reason, membership, null, until, null, List.of());
	}

	static BenefitAccess no(Reason reason, Purchase purchase) {
		return new BenefitAccess(false, reason, null, purchase.line(), purchase.lastDay(), null, List.of());
	}

	/** That of the first that is granted; null of a no. */
	@Nullable BenefitSource source() {
		return granted ? new BenefitSource(membership, line) : null;
	}

	/** Why not; what comes first says the most. */
	public enum Reason {

		/** They could, and have used all of this period, or all that they bought. */
		USED_UP,
		/** They bought it for later. */
		NOT_BEGUN,
		/** Their membership stands still. */
		PAUSED,
		/** Their membership is without it. */
		NOT_IN_PLAN,
		/** Their membership, or what they bought, is over or was paid back. */
		ENDED,
		/** They never bought it. */
		NOT_BOUGHT,
		/** They never had one. */
		NOT_A_MEMBER;

		/** As programs read it: {@code used-up}. */
		@JsonValue
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
