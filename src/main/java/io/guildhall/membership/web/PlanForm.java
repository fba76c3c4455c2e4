package io.guildhall.membership.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

import io.guildhall.membership.Benefit;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanTerm;
import io.guildhall.shared.Money;

/**
 * What somebody fills in for a plan.
 *
 * @param benefits one per line, its quota behind a vertical bar
 */
record PlanForm(@Nullable String name, @Nullable String family, @Nullable PlanTerm term, @Nullable BigDecimal price,
		@Nullable Integer graceDays, @Nullable String benefits, @Nullable Long version) {

	static PlanForm empty() {
		return new PlanForm("", "", PlanTerm.YEARLY, null, 0, "", null);
	}

	static PlanForm of(PlanDetails plan) {
		List<String> lines = plan.benefits()
			.stream()
			.map(benefit -> (benefit.quota() != null) ? benefit.name() + " | " + benefit.quota() : benefit.name())
			.toList();
		return new PlanForm(plan.name(), plan.family(), plan.term(), plan.price().toMajor(), plan.graceDays(),
				String.join("\n", lines), plan.version());
	}

	/**
	 * What the form says; null, with the reasons among the errors, where it is not right.
	 */
	@Nullable NewPlan plan(String currency, Errors errors) {
		if (errors.hasErrors()) {
			return null;
		}
		if (price == null) {
			errors.rejectValue("price", "NotNull");
			return null;
		}
		try {
			return new NewPlan((name != null) ? name : "", (family != null) ? family : "",
					(term != null) ? term : PlanTerm.YEARLY, Money.ofMajor(price, currency),
					(graceDays != null) ? graceDays : 0, rows());
		}
		catch (ArithmeticException tooFine) {
			errors.rejectValue("price", "membership.price.decimals");
			return null;
		}
	}

	private List<Benefit> rows() {
		List<Benefit> rows = new ArrayList<>();
		String text = (benefits != null) ? benefits : "";
		for (String line : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
			int bar = Math.max(line.indexOf('|'), line.indexOf('｜'));
			rows.add((bar < 0) ? new Benefit(line, null)
					: new Benefit(line.substring(0, bar).strip(), line.substring(bar + 1).strip()));
		}
		return rows;
	}

}
