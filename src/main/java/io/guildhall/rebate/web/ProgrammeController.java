package io.guildhall.rebate.web;

import java.util.List;
import java.util.UUID;

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
import io.guildhall.catalog.CatalogService;
import io.guildhall.community.CommunityService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.rebate.ProgrammeTable;
import io.guildhall.rebate.RebateProgramme;
import io.guildhall.rebate.RebateProgrammes;
import io.guildhall.rebate.RebateState;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.FormRefusals;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;

/** The pages of rebate programmes. */
@Controller
@RequestMapping("/o/{organization}/rebate-programmes")
@RequiredArgsConstructor
class ProgrammeController {

	private static final String ONE = "redirect:/o/{organization}/rebate-programmes/";

	private static final int COMMUNITIES = 200;

	private final RebateProgrammes programmes;

	private final ProgrammeTable table;

	private final RebateRows rows;

	private final CatalogService catalog;

	private final CommunityService communities;

	private final OrganizationService organizations;

	@Bean
	static AuditSubject rebateProgrammeHistory(RebateProgrammes service) {
		return new AuditSubject("rebate-programme", service::get);
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) RebateProgramme.@Nullable State state,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("programmes", programmes.list(q, state, after));
		model.addAttribute("q", q.strip());
		model.addAttribute("state", state);
		model.addAttribute("states", RebateProgramme.State.values());
		model.addAttribute("today", organizations.today());
		return "rebate/programmes";
	}

	@GetMapping("/export")
	void export(@RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) RebateProgramme.@Nullable State state, HttpServletResponse response) {
		table.write(q, state, new Download(response, "text/csv;charset=UTF-8", "rebate-programmes.csv"));
	}

	@GetMapping("/new")
	String fresh(Model model) {
		return edit(null, ProgrammeForm.empty(organizations.today()), model);
	}

	@PostMapping
	String create(@Valid @ModelAttribute("form") ProgrammeForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				RebateProgramme made = programmes.create(form.terms(organizations.current().currency()));
				flash.addFlashAttribute("done", "rebate.done.created");
				return ONE + made.id();
			}
			catch (DomainException refusal) {
				FormRefusals.tell(refusal, errors);
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/{id}")
	String show(@PathVariable UUID id, @RequestParam(required = false) @Nullable RebateState state,
			@RequestParam(defaultValue = "false") boolean debts, @RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable String after, Model model) {
		RebateProgramme programme = programmes.get(id);
		model.addAttribute("programme", programme);
		model.addAttribute("figures", programmes.figures(id));
		model.addAttribute("products", catalog.summaries(programme.terms().products()).values());
		model.addAttribute("today", organizations.today());
		rows.fill(new RebateSearch.Asked(state, debts, null, id, q), after, model);
		return "rebate/programme";
	}

	@GetMapping("/{id}/edit")
	String change(@PathVariable UUID id, Model model) {
		RebateProgramme programme = programmes.get(id);
		return edit(programme, ProgrammeForm.of(programme), model);
	}

	@PostMapping("/{id}")
	String change(@PathVariable UUID id, @Valid @ModelAttribute("form") ProgrammeForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				programmes.change(id, form.terms(organizations.current().currency()), form.version());
				flash.addFlashAttribute("done", "rebate.done.changed");
				return ONE + id;
			}
			catch (DomainException refusal) {
				FormRefusals.tell(refusal, errors);
			}
		}
		return edit(programmes.get(id), form, model);
	}

	@PostMapping("/{id}/activate")
	String activate(@PathVariable UUID id, RedirectAttributes flash) {
		programmes.activate(id);
		flash.addFlashAttribute("done", "rebate.done.activated");
		return ONE + id;
	}

	@PostMapping("/{id}/end")
	String end(@PathVariable UUID id, RedirectAttributes flash) {
		programmes.end(id);
		flash.addFlashAttribute("done", "rebate.done.ended");
		return ONE + id;
	}

	private String edit(@Nullable RebateProgramme programme, ProgrammeForm form, Model model) {
		model.addAttribute("form", form);
		model.addAttribute("programme", programme);
		model.addAttribute("products", catalog.active());
		model.addAttribute("rewards", ProgrammeForm.Reward.values());
		model.addAttribute("currency", organizations.current().currency());
		model.addAttribute("communities", OnBehalf.may(Permission.COMMUNITY_READ)
				? communities.list(false, null, COMMUNITIES).items() : List.of());
		return "rebate/edit";
	}

}
