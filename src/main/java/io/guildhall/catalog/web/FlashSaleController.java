package io.guildhall.catalog.web;

import java.util.List;
import java.util.Map;
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
import io.guildhall.catalog.CatalogRefused;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.FlashSaleDetails;
import io.guildhall.catalog.FlashSaleFilter;
import io.guildhall.catalog.FlashSaleId;
import io.guildhall.catalog.FlashSaleState;
import io.guildhall.catalog.FlashSaleTable;
import io.guildhall.catalog.FlashSales;
import io.guildhall.catalog.NewFlashSale;
import io.guildhall.catalog.ProductHold;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.Download;
import io.guildhall.shared.web.NavigationEntry;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** The pages of flash sales: the list, and one with its counter. */
@Controller
@RequestMapping("/o/{organization}/flash-sales")
@RequiredArgsConstructor
class FlashSaleController {

	private static final String ONE = "redirect:/o/{organization}/flash-sales/";

	private final FlashSales sales;

	private final FlashSaleTable table;

	private final CatalogService catalog;

	private final OrganizationService organizations;

	private final MemberService members;

	@Bean
	static AuditSubject flashSaleHistory(FlashSales sales) {
		return new AuditSubject("flash-sale", id -> sales.get(new FlashSaleId(id)));
	}

	@Bean
	static NavigationEntry flashSalesNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 35, "catalog.sales", "/flash-sales",
				Permission.SALES_READ);
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) @Nullable FlashSaleState state,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("sales", sales.list(new FlashSaleFilter(null, q, state), after));
		model.addAttribute("q", q.strip());
		model.addAttribute("state", state);
		model.addAttribute("states", FlashSaleState.values());
		return "catalog/sales";
	}

	@GetMapping("/export")
	void export(@RequestParam(defaultValue = "") String q,
			@RequestParam(required = false) @Nullable FlashSaleState state, HttpServletResponse response) {
		table.write(new FlashSaleFilter(null, q, state),
				new Download(response, "text/csv;charset=UTF-8", "flash-sales.csv"));
	}

	@GetMapping("/new")
	String add(@RequestParam(required = false) @Nullable UUID product, Model model) {
		return edit(null, FlashSaleForm.of(product), model);
	}

	@PostMapping
	String create(@ModelAttribute("form") FlashSaleForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		NewFlashSale sale = form.sale(organizations.current(), errors);
		if (sale != null) {
			try {
				FlashSaleId id = sales.create(sale);
				flash.addFlashAttribute("done", "catalog.done.sale-created");
				return ONE + id;
			}
			catch (CatalogRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(null, form, model);
	}

	@GetMapping("/{id}")
	String show(@PathVariable FlashSaleId id, Model model) {
		FlashSaleDetails sale = sales.get(id);
		model.addAttribute("sale", sale);
		List<ProductHold> holds = sales.holds(id);
		Map<String, String> names = members.names(holds.stream().map(ProductHold::member).distinct().toList());
		model.addAttribute("holds", holds);
		model.addAttribute("members", names);
		model.addAttribute("choices", catalog.eligibilityChoices());
		return "catalog/sale";
	}

	@GetMapping("/{id}/edit")
	String edit(@PathVariable FlashSaleId id, Model model) {
		FlashSaleDetails sale = sales.get(id);
		if (sale.state() != FlashSaleState.DRAFT) {
			return ONE + id;
		}
		return edit(sale, FlashSaleForm.of(sale, organizations.current().zone()), model);
	}

	@PostMapping("/{id}")
	String change(@PathVariable FlashSaleId id, @ModelAttribute("form") FlashSaleForm form, BindingResult errors,
			Model model, RedirectAttributes flash) {
		NewFlashSale sale = form.sale(organizations.current(), errors);
		if (sale != null) {
			try {
				sales.change(id, sale, form.version());
				flash.addFlashAttribute("done", "catalog.done.sale-changed");
				return ONE + id;
			}
			catch (CatalogRefused refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return edit(sales.get(id), form, model);
	}

	@PostMapping("/{id}/opening")
	String open(@PathVariable FlashSaleId id, RedirectAttributes flash) {
		sales.open(id);
		flash.addFlashAttribute("done", "catalog.done.sale-opened");
		return ONE + id;
	}

	@PostMapping("/{id}/cancel")
	String cancel(@PathVariable FlashSaleId id, RedirectAttributes flash) {
		sales.callOff(id);
		flash.addFlashAttribute("done", "catalog.done.sale-cancelled");
		return ONE + id;
	}

	private String edit(@Nullable FlashSaleDetails sale, FlashSaleForm form, Model model) {
		model.addAttribute("sale", sale);
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", form);
		}
		model.addAttribute("products",
				catalog.active().stream().filter(product -> product.kind() != ProductKind.MEMBERSHIP).toList());
		model.addAttribute("currency", organizations.current().currency());
		model.addAttribute("choices", catalog.eligibilityChoices());
		return "catalog/sale-edit";
	}

}
