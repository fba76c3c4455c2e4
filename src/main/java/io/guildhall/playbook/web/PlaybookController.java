package io.guildhall.playbook.web;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
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

import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.playbook.BandLimits;
import io.guildhall.playbook.PlaybookDetails;
import io.guildhall.playbook.PlaybookListing;
import io.guildhall.playbook.PlaybookNumbers;
import io.guildhall.playbook.PlaybookRefused;
import io.guildhall.playbook.PlaybookService;
import io.guildhall.playbook.PlaybookSetup;
import io.guildhall.playbook.PlaybookStep;
import io.guildhall.playbook.PriceBand;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.FormRefusals;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** The pages of the playbook: of one product, and of all. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class PlaybookController {

	private static final String ONE = "redirect:/o/{organization}/products/";

	private final PlaybookService playbook;

	private final PlaybookSetup setup;

	private final PlaybookListing listing;

	private final CatalogService catalog;

	private final OrganizationService organizations;

	private final MessageSource messages;

	@Bean
	static PagePart playbookOfProduct() {
		return new PagePart(PagePart.Page.PRODUCT, 10, "playbook.title", "/products/{id}/playbook/part",
				Permission.CATALOG_EDIT);
	}

	@Bean
	static NavigationEntry playbookNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 32, "playbook.title", "/playbook",
				Permission.CATALOG_EDIT);
	}

	@GetMapping("/playbook")
	String list(@RequestParam(required = false) @Nullable PriceBand band,
			@RequestParam(required = false) @Nullable String after, Model model) {
		BandLimits limits = playbook.limits();
		model.addAttribute("rows", listing.list(band, after));
		model.addAttribute("limits", limits);
		model.addAttribute("band", band);
		model.addAttribute("bands", PriceBand.values());
		model.addAttribute("form", new LimitsForm(limits.low().toMajor(), limits.high().toMajor()));
		model.addAttribute("currency", limits.low().currency());
		return "playbook/list";
	}

	@PostMapping("/playbook/limits")
	String limits(@ModelAttribute("form") LimitsForm form, BindingResult errors, RedirectAttributes flash) {
		if (errors.hasErrors()) {
			throw PlaybookRefused.numbers();
		}
		playbook.change(form.limits(organizations.current().currency()));
		flash.addFlashAttribute("done", "playbook.done.limits");
		return "redirect:/o/{organization}/playbook";
	}

	/** What the page of the product shows of it. */
	@GetMapping("/products/{id}/playbook/part")
	String part(@PathVariable ProductId id, Model model) {
		PlaybookDetails details = playbook.get(id);
		model.addAttribute("details", details);
		model.addAttribute("numbers", details.numbers());
		model.addAttribute("figures", details.figures());
		model.addAttribute("people", details.people());
		return "playbook/parts :: product";
	}

	@GetMapping("/products/{id}/playbook")
	String show(@PathVariable ProductId id, Model model) {
		PlaybookDetails details = playbook.get(id);
		return show(details, PlaybookForm.of(details.numbers(), organizations.current().zone()), model);
	}

	/** What would be made of what stands in the form, in figures. */
	@PostMapping("/products/{id}/playbook/preview")
	String preview(@PathVariable ProductId id, @ModelAttribute("form") PlaybookForm form, BindingResult errors,
			Model model, Locale locale) {
		PlaybookDetails details = playbook.get(id);
		model.addAttribute("details", details);
		model.addAttribute("people", details.people());
		OrganizationDetails organization = organizations.current();
		PlaybookNumbers numbers = form.numbers(organization.currency(), organization.zone(), errors);
		try {
			model.addAttribute("figures", (numbers != null) ? playbook.figures(id, numbers) : null);
			model.addAttribute("numbers", numbers);
		}
		catch (PlaybookRefused refusal) {
			model.addAttribute("refusal", messages.getMessage(refusal, locale));
		}
		return "playbook/parts :: preview";
	}

	@PostMapping("/products/{id}/playbook")
	String setUp(@PathVariable ProductId id, @ModelAttribute("form") PlaybookForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		OrganizationDetails organization = organizations.current();
		boolean chosen = form.chosen() != null || errors.hasErrors();
		PlaybookNumbers numbers = chosen ? form.numbers(organization.currency(), organization.zone(), errors) : null;
		if (!chosen || numbers != null) {
			try {
				Set<PlaybookStep> made = setup.setUp(id, numbers);
				flash.addFlashAttribute("done", made.isEmpty() ? "playbook.done.already" : "playbook.done.made");
				flash.addFlashAttribute("doneArgs", List.of(String.valueOf(made.size())));
				return ONE + id + "/playbook";
			}
			catch (DomainException refusal) {
				// Without its form it goes back to where it was asked.
				if (!chosen) {
					throw refusal;
				}
				FormRefusals.tell(refusal, errors);
			}
		}
		return show(playbook.get(id), form, model);
	}

	private String show(PlaybookDetails details, PlaybookForm form, Model model) {
		model.addAttribute("form", form);
		model.addAttribute("details", details);
		model.addAttribute("people", details.people());
		model.addAttribute("numbers", details.numbers());
		model.addAttribute("figures", details.figures());
		model.addAttribute("currency", organizations.current().currency());
		List<ProductSummary> products = catalog.active();
		model.addAttribute("samples",
				products.stream().filter(product -> product.kind() == ProductKind.SAMPLE).toList());
		model.addAttribute("frees", products.stream().filter(product -> product.price().isZero()).toList());
		model.addAttribute("trials", products.stream()
			.filter(product -> product.price().isPositive() && product.price().compareTo(details.product().price()) < 0)
			.toList());
		return "playbook/show";
	}

	/** Where the bands begin and end, in major units. */
	record LimitsForm(@Nullable BigDecimal low, @Nullable BigDecimal high) {

		BandLimits limits(String currency) {
			if (low == null || high == null) {
				throw PlaybookRefused.numbers();
			}
			try {
				return new BandLimits(Money.ofMajor(low, currency), Money.ofMajor(high, currency));
			}
			catch (ArithmeticException tooFine) {
				throw PlaybookRefused.numbers();
			}
		}

	}

}
