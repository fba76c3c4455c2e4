package io.guildhall.tiering.web;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;
import io.guildhall.tiering.ActivityMeasure;
import io.guildhall.tiering.PolicyKind;
import io.guildhall.tiering.SpendMeasure;
import io.guildhall.tiering.TierPolicyDetails;
import io.guildhall.tiering.TierTerms;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * The terms of a policy as they are filled in.
 *
 * @param spendThreshold in major units of the currency, or in orders
 */
record PolicyForm(@NotNull PolicyKind kind, @NotNull Integer windowDays, @NotNull ActivityMeasure activityMeasure,
		@NotNull Long activityThreshold, @Nullable Long potentialThreshold, @Nullable SpendMeasure spendMeasure,
		@Nullable Boolean spendAllTime, @PositiveOrZero @Nullable BigDecimal spendThreshold,
		@NotNull Integer marginPercent, @Nullable Long version) {

	static PolicyForm of(TierPolicyDetails policy, String currency) {
		TierTerms terms = policy.terms();
		Long threshold = terms.spendThreshold();
		BigDecimal spend = null;
		if (threshold != null) {
			spend = (terms.spendMeasure() == SpendMeasure.ORDERS) ? BigDecimal.valueOf(threshold)
					: new Money(threshold, currency).toMajor().stripTrailingZeros();
			spend = (spend.scale() < 0) ? spend.setScale(0) : spend;
		}
		return new PolicyForm(terms.kind(), terms.windowDays(), terms.activityMeasure(), terms.activityThreshold(),
				terms.potentialThreshold(),
				(terms.spendMeasure() != null) ? terms.spendMeasure() : SpendMeasure.NET_SPEND, terms.spendAllTime(),
				spend, terms.marginPercent(), policy.version());
	}

	/** The terms; null with the errors filled where they are none. */
	@Nullable TierTerms terms(String currency, Errors errors) {
		if (errors.hasErrors()) {
			return null;
		}
		try {
			return new TierTerms(kind, windowDays, activityMeasure, activityThreshold, potentialThreshold, spendMeasure,
					Boolean.TRUE.equals(spendAllTime), spend(currency), marginPercent);
		}
		catch (DomainException refusal) {
			errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			return null;
		}
		catch (ArithmeticException decimals) {
			errors.rejectValue("spendThreshold", "tiering.decimals", "Too many decimals");
			return null;
		}
	}

	private @Nullable Long spend(String currency) {
		if (spendThreshold == null) {
			return null;
		}
		return (spendMeasure == SpendMeasure.ORDERS) ? Long.valueOf(spendThreshold.longValueExact())
				: Long.valueOf(Money.ofMajor(spendThreshold, currency).minor());
	}
}
