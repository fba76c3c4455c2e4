package io.guildhall.membership;

import org.jspecify.annotations.Nullable;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** How long a purchase of a plan lasts. */
@Getter
@RequiredArgsConstructor
public enum PlanTerm {

	MONTHLY(1), YEARLY(12), LIFETIME(null);

	/** In calendar months; none for a lifetime. */
	private final @Nullable Integer months;

}
