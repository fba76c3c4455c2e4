package io.guildhall.membership;

import org.jspecify.annotations.Nullable;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** How long a purchase of a plan lasts. */
@Getter
@RequiredArgsConstructor
public enum PlanTerm {

	MONTHLY(1), QUARTERLY(3), YEARLY(12), LIFETIME(null),
	/** Once for so many days, as the plan says. */
	ONE_OFF(null);

	/** In calendar months; none for a lifetime, or where days are counted. */
	private final @Nullable Integer months;

}
