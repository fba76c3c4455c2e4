package io.guildhall.catalog.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.catalog.CatalogRefused;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.LadderRung;
import io.guildhall.catalog.PriceLadderDetails;
import io.guildhall.catalog.PriceLadderId;
import io.guildhall.catalog.PriceLadders;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunitySummary;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.NavigationEntry;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;

/** The pages of price ladders: all of them, and one with who climbed it. */
@Controller
@RequestMapping("/o/{organization}/price-ladders")
@RequiredArgsConstructor
class PriceLadderController {

	private static final String LIST = "redirect:/o/{organization}/price-ladders";

	private final PriceLadders ladders;

	private final CatalogService catalog;

	private final CommunityService communities;

	@Bean
	static AuditSubject priceLadderHistory(PriceLadders ladders) {
		return new AuditSubject("price-ladder", id -> ladders.get(new PriceLadderId(id)));
	}

	@Bean
	static NavigationEntry priceLaddersNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 37, "catalog.ladders", "/price-ladders",
				Permission.SALES_READ);
	}

	@GetMapping
	String list(Model model) {
		model.addAttribute("ladders", ladders.all());
		model.addAttribute("communities", names());
		return "catalog/ladders";
	}

	@GetMapping("/new")
	String add(Model model) {
		return edit(null, PriceLadderForm.EMPTY, model);
	}

	@PostMapping
	String create(@Valid @ModelAttribute("form") PriceLadderForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				PriceLadderId id = ladders.create(form.ladder());
				flash.addFlashAttribute("done", "catalog.done.ladder-created");
				return LIST + "/" + id;
			}
			catch (CatalogRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/{id}")
	String show(@PathVariable PriceLadderId id, Model model) {
		model.addAttribute("ladder", ladders.get(id));
		model.addAttribute("communities", names());
		return "catalog/ladder";
	}

	@GetMapping("/{id}/edit")
	String edit(@PathVariable PriceLadderId id, Model model) {
		PriceLadderDetails ladder = ladders.get(id);
		return edit(ladder, PriceLadderForm.of(ladder), model);
	}

	@PostMapping("/{id}")
	String change(@PathVariable PriceLadderId id, @Valid @ModelAttribute("form") PriceLadderForm form,
			BindingResult errors, Model model, RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				ladders.change(id, form.ladder(), form.version());
				flash.addFlashAttribute("done", "catalog.done.ladder-changed");
				return LIST + "/" + id;
			}
			catch (CatalogRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(ladders.get(id), form, model);
	}

	@PostMapping("/{id}/remove")
	String remove(@PathVariable PriceLadderId id, RedirectAttributes flash) {
		ladders.remove(id);
		flash.addFlashAttribute("done", "catalog.done.ladder-removed");
		return LIST;
	}

	private String edit(@Nullable PriceLadderDetails ladder, PriceLadderForm form, Model model) {
		model.addAttribute("ladder", ladder);
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", form);
		}
		model.addAttribute("products", catalog.active());
		model.addAttribute("communities", names());
		model.addAttribute("rungs", Arrays.stream(LadderRung.values()).toList());
		model.addAttribute("fields", Map.of(LadderRung.FREE, "free", LadderRung.TRIAL, "trial", LadderRung.FULL, "full",
				LadderRung.ONE_TO_ONE, "oneToOne"));
		return "catalog/ladder-edit";
	}

	private Map<UUID, String> names() {
		Map<UUID, String> names = new TreeMap<>();
		List<CommunitySummary> all = communities.list(false, null, Slice.PAGE).items();
		all.forEach(community -> names.put(community.id().id(), community.name()));
		return names;
	}

}
