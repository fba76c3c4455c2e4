package io.guildhall.membership.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.validation.Errors;

import io.guildhall.membership.Benefit;
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanConditions;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanTerm;
import io.guildhall.membership.RefundPolicy;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.shared.Money;

/**
 * What somebody fills in for a plan.
 *
 * @param days of a one-off
 * @param saleFrom in the organization's zone, as is the other
 * @param reminders days before the end, with commas between them
 * @param benefits one per line, its quota behind a vertical bar
 */
record PlanForm(@Nullable String name, @Nullable String family, @Nullable PlanTerm term, @Nullable BigDecimal price,
		@Nullable Integer graceDays, @Nullable Integer days, @Nullable LocalDateTime saleFrom,
		@Nullable LocalDateTime saleUntil, @Nullable Integer pauseDays, @Nullable RefundPolicy refund,
		@Nullable Integer refundHours, @Nullable String reminders, @Nullable String benefits, @Nullable Long version) {

	static PlanForm empty() {
		return new PlanForm("", "", PlanTerm.YEARLY, null, 0, null, null, null, 0, RefundPolicy.OPEN, null, "", "",
				null);
	}

	static PlanForm of(PlanDetails plan, ZoneId zone) {
		List<String> lines = plan.benefits()
			.stream()
			.map(benefit -> (benefit.quota() != null) ? benefit.name() + " | " + benefit.quota() : benefit.name())
			.toList();
		return new PlanForm(plan.name(), plan.family(), plan.term(), plan.price().toMajor(), plan.graceDays(),
				plan.conditions().days(), local(plan.conditions().saleFrom(), zone),
				local(plan.conditions().saleUntil(), zone), plan.conditions().pauseDays(), plan.conditions().refund(),
				plan.conditions().refundHours(),
				String.join(", ", plan.conditions().reminders().stream().map(String::valueOf).toList()),
				String.join("\n", lines), plan.version());
	}

	/**
	 * What the form says; null, with the reasons among the errors, where it is not right.
	 */
	@Nullable NewPlan plan(OrganizationDetails organization, Errors errors) {
		if (errors.hasErrors()) {
			return null;
		}
		if (price == null) {
			errors.rejectValue("price", "NotNull");
			return null;
		}
		try {
			return new NewPlan((name != null) ? name : "", (family != null) ? family : "",
					(term != null) ? term : PlanTerm.YEARLY, Money.ofMajor(price, organization.currency()),
					(graceDays != null) ? graceDays : 0, rows(), conditions(organization.zone()));
		}
		catch (NumberFormatException noDays) {
			errors.rejectValue("reminders", "plan.reminders");
			return null;
		}
		catch (ArithmeticException tooFine) {
			errors.rejectValue("price", "membership.price.decimals");
			return null;
		}
	}

	private PlanConditions conditions(ZoneId zone) {
		RefundPolicy policy = (refund != null) ? refund : RefundPolicy.OPEN;
		List<Integer> days = Arrays.stream(((reminders != null) ? reminders : "").split("[,，、;\\s]+"))
			.filter(text -> !text.isBlank())
			.map(Integer::valueOf)
			.toList();
		return new PlanConditions((term == PlanTerm.ONE_OFF) ? this.days : null, instant(saleFrom, zone),
				instant(saleUntil, zone), (pauseDays != null) ? pauseDays : 0, policy,
				(policy == RefundPolicy.FULL_WITHIN) ? refundHours : null, days);
	}

	private static @Nullable LocalDateTime local(@Nullable Instant at, ZoneId zone) {
		return (at != null) ? LocalDateTime.ofInstant(at, zone) : null;
	}

	private static @Nullable Instant instant(@Nullable LocalDateTime at, ZoneId zone) {
		return (at != null) ? at.atZone(zone).toInstant() : null;
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
