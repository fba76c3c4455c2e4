package io.guildhall.order.web;

import java.util.List;
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

import io.guildhall.catalog.ProductHold;
import io.guildhall.order.OrderHanding;
import io.guildhall.order.OrderId;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** What an order holds, on its page, and that it was handed over. */
@Controller
@RequestMapping("/o/{organization}/orders/{id}")
@RequiredArgsConstructor
class OrderHandingController {

	private final OrderHanding handing;

	@Bean
	static PagePart holdsOfOrder() {
		return new PagePart(PagePart.Page.ORDER, 5, "order.holds", "/orders/{id}/holds", Permission.SALES_READ);
	}

	@GetMapping("/holds")
	String holds(@PathVariable OrderId id, Model model) {
		List<ProductHold> holds = handing.of(id);
		model.addAttribute("order", id);
		model.addAttribute("holds", holds);
		model.addAttribute("byThemselves",
				handing.byThemselves(id).stream().map(ProductHold::productName).distinct().toList());
		model.addAttribute("handed", handing.handedByThemselves(id));
		model.addAttribute("wrong", handing.takenBack(id));
		return "order/holds :: part";
	}

	@PostMapping("/handing-over")
	String handOver(@PathVariable OrderId id, RedirectAttributes flash) {
		handing.handOverByThemselves(id);
		flash.addFlashAttribute("done", "order.done.handed-over");
		return "redirect:/o/{organization}/orders/" + id;
	}

	/**
	 * Where there was something to tick and nothing is, nothing is meant, and not all.
	 */
	@PostMapping("/handing-over/taking-back")
	String takeBack(@PathVariable OrderId id, @RequestParam(required = false) @Nullable List<UUID> lines,
			@RequestParam(defaultValue = "false") boolean choice, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes flash) {
		handing.takeBack(id, (lines == null && choice) ? List.of() : lines, reason);
		flash.addFlashAttribute("done", "order.done.handed-back");
		return "redirect:/o/{organization}/orders/" + id;
	}

}
