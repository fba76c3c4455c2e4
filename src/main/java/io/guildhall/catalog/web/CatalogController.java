package io.guildhall.catalog.web;

import java.math.BigDecimal;
import java.util.Arrays;
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
import io.guildhall.catalog.CatalogRefused;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductDetails;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Money;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The pages of products. */
@Controller
@RequestMapping("/o/{organization}/products")
@RequiredArgsConstructor
class CatalogController {

	private static final String LIST = "redirect:/o/{organization}/products";

	private final CatalogService catalog;

	private final OrganizationService organizations;

	@Bean
	static AuditSubject productHistory(CatalogService service) {
		return new AuditSubject("product", id -> service.get(new ProductId(id)));
	}

	@Bean
	static NavigationEntry productsNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 30, "catalog.products", "/products",
				Permission.SALES_READ);
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable String q,
			@RequestParam(defaultValue = "false") boolean archived,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("products", catalog.list(q, !archived, after));
		model.addAttribute("q", (q != null) ? q : "");
		model.addAttribute("archived", archived);
		return "catalog/list";
	}

	@GetMapping("/new")
	String add(Model model) {
		return edit(null, new ProductForm("", ProductKind.GOODS, null, "", null), model);
	}

	@PostMapping
	String create(@Valid @ModelAttribute("form") ProductForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		NewProduct product = form.product(currency(), errors);
		if (product != null) {
			try {
				catalog.create(product);
				flash.addFlashAttribute("done", "catalog.done.created");
				flash.addFlashAttribute("doneArgs", List.of(product.name()));
				return LIST;
			}
			catch (CatalogRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/{id}")
	String show(@PathVariable ProductId id, Model model) {
		ProductDetails product = catalog.get(id);
		return edit(product, new ProductForm(product.name(), product.kind(), product.price().toMajor(),
				product.description(), product.version()), model);
	}

	@PostMapping("/{id}")
	String change(@PathVariable ProductId id, @Valid @ModelAttribute("form") ProductForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		NewProduct product = form.product(currency(), errors);
		if (product != null) {
			try {
				catalog.change(id, product, form.version());
				flash.addFlashAttribute("done", "catalog.done.changed");
				flash.addFlashAttribute("doneArgs", List.of(product.name()));
				return LIST;
			}
			catch (CatalogRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(catalog.get(id), form, model);
	}

	@PostMapping("/{id}/archive")
	String archive(@PathVariable ProductId id, RedirectAttributes flash) {
		catalog.archive(id);
		flash.addFlashAttribute("done", "catalog.done.archived");
		return LIST;
	}

	@PostMapping("/{id}/restore")
	String restore(@PathVariable ProductId id, RedirectAttributes flash) {
		catalog.restore(id);
		flash.addFlashAttribute("done", "catalog.done.restored");
		return LIST;
	}

	private String edit(@Nullable ProductDetails product, ProductForm form, Model model) {
		model.addAttribute("product", product);
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", form);
		}
		model.addAttribute("kinds",
				Arrays.stream(ProductKind.values()).filter(kind -> kind != ProductKind.MEMBERSHIP).toList());
		model.addAttribute("currency", currency());
		return "catalog/edit";
	}

	private String currency() {
		return organizations.current().currency();
	}

	record ProductForm(@NotBlank @Size(max = 200) String name, @NotNull ProductKind kind,
			@PositiveOrZero @Nullable BigDecimal price, @Size(max = 2000) @Nullable String description,
			@Nullable Long version) {

		/** What the form says, unless something in it is wrong. */
		@Nullable NewProduct product(String currency, BindingResult errors) {
			if (price == null && !errors.hasFieldErrors("price")) {
				errors.rejectValue("price", "NotNull");
			}
			if (errors.hasErrors() || price == null) {
				return null;
			}
			try {
				return new NewProduct(name, kind, Money.ofMajor(price, currency), description);
			}
			catch (ArithmeticException tooFine) {
				errors.rejectValue("price", "catalog.price.decimals");
				return null;
			}
		}

	}

}
