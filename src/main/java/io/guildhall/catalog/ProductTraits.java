package io.guildhall.catalog;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Money;

/**
 * What a product has beside its name and price. What belongs to a kind belongs to no
 * other.
 *
 * @param sku of goods and samples, once per organization; null for none
 * @param cost of one; null if nobody has said
 * @param startsOn the first day of a course or camp
 * @param endsOn its last day, after which it is not sold any more
 * @param minutes that a consultation takes
 * @param perMember so many one member may buy at most; null for no limit
 * @param eligibility who may buy
 * @param uses how often one service package can be used; null where that is not counted
 * @param validDays within how many days from the payment consultations and packages are
 * used; null for ever
 */
public record ProductTraits(@Nullable String sku, @Nullable Money cost, @Nullable LocalDate startsOn,
		@Nullable LocalDate endsOn, @Nullable Integer minutes, @Nullable Integer perMember, Eligibility eligibility,
		@Nullable Integer uses, @Nullable Integer validDays) {

	/** Nothing of it. */
	public static final ProductTraits NONE = new ProductTraits(null, null, null, null, null, null, Eligibility.ALL);

	private static final int LONGEST_SKU = 60;

	private static final int MOST_MINUTES = 1440;

	private static final int HIGHEST_LIMIT = 1000;

	private static final int MOST_USES = 1000;

	private static final int LONGEST_VALIDITY = 3650;

	public ProductTraits {
		sku = (sku != null && !sku.isBlank()) ? sku.strip() : null;
	}

	/** One that gives nothing to be used up. */
	public ProductTraits(@Nullable String sku, @Nullable Money cost, @Nullable LocalDate startsOn,
			@Nullable LocalDate endsOn, @Nullable Integer minutes, @Nullable Integer perMember,
			Eligibility eligibility) {
		this(sku, cost, startsOn, endsOn, minutes, perMember, eligibility, null, null);
	}

	/**
	 * Refuses what is wrong, or does not belong to the kind.
	 * @throws CatalogRefused if so
	 */
	void requireFit(ProductKind kind) {
		requireDays(kind);
		requireUses(kind);
		if (sku != null) {
			if (!kind.hasSku()) {
				throw CatalogRefused.skuOfGoods();
			}
			if (sku.length() > LONGEST_SKU) {
				throw CatalogRefused.longSku(LONGEST_SKU);
			}
		}
		if (cost != null && cost.isNegative()) {
			throw CatalogRefused.negativeCost();
		}
		if (minutes != null) {
			if (!kind.hasMinutes()) {
				throw CatalogRefused.minutesOfConsultations();
			}
			if (minutes < 1 || minutes > MOST_MINUTES) {
				throw CatalogRefused.minutes(MOST_MINUTES);
			}
		}
		if (perMember != null && (perMember < 1 || perMember > HIGHEST_LIMIT)) {
			throw CatalogRefused.perMember(HIGHEST_LIMIT);
		}
	}

	private void requireDays(ProductKind kind) {
		if (startsOn == null && endsOn == null) {
			return;
		}
		if (!kind.hasDays()) {
			throw CatalogRefused.daysOfCourses();
		}
		if (startsOn == null || endsOn == null || endsOn.isBefore(startsOn)) {
			throw CatalogRefused.days();
		}
	}

	private void requireUses(ProductKind kind) {
		if (uses != null) {
			if (!kind.hasUses()) {
				throw CatalogRefused.usesOfServices();
			}
			if (uses < 1 || uses > MOST_USES) {
				throw CatalogRefused.uses(MOST_USES);
			}
		}
		if (validDays != null) {
			if (kind != ProductKind.CONSULTATION && uses == null) {
				throw CatalogRefused.validityOfSessions();
			}
			if (validDays < 1 || validDays > LONGEST_VALIDITY) {
				throw CatalogRefused.validity(LONGEST_VALIDITY);
			}
		}
	}

	/** Whether an order has to ask the shelf because of it. */
	boolean limits() {
		return endsOn != null || perMember != null || !eligibility.isAll();
	}

}
