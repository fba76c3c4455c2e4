package io.guildhall.benefit;

/** For how long a quota is given, counted from where a paid term begins. */
public enum BenefitPeriod {

	/** A month of the membership. */
	MONTH(1),
	/** A year of it. */
	YEAR(12),
	/** All that one purchase pays for; of a lifetime, once for all. */
	TERM(0);

	private final int months;

	BenefitPeriod(int months) {
		this.months = months;
	}

	/** In calendar months; none where it is as long as the term. */
	int months() {
		return months;
	}

}
