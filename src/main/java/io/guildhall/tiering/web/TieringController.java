package io.guildhall.tiering.web;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

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
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunitySummary;
import io.guildhall.member.Audience;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.tiering.ActivityMeasure;
import io.guildhall.tiering.PolicyKind;
import io.guildhall.tiering.SpendMeasure;
import io.guildhall.tiering.Tier;
import io.guildhall.tiering.TierCounts;
import io.guildhall.tiering.TierFigures;
import io.guildhall.tiering.TierFlow;
import io.guildhall.tiering.TierPolicyDetails;
import io.guildhall.tiering.TierPolicyId;
import io.guildhall.tiering.TierPolicyService;
import io.guildhall.tiering.TierPolicyVersion;
import io.guildhall.tiering.TierPreview;
import io.guildhall.tiering.TierTerms;
import io.guildhall.tiering.TieringRefused;
import io.guildhall.tiering.TieringService;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;

/** The pages of tiers: what they are now, how they moved, by which policy. */
@Controller
@RequestMapping("/o/{organization}/tiers")
@RequiredArgsConstructor
class TieringController {

	private static final int SHOWN = 10;

	private static final int FLOW_DAYS = 30;

	private final TierPolicyService policies;

	private final TieringService tiering;

	private final TierFigures figures;

	private final TierPictures pictures;

	private final CommunityService communities;

	private final OrganizationService organizations;

	@Bean
	static AuditSubject tierPolicyHistory(TierPolicyService service) {
		return new AuditSubject("tier-policy", id -> service.get(new TierPolicyId(id)));
	}

	@Bean
	static NavigationEntry tiersEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 40, "tiering.title", "/tiers",
				Permission.TIER_READ);
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to, Model model, Locale locale) {
		List<TierPolicyDetails> all = policies.list();
		TierPolicyDetails first = all.get(0);
		Map<TierPolicyId, TierCounts> counts = new HashMap<>();
		all.forEach(policy -> counts.put(policy.id(), figures.counts(policy.id())));
		Map<UUID, String> names = names();
		model.addAttribute("policies",
				all.stream().filter(p -> p.community() == null || names.containsKey(p.community())).toList());
		model.addAttribute("counts", counts);
		model.addAttribute("names", names);
		model.addAttribute("without", communities.list(false, null, 200)
			.items()
			.stream()
			.filter(community -> all.stream().noneMatch(policy -> community.id().id().equals(policy.community())))
			.toList());
		model.addAttribute("tiers", Tier.values());
		model.addAttribute("filters",
				all.stream()
					.collect(Collectors.toMap(TierPolicyDetails::id,
							policy -> (policy.community() != null) ? policy.id().filter() : Audience.TIER)));
		flow(first.id(), from, to, model, locale);
		return "tiering/list";
	}

	@PostMapping
	String create(@RequestParam CommunityId community, RedirectAttributes flash) {
		TierPolicyDetails policy = policies.create(community,
				TierTerms.activity(7, ActivityMeasure.MESSAGES, 5, 1, 20));
		flash.addFlashAttribute("done", "tiering.created");
		return "redirect:/o/{organization}/tiers/" + policy.id();
	}

	@GetMapping("/{id}")
	String show(@PathVariable TierPolicyId id, @RequestParam(required = false) @Nullable LocalDate from,
			@RequestParam(required = false) @Nullable LocalDate to, Model model, Locale locale) {
		TierPolicyDetails policy = policies.get(id);
		model.addAttribute("form", PolicyForm.of(policy, organizations.current().currency()));
		return page(policy, from, to, model, locale);
	}

	@PostMapping("/{id}")
	String change(@PathVariable TierPolicyId id, @Valid @ModelAttribute("form") PolicyForm form, BindingResult errors,
			Model model, Locale locale, RedirectAttributes flash) {
		TierTerms terms = form.terms(organizations.current().currency(), errors);
		if (terms != null) {
			try {
				policies.change(id, terms, form.version());
				flash.addFlashAttribute("done", "tiering.saved");
				return "redirect:/o/{organization}/tiers/" + id;
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return page(policies.get(id), null, null, model, locale);
	}

	@PostMapping("/{id}/preview")
	String preview(@PathVariable TierPolicyId id, @Valid @ModelAttribute("form") PolicyForm form, BindingResult errors,
			Model model, Locale locale) {
		policies.get(id);
		String currency = organizations.current().currency();
		TierTerms terms = form.terms(currency, errors);
		if (terms != null) {
			TierPreview preview = tiering.preview(id, terms, organizations.today());
			model.addAttribute("preview", preview);
			model.addAttribute("quadrants", terms.kind() == PolicyKind.ACTIVITY_SPEND);
			model.addAttribute("money", terms.spendMeasure() == SpendMeasure.NET_SPEND);
			model.addAttribute("picture", pictures.of(preview, currency, locale));
			model.addAttribute("tiers", Tier.values());
		}
		return "tiering/show :: preview";
	}

	@PostMapping("/{id}/evaluations")
	String evaluate(@PathVariable TierPolicyId id, @RequestParam(required = false) @Nullable LocalDate asOf) {
		UUID job = tiering.start(id, (asOf != null) ? asOf : organizations.today());
		return "redirect:/o/{organization}/jobs/" + job;
	}

	@PostMapping("/{id}/versions/{number}/restoration")
	String restore(@PathVariable TierPolicyId id, @PathVariable int number, RedirectAttributes flash) {
		policies.restore(id, number);
		flash.addFlashAttribute("done", "tiering.restored");
		flash.addFlashAttribute("doneArgs", List.of(number));
		return "redirect:/o/{organization}/tiers/" + id;
	}

	private void flow(TierPolicyId policy, @Nullable LocalDate from, @Nullable LocalDate to, Model model,
			Locale locale) {
		LocalDate last = (to != null) ? to : organizations.today();
		TierFlow flow;
		try {
			flow = figures.flow(policy, (from != null) ? from : last.minusDays(FLOW_DAYS), last);
		}
		catch (TieringRefused reversed) {
			model.addAttribute("refusal", reversed);
			flow = figures.flow(policy, last.minusDays(FLOW_DAYS), last);
		}
		model.addAttribute("flow", flow);
		model.addAttribute("flowPicture", pictures.flow(flow, locale));
	}

	private String page(TierPolicyDetails policy, @Nullable LocalDate from, @Nullable LocalDate to, Model model,
			Locale locale) {
		flow(policy.id(), from, to, model, locale);
		String currency = organizations.current().currency();
		List<TierPolicyVersion> versions = policies.versions(policy.id());
		model.addAttribute("words",
				versions.stream()
					.collect(Collectors.toMap(TierPolicyVersion::number,
							version -> pictures.words(version.terms(), currency, locale))));
		model.addAttribute("policy", policy);
		model.addAttribute("name", (policy.community() != null) ? names().getOrDefault(policy.community(), "") : null);
		model.addAttribute("versions", versions);
		model.addAttribute("evaluations", figures.evaluations(policy.id(), SHOWN));
		model.addAttribute("today", organizations.today());
		model.addAttribute("kinds", PolicyKind.values());
		model.addAttribute("activityMeasures", ActivityMeasure.values());
		model.addAttribute("spendMeasures", SpendMeasure.values());
		return "tiering/show";
	}

	private Map<UUID, String> names() {
		return communities.list(false, null, 200)
			.items()
			.stream()
			.collect(Collectors.toMap(community -> community.id().id(), CommunitySummary::name));
	}

}
