package io.guildhall.checkout.web;

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

import io.guildhall.checkout.CheckoutReading;
import io.guildhall.checkout.CheckoutService;
import io.guildhall.checkout.ReturnState;
import io.guildhall.checkout.ReturnSummary;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import lombok.RequiredArgsConstructor;

/** Money that is to go back: what came too late or twice, and refunds under way. */
@Controller
@RequestMapping("/o/{organization}/money-to-return")
@RequiredArgsConstructor
class MoneyReturnController {

	private static final int SHOWN = 5;

	private static final String LIST = "redirect:/o/{organization}/money-to-return";

	private final CheckoutReading reading;

	private final CheckoutService checkout;

	@Bean
	static NavigationEntry moneyToReturnNavigation() {
		return new NavigationEntry(NavigationEntry.Section.SALES, 25, "checkout.returns", "/money-to-return",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart moneyToReturnToday() {
		return new PagePart(PagePart.Page.TODAY, 21, "checkout.returns", "/money-to-return/today",
				Permission.ORDER_RECORD);
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "true") boolean open,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("returns", reading.returns(open, after));
		model.addAttribute("open", open);
		return "checkout/returns";
	}

	@GetMapping("/today")
	String today(Model model) {
		List<ReturnSummary> open = reading.returns(true, null).items();
		model.addAttribute("returns", open.stream().limit(SHOWN).toList());
		model.addAttribute("more", open.size() > SHOWN);
		return "checkout/parts :: today";
	}

	@PostMapping("/{id}/again")
	String again(@PathVariable UUID id, RedirectAttributes flash) {
		flash.addFlashAttribute("done", (checkout.returnAgain(id).state() == ReturnState.DONE)
				? "checkout.done.returned" : "checkout.done.asked-again");
		return LIST;
	}

	@PostMapping("/{id}/by-hand")
	String byHand(@PathVariable UUID id, @RequestParam String note, RedirectAttributes flash) {
		checkout.returnedByHand(id, note);
		flash.addFlashAttribute("done", "checkout.done.returned");
		return LIST;
	}

}
