package io.guildhall.membership.web;

import java.util.List;

import org.jspecify.annotations.Nullable;
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
import io.guildhall.membership.NewPlan;
import io.guildhall.membership.PlanDetails;
import io.guildhall.membership.PlanFilter;
import io.guildhall.membership.PlanId;
import io.guildhall.membership.PlanService;
import io.guildhall.membership.PlanTable;
import io.guildhall.membership.PlanTerm;
import io.guildhall.membership.RefundPolicy;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.NavigationEntry;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The pages of plans. */
@Controller
@RequestMapping("/o/{organization}/plans")
@RequiredArgsConstructor
class PlanController {

	private final PlanService plans;

	private final PlanTable table;

	private final OrganizationService organizations;

	@Bean
	static AuditSubject planHistory(PlanService service) {
		return new AuditSubject("plan", id -> service.get(new PlanId(id)));
	}

	@Bean
	static NavigationEntry plansNavigation() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERSHIPS, 20, "membership.plans", "/plans",
				Permission.SALES_READ);
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable Boolean archived,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("plans", plans.list(new PlanFilter(q, archived), after));
		model.addAttribute("q", q.strip());
		model.addAttribute("archived", archived);
		return "membership/plans";
	}

	@GetMapping("/export")
	void export(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable Boolean archived,
			HttpServletResponse response) {
		table.write(new PlanFilter(q, archived), new Download(response, "text/csv;charset=UTF-8", "plans.csv"));
	}

	@GetMapping("/new")
	String add(Model model) {
		return edit(null, PlanForm.empty(), model);
	}

	@PostMapping
	String create(@ModelAttribute("form") PlanForm form, BindingResult errors, Model model, RedirectAttributes flash) {
		NewPlan wanted = form.plan(organizations.current(), errors);
		if (wanted != null) {
			try {
				return done(flash, plans.create(wanted), "membership.done.created", wanted.name());
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/{id}")
	String show(@PathVariable PlanId id, Model model) {
		PlanDetails plan = plans.get(id);
		return edit(plan, PlanForm.of(plan, organizations.current().zone()), model);
	}

	@PostMapping("/{id}")
	String change(@PathVariable PlanId id, @ModelAttribute("form") PlanForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		NewPlan wanted = form.plan(organizations.current(), errors);
		if (wanted != null) {
			try {
				plans.change(id, wanted, form.version());
				return done(flash, id, "membership.done.changed", wanted.name());
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(plans.get(id), form, model);
	}

	@PostMapping("/{id}/archive")
	String archive(@PathVariable PlanId id, RedirectAttributes flash) {
		return done(flash, id, "membership.done.archived", plans.archive(id).name());
	}

	@PostMapping("/{id}/restore")
	String restore(@PathVariable PlanId id, RedirectAttributes flash) {
		return done(flash, id, "membership.done.restored", plans.restore(id).name());
	}

	private static String done(RedirectAttributes flash, PlanId id, String key, String name) {
		flash.addFlashAttribute("done", key);
		flash.addFlashAttribute("doneArgs", List.of(name));
		return "redirect:/o/{organization}/plans/" + id;
	}

	private String edit(@Nullable PlanDetails plan, PlanForm form, Model model) {
		model.addAttribute("plan", plan);
		model.addAttribute("form", form);
		model.addAttribute("terms", PlanTerm.values());
		model.addAttribute("policies", RefundPolicy.values());
		model.addAttribute("currency", organizations.current().currency());
		return "membership/plan";
	}

}
