package io.guildhall.points.web;

import java.util.List;
import java.util.UUID;

import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.organization.OrganizationService;
import io.guildhall.points.PointLevels;
import io.guildhall.points.PointPrices;
import io.guildhall.points.PointRule;
import io.guildhall.points.PointRuleTerms;
import io.guildhall.points.PointRules;
import io.guildhall.points.PointTitles;
import io.guildhall.points.PointValue;
import io.guildhall.points.PointValues;
import io.guildhall.points.RuleKind;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.FormRefusals;
import lombok.RequiredArgsConstructor;

/** The pages of what gives points, what they buy and which titles they bring. */
@Controller
@RequestMapping("/o/{organization}/points")
@RequiredArgsConstructor
class PointRulesController {

	private static final String BACK = "redirect:/o/{organization}/points/rules";

	private final PointRules rules;

	private final PointPrices prices;

	private final PointLevels levels;

	private final PointTitles titles;

	private final PointValues values;

	private final CouponBatches batches;

	private final OrganizationService organizations;

	@Bean
	static AuditSubject pointRuleHistory(PointRules rules) {
		return new AuditSubject("point-rule", rules::get);
	}

	@GetMapping("/rules")
	String list(Model model) {
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", RuleForm.empty(organizations.today()));
		}
		if (!model.containsAttribute("ladder")) {
			model.addAttribute("ladder", LadderForm.of(levels.ladder()));
		}
		PointValue value = values.get();
		if (!model.containsAttribute("worth")) {
			model.addAttribute("worth", ValueForm.of(value, organizations.current().currency()));
		}
		boolean sales = OnBehalf.may(Permission.SALES_READ);
		model.addAttribute("value", value.value());
		model.addAttribute("rules", rules.list());
		model.addAttribute("kinds", RuleKind.values());
		model.addAttribute("today", organizations.today());
		model.addAttribute("currency", organizations.current().currency());
		model.addAttribute("titles", levels.ladder().levels());
		model.addAttribute("prices", sales ? prices.list() : List.of());
		model.addAttribute("batches", sales ? batches.open() : List.of());
		return "points/rules";
	}

	@PostMapping("/rules")
	String add(@ModelAttribute("form") RuleForm form, BindingResult errors, Model model, RedirectAttributes flash) {
		PointRuleTerms terms = form.terms(organizations.current().currency(), errors);
		if (terms != null && done(errors, () -> rules.add(terms))) {
			flash.addFlashAttribute("done", "points.rule.added");
			return BACK;
		}
		return list(model);
	}

	@GetMapping("/rules/{id}")
	String show(@PathVariable UUID id, Model model) {
		PointRule rule = rules.get(id);
		String currency = organizations.current().currency();
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", RuleForm.of(rule, currency));
		}
		model.addAttribute("rule", rule);
		model.addAttribute("kinds", RuleKind.values());
		model.addAttribute("currency", currency);
		model.addAttribute("begun", !rule.terms().firstDay().isAfter(organizations.today()));
		return "points/rule";
	}

	@PostMapping("/rules/{id}")
	String change(@PathVariable UUID id, @ModelAttribute("form") RuleForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		PointRuleTerms terms = form.terms(organizations.current().currency(), errors);
		if (terms != null && done(errors, () -> rules.change(id, terms, form.version()))) {
			flash.addFlashAttribute("done", "points.rule.changed");
			return BACK;
		}
		return show(id, model);
	}

	@PostMapping("/rules/{id}/end")
	String end(@PathVariable UUID id, RedirectAttributes flash) {
		rules.end(id);
		flash.addFlashAttribute("done", "points.rule.ended");
		return BACK;
	}

	@PostMapping("/prices")
	String price(@RequestParam BatchId batch, @RequestParam long points, RedirectAttributes flash) {
		prices.set(batch, points);
		flash.addFlashAttribute("done", "points.price.set");
		return BACK;
	}

	@PostMapping("/prices/{batch}/removal")
	String removePrice(@PathVariable BatchId batch, RedirectAttributes flash) {
		prices.remove(batch);
		flash.addFlashAttribute("done", "points.price.removed");
		return BACK;
	}

	@PostMapping("/levels")
	String ladder(@ModelAttribute("ladder") LadderForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors() && done(errors, () -> levels.change(form.ladder(), form.ladderVersion()))) {
			flash.addFlashAttribute("done", "points.ladder.changed");
			return BACK;
		}
		return list(model);
	}

	/** What the titles that are being typed would come to. */
	@PostMapping("/levels/preview")
	String preview(@ModelAttribute("ladder") LadderForm form, BindingResult errors, Model model) {
		if (!errors.hasErrors()) {
			done(errors, () -> model.addAttribute("preview", titles.preview(form.ladder())));
		}
		return "points/rules :: preview";
	}

	@PostMapping("/value")
	String value(@ModelAttribute("worth") ValueForm form, BindingResult errors, Model model, RedirectAttributes flash) {
		if (!errors.hasErrors() && done(errors, () -> values.change(form.money(), form.valueVersion()))) {
			flash.addFlashAttribute("done", "points.value.changed");
			return BACK;
		}
		return list(model);
	}

	/** Whether it went well; what was typed wrong stands among the errors. */
	private static boolean done(BindingResult errors, Runnable work) {
		try {
			work.run();
			return true;
		}
		catch (DomainException refusal) {
			FormRefusals.tell(refusal, errors);
			return false;
		}
	}

}
