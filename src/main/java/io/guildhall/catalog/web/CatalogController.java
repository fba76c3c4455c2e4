package io.guildhall.catalog.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
import io.guildhall.catalog.CatalogRefused;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.NewProduct;
import io.guildhall.catalog.ProductDetails;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.catalog.ProductPictures;
import io.guildhall.catalog.ProductStock;
import io.guildhall.catalog.ProductSummary;
import io.guildhall.catalog.ProductTable;
import io.guildhall.catalog.SampleProgrammes;
import io.guildhall.catalog.StockLevel;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.NavigationEntry;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import lombok.RequiredArgsConstructor;

/** The pages of products. */
@Controller
@RequestMapping("/o/{organization}/products")
@RequiredArgsConstructor
class CatalogController {

	private static final String ONE = "redirect:/o/{organization}/products/";

	private static final String LIST = "redirect:/o/{organization}/products";

	private final CatalogService catalog;

	private final ProductTable table;

	private final ProductStock stock;

	private final ProductPictures pictures;

	private final SampleProgrammes samples;

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
		Slice<ProductSummary> products = catalog.list(q, !archived, after);
		model.addAttribute("products", products);
		model.addAttribute("levels", stock
			.levels(products.items().stream().filter(ProductSummary::limited).map(ProductSummary::id).toList()));
		model.addAttribute("pictures", pictures.of(products.items().stream().map(ProductSummary::id).toList()));
		model.addAttribute("q", (q != null) ? q : "");
		model.addAttribute("archived", archived);
		return "catalog/list";
	}

	@GetMapping("/export")
	void export(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "false") boolean archived,
			HttpServletResponse response) {
		table.write(q, !archived, new Download(response, "text/csv;charset=UTF-8", "products.csv"));
	}

	@GetMapping("/new")
	String add(@RequestParam(defaultValue = "GOODS") ProductKind kind, Model model) {
		return edit(null, ProductForm.of(kind), model);
	}

	@PostMapping
	String create(@Valid @ModelAttribute("form") ProductForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		NewProduct product = form.product(currency(), errors);
		if (product != null) {
			try {
				ProductId id = catalog.create(product);
				flash.addFlashAttribute("done", "catalog.done.created");
				flash.addFlashAttribute("doneArgs", List.of(product.name()));
				return ONE + id;
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
		return edit(product, ProductForm.of(product), model);
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
				return ONE + id;
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

	@PostMapping("/{id}/stock")
	String changeStock(@PathVariable ProductId id, @RequestParam(defaultValue = "0") long number,
			@RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
		StockLevel level = stock.change(id, number, reason);
		flash.addFlashAttribute("done", "catalog.done.stock");
		flash.addFlashAttribute("doneArgs", List.of(String.valueOf(level.onHand())));
		return ONE + id;
	}

	@PostMapping("/{id}/stock/release")
	String releaseStock(@PathVariable ProductId id, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes flash) {
		stock.release(id, reason);
		flash.addFlashAttribute("done", "catalog.done.unlimited");
		return ONE + id;
	}

	private String edit(@Nullable ProductDetails product, ProductForm form, Model model) {
		model.addAttribute("product", product);
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", form);
		}
		model.addAttribute("kinds",
				Arrays.stream(ProductKind.values()).filter(kind -> kind != ProductKind.MEMBERSHIP).toList());
		model.addAttribute("when",
				Map.of("sku", when(ProductKind::hasSku), "days", when(ProductKind::hasDays), "minutes",
						when(ProductKind::hasMinutes), "uses", when(ProductKind::hasUses), "validity",
						when(ProductKind::hasValidity)));
		model.addAttribute("currency", currency());
		model.addAttribute("choices", catalog.eligibilityChoices());
		model.addAttribute("pictures", (product != null) ? pictures.of(product.id()) : List.of());
		if (product != null && product.kind() == ProductKind.SAMPLE) {
			model.addAttribute("programme", samples.of(product.id()).orElse(null));
			model.addAttribute("fulls",
					catalog.active().stream().filter(one -> one.kind() != ProductKind.SAMPLE).toList());
		}
		model.addAttribute("most", ProductPictures.MOST);
		model.addAttribute("megabytes", ProductPictures.MEGABYTES);
		model.addAttribute("changes", (product != null) ? stock.history(product.id(), null).items() : List.of());
		return "catalog/edit";
	}

	/** With which kinds the page shows a field. */
	private static String when(Predicate<ProductKind> shown) {
		return "kind="
				+ Arrays.stream(ProductKind.values()).filter(shown).map(Enum::name).collect(Collectors.joining("|"));
	}

	private String currency() {
		return organizations.current().currency();
	}

}
