package io.guildhall.benefit.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.benefit.BenefitUse;
import io.guildhall.benefit.BenefitUses;
import io.guildhall.benefit.BoughtBenefit;
import io.guildhall.benefit.PurchaseGiving;
import io.guildhall.benefit.Purchases;
import io.guildhall.benefit.Slots;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductDetails;
import io.guildhall.catalog.ProductId;
import io.guildhall.catalog.ProductKind;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSummary;
import io.guildhall.order.OrderId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Ids;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/**
 * What orders bought to be used: on the order's page, on the product's, and who came on
 * which day.
 */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class PurchaseController {

	private static final int FEW = 5;

	private final Purchases purchases;

	private final PurchaseGiving giving;

	private final BenefitUses uses;

	private final Slots slots;

	private final CatalogService catalog;

	private final MemberService members;

	private final OrganizationService organizations;

	@Bean
	static PagePart purchasesOfOrder() {
		return new PagePart(PagePart.Page.ORDER, 5, "benefit.bought", "/orders/{id}/purchases", Permission.SALES_READ);
	}

	@Bean
	static PagePart purchasesOfProduct() {
		return new PagePart(PagePart.Page.PRODUCT, 10, "benefit.bought", "/products/{id}/purchases",
				Permission.SALES_READ);
	}

	@GetMapping("/orders/{order}/purchases")
	String ofOrder(@PathVariable OrderId order, Model model) {
		List<BoughtBenefit> bought = purchases.of(order);
		model.addAttribute("bought", bought);
		model.addAttribute("member", bought.isEmpty() ? null : bought.get(0).purchase().member());
		model.addAttribute("order", order);
		model.addAttribute("missing", giving.missing(order));
		return "benefit/bought :: order";
	}

	/** What the order bought and never gave: it is older, or was imported. */
	@PostMapping("/orders/{order}/purchases/giving")
	String give(@PathVariable OrderId order, RedirectAttributes flash) {
		giving.give(order);
		flash.addFlashAttribute("done", "benefit.done.given");
		return "redirect:/o/{organization}/orders/" + order;
	}

	/** How many orders of a product gave nothing, before it is said that they shall. */
	@GetMapping("/products/{product}/giving")
	String giving(@PathVariable ProductId product, Model model) {
		int missing = giving.missing(product);
		model.addAttribute("product", catalog.get(product));
		model.addAttribute("missing", missing);
		model.addAttribute("more", missing == PurchaseGiving.MOST_COUNTED);
		return "benefit/giving";
	}

	@PostMapping("/products/{product}/giving")
	String giveAll(@PathVariable ProductId product) {
		return "redirect:/o/{organization}/jobs/" + giving.giveAll(product);
	}

	@GetMapping("/products/{product}/purchases")
	String ofProduct(@PathVariable ProductId product, Model model) {
		ProductDetails found = catalog.get(product);
		model.addAttribute("product", found);
		boolean bookable = found.kind() == ProductKind.CONSULTATION || found.uses() != null;
		model.addAttribute("bookable", bookable);
		if (bookable) {
			model.addAttribute("slots", slots.list(false, product, null).items().stream().limit(FEW).toList());
		}
		return "benefit/bought :: product";
	}

	@GetMapping("/products/{product}/attendance")
	String attendance(@PathVariable ProductId product, @RequestParam(required = false) @Nullable LocalDate day,
			@RequestParam(required = false) @Nullable String after, Model model) {
		ProductDetails found = catalog.get(product);
		LocalDate today = organizations.today();
		LocalDate shown = (day != null) ? day : within(found, today);
		Slice<BoughtBenefit> bought = purchases.of(product, shown, after);
		Map<String, String> names = members
			.names(bought.items().stream().map(one -> one.purchase().member()).distinct().toList());
		model.addAttribute("product", found);
		model.addAttribute("camp", found.kind() == ProductKind.CAMP);
		model.addAttribute("day", shown);
		model.addAttribute("ahead", shown.isAfter(today));
		model.addAttribute("bought", bought);
		model.addAttribute("names", names);
		model.addAttribute("key", Ids.next());
		return "benefit/attendance";
	}

	@PostMapping("/products/{product}/attendance")
	String attended(@PathVariable ProductId product, @RequestParam UUID line, @RequestParam LocalDate day,
			@RequestParam String key, RedirectAttributes flash) {
		BenefitUse use = uses.useBought(line, day, key);
		boolean camp = catalog.get(product).kind() == ProductKind.CAMP;
		flash.addFlashAttribute("done", camp ? "benefit.attendance.done" : "benefit.done.used");
		flash.addFlashAttribute("doneArgs", List.of(camp ? name(use.member()) : use.benefit()));
		return "redirect:/o/{organization}/products/{product}/attendance?day=" + day;
	}

	private String name(MemberId member) {
		MemberSummary found = members.summaries(List.of(member)).get(member);
		return (found != null) ? found.displayName() : "–";
	}

	/** Today, or the day of the camp that is nearest. */
	private static LocalDate within(ProductDetails product, LocalDate today) {
		LocalDate first = product.startsOn();
		LocalDate last = product.endsOn();
		if (first != null && today.isBefore(first)) {
			return first;
		}
		return (last != null && today.isAfter(last)) ? last : today;
	}

}
