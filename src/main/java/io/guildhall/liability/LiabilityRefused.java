package io.guildhall.liability;

import io.guildhall.shared.DomainException;

/** Why liabilities cannot be shown. */
public class LiabilityRefused extends DomainException {

	private LiabilityRefused(Kind kind, String code, String message, Object... args) {
		super(kind, "liability." + code, message, args);
	}

	static LiabilityRefused period() {
		return new LiabilityRefused(Kind.INVALID, "period", "A period has 1 to %s days, and ends today at the latest",
				LiabilityPeriod.LONGEST_DAYS);
	}

}
