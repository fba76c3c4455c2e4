package io.guildhall.benefit;

import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.membership.MembershipId;

/**
 * By what a member may use something: a membership, or the line of an order that bought
 * it. One of the two is set.
 */
record BenefitSource(@Nullable MembershipId membership, @Nullable UUID line) {

	/** A membership. */
	static BenefitSource of(MembershipId membership) {
		return new BenefitSource(membership, null);
	}

	/** The line of an order. */
	static BenefitSource of(UUID line) {
		return new BenefitSource(null, line);
	}

	/** Its id, whichever of the two it is. */
	UUID id() {
		return (membership != null) ? membership.id() : Objects.requireNonNull(line);
	}

}
