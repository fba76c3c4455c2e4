package io.guildhall.benefit.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.Errors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.benefit.BenefitPeriod;
import io.guildhall.benefit.BenefitRule;
import io.guildhall.benefit.BenefitSet;
import io.guildhall.benefit.PlanBenefits;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.PlanService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** What a plan lets its members use: on the plan's page, and where it is set. */
@Controller
@RequestMapping("/o/{organization}/plans/{id}/benefits")
@RequiredArgsConstructor
class PlanBenefitController {

	/** As many empty rows are offered behind those that are there. */
	private static final int SPARE = 3;

	private final PlanBenefits benefits;

	private final PlanService plans;

	@Bean
	static PagePart benefitsOfPlan() {
		return new PagePart(PagePart.Page.PLAN, 10, "benefit.of-plan", "/plans/{id}/benefits/now",
				Permission.SALES_READ);
	}

	@GetMapping("/now")
	String part(@PathVariable PlanId id, Model model) {
		model.addAttribute("plan", id);
		model.addAttribute("set", benefits.current(id));
		model.addAttribute("history", benefits.history(id));
		return "benefit/parts :: plan";
	}

	@GetMapping
	String edit(@PathVariable PlanId id, Model model) {
		return edit(id, BenefitsForm.of(benefits.current(id)), model);
	}

	@PostMapping
	String change(@PathVariable PlanId id, @ModelAttribute("form") BenefitsForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		List<BenefitRule> rules = form.rules(plans.get(id).price().currency(), errors);
		if (rules != null) {
			try {
				benefits.change(id, rules, Boolean.TRUE.equals(form.everybody()), form.number());
				flash.addFlashAttribute("done", "benefit.done.set");
				return "redirect:/o/{organization}/plans/{id}";
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(id, form, model);
	}

	private String edit(PlanId id, BenefitsForm form, Model model) {
		PlanDetails plan = plans.get(id);
		model.addAttribute("plan", plan);
		model.addAttribute("form", form);
		model.addAttribute("rows", form.gives().size() + SPARE);
		model.addAttribute("periods", BenefitPeriod.OF_PLANS);
		return "benefit/edit";
	}

	/**
	 * What somebody fills in for all benefits of a plan; a row without a name is none.
	 *
	 * @param number of the set that they saw
	 */
	record BenefitsForm(List<Row> gives, @Nullable Boolean everybody, @Nullable Integer number) {

		@SuppressWarnings("NullAway") // nothing is bound where nothing is sent
		BenefitsForm {
			gives = (gives != null) ? gives : List.of();
		}

		static BenefitsForm of(BenefitSet set) {
			boolean first = set.number() == 0;
			return new BenefitsForm(set.rules().stream().map(rule -> first ? Row.ofWords(rule) : Row.of(rule)).toList(),
					first, set.number());
		}

		/** The row at a place; an empty one behind the last. */
		public Row row(int place) {
			return (place < gives.size() && gives.get(place) != null) ? gives.get(place) : Row.EMPTY;
		}

		/**
		 * The rules; null, with the reason among the errors, where they are not right.
		 */
		@Nullable List<BenefitRule> rules(String currency, Errors errors) {
			if (errors.hasErrors()) {
				errors.reject("benefit.numbers");
				return null;
			}
			try {
				List<BenefitRule> rules = new ArrayList<>();
				for (Row row : gives) {
					if (row != null && row.name() != null && !row.name().isBlank()) {
						rules.add(row.rule(currency));
					}
				}
				return rules;
			}
			catch (ArithmeticException tooFine) {
				errors.reject("benefit.numbers");
				return null;
			}
		}

	}

	/** A benefit, as it is filled in. */
	record Row(@Nullable String name, @Nullable String note, @Nullable Integer quota, @Nullable BenefitPeriod period,
			@Nullable Integer carry, @Nullable BigDecimal value) {

		static final Row EMPTY = new Row(null, null, null, BenefitPeriod.YEAR, null, null);

		static Row of(BenefitRule rule) {
			return new Row(rule.name(), rule.note(), rule.quota(), rule.period(),
					(rule.carry() > 0) ? rule.carry() : null, rule.unitValue().toMajor());
		}

		/**
		 * From what the plan says in words: a number and a period in them are offered,
		 * and nothing counts before somebody has saved it.
		 */
		static Row ofWords(BenefitRule words) {
			String note = (words.note() != null) ? words.note() : "";
			String number = note.replaceFirst("^\\D*(\\d{1,4})?.*$", "$1");
			BenefitPeriod period = note.matches(".*(月|month).*") ? BenefitPeriod.MONTH
					: (note.matches(".*(年|year).*") ? BenefitPeriod.YEAR : BenefitPeriod.TERM);
			return new Row(words.name(), number.isEmpty() ? words.note() : null,
					number.isEmpty() ? null : Integer.valueOf(number), period, null, null);
		}

		BenefitRule rule(String currency) {
			Money worth = Money.ofMajor((value != null) ? value : BigDecimal.ZERO, currency);
			return new BenefitRule((name != null) ? name : "", note, quota,
					(period != null) ? period : BenefitPeriod.TERM, (carry != null) ? carry : 0, worth);
		}
	}

}
