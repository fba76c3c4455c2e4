package io.guildhall.catalog;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * A limited product as one member meets it.
 *
 * @param left how many can be sold; null for as many as one likes
 * @param had how many the member bought before
 * @param onSale whether a flash sale of it runs
 * @param credited whether a trial is taken off its price
 */
record ShelfItem(ProductId id, String name, Money price, @Nullable LocalDate endsOn, @Nullable Integer perMember,
		Eligibility eligibility, @Nullable Long left, long had, boolean onSale, boolean credited) {

	/**
	 * Refuses what can be refused before anything is taken.
	 * @throws CatalogRefused if it has ended, or there are not that many, or not for this
	 * member
	 */
	void require(long quantity, LocalDate today) {
		if (endsOn != null && today.isAfter(endsOn)) {
			throw CatalogRefused.over(name);
		}
		if (left != null && left < quantity) {
			throw CatalogRefused.soldOut(name, left);
		}
		if (perMember != null && had + quantity > perMember) {
			throw CatalogRefused.limitReached(name, perMember, had);
		}
	}

	/**
	 * Refuses a member for whom it is not.
	 * @throws CatalogRefused if so
	 */
	void requireFor(Standing standing) {
		if (!eligibility.admits(standing)) {
			throw CatalogRefused.notEligible(name);
		}
	}

}
