package io.guildhall.points.web;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

import io.guildhall.points.PointRule;
import io.guildhall.points.PointRuleTerms;
import io.guildhall.points.PointsRefused;
import io.guildhall.points.RuleKind;
import io.guildhall.shared.Money;

/**
 * A rule as somebody types it.
 *
 * @param per the amount for which the points are given, in major units
 */
record RuleForm(@Nullable RuleKind kind, @Nullable String name, @Nullable String action, @Nullable Long points,
		@Nullable BigDecimal per, @Nullable Long dailyCap, @Nullable Integer waitDays, @Nullable Integer expiresDays,
		@Nullable LocalDate firstDay, @Nullable LocalDate lastDay, @Nullable Long version) {

	static RuleForm empty(LocalDate today) {
		return new RuleForm(RuleKind.SPEND, "", null, 1L, BigDecimal.ONE, null, 0, 365, today, null, null);
	}

	static RuleForm of(PointRule rule, String currency) {
		PointRuleTerms terms = rule.terms();
		return new RuleForm(terms.kind(), terms.name(), terms.action(), terms.points(),
				(terms.perMinor() != null) ? new Money(terms.perMinor(), currency).toMajor() : null, terms.dailyCap(),
				terms.waitDays(), terms.expiresDays(), terms.firstDay(), terms.lastDay(), rule.version());
	}

	/**
	 * What the form says; null, with the reasons among the errors, where it is not right.
	 */
	@Nullable PointRuleTerms terms(String currency, Errors errors) {
		if (kind == null) {
			errors.rejectValue("kind", "NotNull");
		}
		if (firstDay == null) {
			errors.rejectValue("firstDay", "NotNull");
		}
		if (errors.hasErrors() || kind == null || firstDay == null) {
			return null;
		}
		try {
			return new PointRuleTerms(kind, (name != null) ? name : "", action, (points != null) ? points : 0,
					(per != null) ? Money.ofMajor(per, currency).minor() : null, dailyCap,
					(waitDays != null) ? waitDays : 0, expiresDays, firstDay, lastDay);
		}
		catch (ArithmeticException tooFine) {
			errors.rejectValue("per", "points.rule.per.decimals");
			return null;
		}
		catch (PointsRefused refusal) {
			errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			return null;
		}
	}

}
