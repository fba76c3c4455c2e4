package io.guildhall.checkout.web;

import java.util.List;
import java.util.UUID;

import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.guildhall.checkout.AttemptSummary;
import io.guildhall.checkout.CheckoutAccounts;
import io.guildhall.checkout.CheckoutReading;
import io.guildhall.checkout.CheckoutService;
import io.guildhall.onboarding.ChannelLinks;
import io.guildhall.order.OrderId;
import io.guildhall.order.OrderService;
import io.guildhall.order.OrderState;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.PagePart;
import io.guildhall.shared.web.QrPicture;
import jakarta.servlet.http.HttpServletResponse;
import lombok.RequiredArgsConstructor;

/** Payments online on the page of an order. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class CheckoutController {

	private static final String ORDER = "redirect:/o/{organization}/orders/";

	/** The section of an order's page: on a phone it stands far below. */
	private static final String SECTION = "#online-payments";

	private final CheckoutService checkout;

	private final CheckoutReading reading;

	private final CheckoutAccounts accounts;

	private final OrderService orders;

	private final ChannelLinks links;

	@Bean
	static PagePart onlinePaymentsOfOrder() {
		return new PagePart(PagePart.Page.ORDER, 10, "checkout.title", "/orders/{id}/online-payments",
				Permission.SALES_READ);
	}

	/**
	 * The section.
	 * @param waiting whether the page showed an open try: once it is not, the whole page
	 * is another one
	 */
	@GetMapping("/orders/{id}/online-payments")
	String part(@PathVariable OrderId id, @RequestParam(defaultValue = "false") boolean waiting, Model model,
			HttpServletResponse response) {
		List<AttemptSummary> attempts = reading.of(id);
		AttemptSummary open = attempts.stream().filter(AttemptSummary::open).findFirst().orElse(null);
		if (waiting && open == null) {
			response.setHeader("HX-Refresh", "true");
		}
		model.addAttribute("order", id);
		model.addAttribute("unpaid", orders.get(id).state() == OrderState.UNPAID);
		model.addAttribute("attempts", attempts);
		model.addAttribute("open", open);
		model.addAttribute("returns", reading.returnsOf(id));
		model.addAttribute("provider", accounts.current());
		return "checkout/parts :: order";
	}

	@PostMapping("/orders/{id}/online-payments")
	String start(@PathVariable OrderId id, RedirectAttributes flash) {
		AttemptSummary attempt = checkout.start(id, site(links), null);
		flash.addFlashAttribute("done", "checkout.done." + attempt.state());
		return ORDER + id + SECTION;
	}

	/** What is to be scanned as a picture; drawn here, as that of a channel. */
	@GetMapping("/online-payments/{id}/code.svg")
	ResponseEntity<String> picture(@PathVariable UUID id) {
		return ResponseEntity.ok()
			.contentType(MediaType.valueOf("image/svg+xml"))
			.body(new QrPicture(reading.get(id).scan()).svg());
	}

	@PostMapping("/online-payments/{id}/ask")
	String ask(@PathVariable UUID id, RedirectAttributes flash) {
		AttemptSummary attempt = checkout.ask(id);
		flash.addFlashAttribute("done", "checkout.done." + attempt.state());
		return ORDER + attempt.order() + SECTION;
	}

	@PostMapping("/online-payments/{id}/close")
	String close(@PathVariable UUID id, RedirectAttributes flash) {
		AttemptSummary attempt = checkout.close(id);
		flash.addFlashAttribute("done", "checkout.done." + attempt.state());
		return ORDER + attempt.order() + SECTION;
	}

	/** Where our public pages stand. */
	static String site(ChannelLinks links) {
		return links.to("", ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
	}

}
