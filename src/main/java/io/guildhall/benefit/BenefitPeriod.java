package io.guildhall.benefit;

import java.util.List;

/** For how long a quota is given, counted from where a paid term begins. */
public enum BenefitPeriod {

	/** A day of a camp; no plan gives it. */
	DAY(0),
	/** A month of the membership. */
	MONTH(1),
	/** A year of it. */
	YEAR(12),
	/** All that one purchase pays for; of a lifetime, once for all. */
	TERM(0);

	/** What plans can give. */
	public static final List<BenefitPeriod> OF_PLANS = List.of(MONTH, YEAR, TERM);

	private final int months;

	BenefitPeriod(int months) {
		this.months = months;
	}

	/** In calendar months; none where it is as long as the term, or as a day. */
	int months() {
		return months;
	}

}
